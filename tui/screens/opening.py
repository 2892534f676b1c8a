"""Which screen answers a request; each is loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Learn, Metrics, Project, Start, Trace, Way, WayName, Why
from torchquiz.engine.study.study import Study
from torchquiz.tui.messages import AskMore, OpenLesson, OpenWay, Practise, SumUp
from torchquiz.tui.screens.page import Page

if TYPE_CHECKING:
    from torchquiz.engine.study.session import Session

Request = Practise | OpenWay | OpenLesson | SumUp | AskMore


def screen_for(request: Request, study: Study) -> Page:
    """The screen to open.

    Raises:
        TorchquizError: the lesson is not proven, there is nothing to do in it, or progress cannot be saved.
    """
    if isinstance(request, OpenWay):
        return _way(request, study)
    if isinstance(request, OpenLesson):
        from torchquiz.tui.screens.lesson import LessonScreen

        return LessonScreen(study, study.lesson(request.lesson))
    if isinstance(request, SumUp):
        return _after(request.session, study)
    if isinstance(request, AskMore):
        return _sitting(study.sittings.extend(request.session), study)
    return _sitting(study.sittings.session(request.lesson, request.way, request.items), study)


def home_of(study: Study) -> Page:
    """Home, where every lesson stands."""
    from torchquiz.tui.screens.home import HomeScreen

    return HomeScreen(study)


def _way(request: OpenWay, study: Study) -> Page:
    if request.way == "review":
        return _sitting(study.reviews.session(request.lesson), study)
    lesson = study.lesson(request.lesson)
    if request.way in SITTING_WAYS:
        return _beginning(study, lesson, request.way)
    way = study.way(lesson, request.way)
    if way is None:
        raise TorchquizError(f"{lesson.title} has no way '{request.way}'.")
    return WAY_SCREENS[request.way](study, lesson, way)


def _start(study: Study, lesson: Lesson, way: Way) -> Page:
    from torchquiz.tui.screens.start import StartScreen

    assert isinstance(way, Start)
    return StartScreen(study, lesson, way)


def _why(study: Study, lesson: Lesson, way: Way) -> Page:
    from torchquiz.tui.screens.why import WhyScreen

    assert isinstance(way, Why)
    return WhyScreen(study, lesson, way)


def _learn(study: Study, lesson: Lesson, way: Way) -> Page:
    from torchquiz.tui.screens.learn import LearnScreen

    assert isinstance(way, Learn)
    return LearnScreen(study, lesson, way)


def _project(study: Study, lesson: Lesson, way: Way) -> Page:
    from torchquiz.tui.screens.project import ProjectScreen

    assert isinstance(way, Project)
    return ProjectScreen(study, lesson, way)


def _metrics(study: Study, lesson: Lesson, way: Way) -> Page:
    from torchquiz.tui.screens.metrics import MetricsScreen

    assert isinstance(way, Metrics)
    return MetricsScreen(study, lesson, way)


def _trace(study: Study, lesson: Lesson, way: Way) -> Page:
    from torchquiz.tui.screens.trace import TraceScreen

    assert isinstance(way, Trace)
    return TraceScreen(study, lesson, way)


WAY_SCREENS: dict[WayName, Callable[[Study, Lesson, Way], Page]] = {
    "start": _start,
    "why": _why,
    "learn": _learn,
    "trace": _trace,
    "project": _project,
    "metrics": _metrics,
}
"""The screens of the ways that have a body to show."""


SITTING_WAYS: tuple[WayName, ...] = ("try", "challenge", "test")
"""The ways that are sessions."""


def _beginning(study: Study, lesson: Lesson, way: WayName) -> Page:
    """The rules before a test or a challenge begins; otherwise the session, where it was left."""
    if way == "try" or study.sittings.begun(lesson, way):
        return _sitting(study.sittings.session(lesson.id, way), study)
    from torchquiz.tui.screens.before import BeforeScreen
    from torchquiz.tui.words.conditions import conditions

    return BeforeScreen(lesson, way, conditions(lesson, way, study.way(lesson, way)))


def _after(session: Session, study: Study) -> Page:
    """What a session that is over leads to: a project's step goes back to its project."""
    if session.opened.way == "project":
        return _way(OpenWay(session.lesson.id, "project"), study)
    return _sitting(session, study)


def _sitting(session: Session, study: Study) -> Page:
    """The next question, or what the session came to when it is over."""
    if session.is_over and session.opened.way == "test":
        from torchquiz.tui.screens.verdict import VerdictScreen

        return VerdictScreen(session, study.sittings.more(session))
    if session.opened.way == "review":
        return _review(session, study)
    if session.is_over:
        from torchquiz.tui.screens.summary import SummaryScreen

        return SummaryScreen(session)
    from torchquiz.tui.screens.practice import PracticeScreen

    return PracticeScreen(session)


def _review(session: Session, study: Study) -> Page:
    from torchquiz.tui.screens.review import ReviewedScreen, ReviewScreen

    if not session.is_over:
        return ReviewScreen(session, study.reviews.memory(session))
    lesson = session.opened.lesson
    return ReviewedScreen(session, study.reviews.count(lesson), study.reviews.following(lesson))
