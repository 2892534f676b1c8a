"""Prints a project: its brief, its steps, and the measurements of the learner's program."""

from torchquiz.engine.models.ways import Project
from torchquiz.engine.study.project import done_steps, steps_left
from torchquiz.engine.tables import aligned
from torchquiz.engine.wording import counted, elapsed
from torchquiz.tui.plain.demo import say_demo, say_table
from torchquiz.tui.plain.reader import Reader
from torchquiz.tui.plain.session_loop import MakeLoop
from torchquiz.tui.words.comparison import gauges
from torchquiz.tui.words.runs import pytorch


def say_project(project: Project, reader: Reader, make_loop: MakeLoop) -> None:
    """Print the brief, ask the remaining steps, and print the measurements."""

    def brief() -> None:
        reader.dialogue.tell("", project.brief.strip())
        say_demo(project.before, reader.lesson.torch, reader.dialogue)
        rows = [(gauge.name, gauge.before) for gauge in project.gauges]
        say_table(aligned([("measured", "now"), *rows]), reader.dialogue)

    def build() -> None:
        while left := _left(project, reader):
            reader.dialogue.tell("", f"{counted(len(left), 'step')} left.")
            sessions, step = reader.study.sessions, left[0]
            make_loop(sessions.session_at(reader.lesson, "project", (step,), step)).run()
        _say_measured(project, reader)

    reader.read(brief, build)


def _left(project: Project, reader: Reader) -> list[str]:
    """Return the steps that the learner has not finished yet."""
    done = done_steps(project.steps, reader.study.store.of_lesson(reader.lesson.id))
    return steps_left(project.steps, done)


def _say_measured(project: Project, reader: Reader) -> None:
    measurement = reader.study.sessions.measuring(reader.lesson, project)()
    if measurement.failure:
        reader.dialogue.tell("", f"Your program could not be measured: {measurement.failure}.")
    else:
        head, rows = gauges(project, measurement.values)
        say_table(aligned([head, *rows]), reader.dialogue)
        run = f"{pytorch(reader.lesson.torch)}, {elapsed(measurement.elapsed_ms)}"
        reader.dialogue.say(f"    ({run})")
    reader.dialogue.tell("", project.done.strip())
