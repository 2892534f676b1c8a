"""Prints an activity that the learner reads, and returns a session with its questions."""

from torchquiz.engine.models.ways import Learn, Metrics, Project, Start, Trace, Way, Why
from torchquiz.engine.study.opening import questions_after
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.reader import Reader
from torchquiz.tui.plain.session_loop import MakeLoop


def read_way(way: Way, reader: Reader, make_loop: MakeLoop) -> Session | None:
    """Print an activity to the end, and return a session with its questions.

    Return None if the activity has no questions.

    Raises:
        Stopped: The learner stops before the end.
        EOFError: The input has ended.
    """
    _say(way, reader, make_loop)
    questions = questions_after(way)
    if questions is None:
        if not isinstance(way, Trace):
            reader.say_next()
        return None
    activity, items = questions
    only = items if activity == "metrics" else ()
    return reader.study.sessions.session(reader.lesson.id, activity, only)


def _say(way: Way, reader: Reader, make_loop: MakeLoop) -> None:
    match way:
        case Start():
            from torchquiz.tui.plain.start import say_start

            say_start(way, reader)
        case Why():
            from torchquiz.tui.plain.why import say_why

            say_why(way, reader)
        case Learn():
            from torchquiz.tui.plain.learn import say_learn

            say_learn(way, reader, make_loop)
        case Project():
            from torchquiz.tui.plain.project import say_project

            say_project(way, reader, make_loop)
        case Metrics():
            from torchquiz.tui.plain.metrics import say_metrics

            say_metrics(way, reader)
        case Trace():
            from torchquiz.tui.plain.trace import say_trace

            say_trace(way, reader)
