"""Which lines answer a wish for a way that is read, and which questions come after it."""

from collections.abc import Sequence

from engine.errors import TorchquizError
from engine.models.proven import Lesson
from engine.models.ways import Learn, Metrics, Project, Start, Trace, WayName, Why
from engine.session import Session
from tui.plain.dialogue import Dialogue
from tui.plain.reading import Sit, say_learn, say_start, say_why
from tui.plain.sheets import Reader
from tui.study import Study


def read_way(study: Study, lesson: Lesson, way: WayName, dialogue: Dialogue, sit: Sit, command: Sequence[str]) -> Session | None:
    """Say a way to its end; the questions about it, if it has any.

    Raises:
        TorchquizError: the lesson does not have this way.
        Stopped: the learner stops before the end.
        EOFError: nobody reads any longer.
    """
    reader = Reader(study, lesson, way, dialogue, command)
    match study.way(lesson, way):
        case Start() as start:
            say_start(start, reader)
        case Why() as why:
            say_why(why, reader)
        case Learn() as learn:
            say_learn(learn, reader, sit)
        case Project() as project:
            from tui.plain.project import say_project

            say_project(project, reader, sit)
        case Metrics() as metrics:
            from tui.plain.metrics import say_metrics

            say_metrics(metrics, reader)
            return study.session(lesson.id, "metrics", metrics.items)
        case Trace() as trace:
            from tui.plain.trace import say_trace

            say_trace(trace, reader)
            return study.session(lesson.id, "quiz") if trace.quiz else None
        case _:
            raise TorchquizError(f"{lesson.title} has no way '{way}'.")
    reader.say_next()
    return None
