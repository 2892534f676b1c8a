"""Which screen answers a request; each is loaded when it is first needed."""

from engine.models.ways import Trace
from engine.session import Session
from tui.messages import Practise, ShowFlow, SumUp
from tui.screens.page import Page
from tui.study import Study

Request = Practise | ShowFlow | SumUp


def screen_for(request: Request, study: Study) -> Page:
    """The screen to open.

    Raises:
        TorchquizError: the lesson is not proven, there is nothing to do in it, or progress cannot be saved.
    """
    if isinstance(request, ShowFlow):
        from tui.screens.trace import TraceScreen

        lesson = study.lesson(request.lesson)
        way = study.way(lesson, "trace")
        assert isinstance(way, Trace)
        return TraceScreen(lesson, way)
    if isinstance(request, SumUp):
        return _sitting(request.session)
    return _sitting(study.session(request.lesson, request.way, request.items))


def _sitting(session: Session) -> Page:
    """The next question, or what the session came to when it is over."""
    if session.is_over:
        from tui.screens.summary import SummaryScreen

        return SummaryScreen(session)
    from tui.screens.practice import PracticeScreen

    return PracticeScreen(session)
