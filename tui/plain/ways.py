"""Which lines answer a wish for a way that is read, and which questions come after it."""

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.ways import Learn, Metrics, Project, Start, Trace, Why
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.reading import Sit, say_learn, say_start, say_why
from torchquiz.tui.plain.sheets import Reader


def read_way(reader: Reader, sit: Sit) -> Session | None:
    """Say a reader's way to its end; the questions about it, if it has any.

    Raises:
        TorchquizError: the lesson does not have this way.
        Stopped: the learner stops before the end.
        EOFError: nobody reads any longer.
    """
    study, lesson = reader.study, reader.lesson
    match study.way(lesson, reader.way):
        case Start() as start:
            say_start(start, reader)
        case Why() as why:
            say_why(why, reader)
        case Learn() as learn:
            say_learn(learn, reader, sit)
        case Project() as project:
            from torchquiz.tui.plain.project import say_project

            say_project(project, reader, sit)
        case Metrics() as metrics:
            from torchquiz.tui.plain.metrics import say_metrics

            say_metrics(metrics, reader)
            return study.sittings.session(lesson.id, "metrics", metrics.items)
        case Trace() as trace:
            from torchquiz.tui.plain.trace import say_trace

            say_trace(trace, reader)
            return study.sittings.session(lesson.id, "quiz") if trace.quiz else None
        case _:
            raise TorchquizError(f"{lesson.title} has no way '{reader.way}'.")
    reader.say_next()
    return None
