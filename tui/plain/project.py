"""A project, line by line: its brief, its steps, and one's own program, measured."""

from torchquiz.engine.models.ways import Project
from torchquiz.engine.study import project as built
from torchquiz.engine.tables import aligned
from torchquiz.engine.wording import counted, elapsed
from torchquiz.tui.plain.demo import say_demo, say_table
from torchquiz.tui.plain.reading import Sit
from torchquiz.tui.plain.sheets import Reader
from torchquiz.tui.words.comparison import gauges
from torchquiz.tui.words.runs import pytorch


def say_project(project: Project, reader: Reader, sit: Sit) -> None:
    """The brief, the steps that are still to be done, and what came of them."""

    def brief() -> None:
        reader.dialogue.tell("", project.brief.strip())
        say_demo(project.before, reader.lesson.torch, reader.dialogue)
        say_table(
            aligned(
                [("measured", "now"), *((gauge.name, gauge.before) for gauge in project.gauges)]
            ),
            reader.dialogue,
        )

    def build() -> None:
        while left := _left(project, reader):
            reader.dialogue.tell("", f"{counted(len(left), 'step')} to do.")
            session = reader.study.sittings.session_at(
                reader.lesson, "project", (left[0],), left[0]
            )
            sit(session).take()
        _say_measured(project, reader)

    reader.read(brief, build)


def _left(project: Project, reader: Reader) -> list[str]:
    done = built.done(project.steps, reader.study.store.of_lesson(reader.lesson.id))
    return [step for step in project.steps if step not in done]


def _say_measured(project: Project, reader: Reader) -> None:
    measured = reader.study.sittings.measuring(reader.lesson, project)()
    if measured.failure:
        reader.dialogue.tell("", f"Your program could not be measured: {measured.failure}.")
    else:
        head, rows = gauges(project, measured.values)
        say_table(aligned([head, *rows]), reader.dialogue)
        reader.dialogue.say(f"    ({pytorch(reader.lesson.torch)}, {elapsed(measured.elapsed_ms)})")
    reader.dialogue.tell("", project.done.strip())
