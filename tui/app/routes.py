"""Decides which screen a request opens. Screen modules are imported when they are first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.models.ways import Learn, Metrics, Project, Start, Trace, Why
from torchquiz.engine.study.opening import (
    AssessedSession,
    Conditions,
    OpenedDrills,
    OpenedWay,
    PlacedSession,
    ReviewedSession,
    SessionEnd,
    after_session,
    open_activity,
)
from torchquiz.engine.study.study import Study
from torchquiz.tui.messages import (
    AskMore,
    OpenDrills,
    OpenLesson,
    OpenWay,
    OpenWeakPoints,
    PractiseFocus,
    PractiseItems,
    SumUp,
)
from torchquiz.tui.screens.page import Page

if TYPE_CHECKING:
    from torchquiz.engine.study.session import Session
    from torchquiz.tui.messages import Request


def screen_for(request: Request, study: Study) -> Page:
    """Return the screen that a request asks for.

    Raises:
        TorchquizError: the lesson is not proven or has nothing to practise, or progress cannot be
            saved.
    """
    if isinstance(request, OpenWay):
        return _screen_of(open_activity(study, request.lesson, request.way), study)
    if isinstance(request, OpenLesson):
        from torchquiz.tui.screens.lesson import LessonScreen

        return LessonScreen(study, study.lesson(request.lesson))
    if isinstance(request, OpenDrills):
        return _drills_screen(request.lesson, study)
    if isinstance(request, OpenWeakPoints):
        from torchquiz.tui.screens.weak_points import WeakPointsScreen

        return WeakPointsScreen(study)
    if isinstance(request, PractiseFocus):
        return _session_screen(study.weak_points.session(request.focus), study)
    if isinstance(request, PractiseItems):
        return _session_screen(study.weak_points.practise_offer(request.items), study)
    if isinstance(request, SumUp):
        return _end_screen(after_session(study, request.session), study)
    if isinstance(request, AskMore):
        return _session_screen(study.sessions.extend(request.session), study)
    session = study.sessions.session(request.lesson, request.way, request.items)
    return _session_screen(session, study)


def _drills_screen(lesson_id: str, study: Study) -> Page:
    from torchquiz.tui.screens.drills import DrillsScreen

    return DrillsScreen(study, lesson_id)


def _screen_of(opened: Conditions | OpenedWay | OpenedDrills | Session, study: Study) -> Page:
    if isinstance(opened, OpenedDrills):
        return _drills_screen(opened.lesson_id, study)
    if isinstance(opened, Conditions):
        from torchquiz.tui.screens.conditions import ConditionsScreen

        return ConditionsScreen(opened)
    if isinstance(opened, OpenedWay):
        return _reading_screen(opened, study)
    return _session_screen(opened, study)


def _reading_screen(reading: OpenedWay, study: Study) -> Page:
    lesson = reading.lesson
    match reading.body:
        case Start() as start:
            from torchquiz.tui.screens.start import StartScreen

            return StartScreen(study, lesson, start)
        case Why() as why:
            from torchquiz.tui.screens.why import WhyScreen

            return WhyScreen(study, lesson, why)
        case Learn() as learn:
            from torchquiz.tui.screens.learn import LearnScreen

            return LearnScreen(study, lesson, learn)
        case Trace() as trace:
            from torchquiz.tui.screens.trace import TraceScreen

            return TraceScreen(study, lesson, trace)
        case Project() as project:
            from torchquiz.tui.screens.project import ProjectScreen

            return ProjectScreen(study, lesson, project)
        case Metrics() as metrics:
            from torchquiz.tui.screens.metrics import MetricsScreen

            return MetricsScreen(study, lesson, metrics)
        case body:
            raise AssertionError(f"{type(body).__name__} is not read")


def _session_screen(session: Session, study: Study) -> Page:
    """Return the screen with the session's next question, or its summary if the session is over."""
    if session.is_over:
        return _end_screen(after_session(study, session), study)
    if session.opened.way == "review":
        from torchquiz.tui.screens.review import ReviewScreen

        return ReviewScreen(session, study.reviews.memory(session))
    from torchquiz.tui.screens.practice import PracticeScreen

    return PracticeScreen(session)


def _end_screen(end: SessionEnd, study: Study) -> Page:
    if isinstance(end, OpenedWay):
        return _reading_screen(end, study)
    if isinstance(end, AssessedSession):
        from torchquiz.tui.screens.verdict import VerdictScreen

        return VerdictScreen(end)
    if isinstance(end, ReviewedSession):
        from torchquiz.tui.screens.reviewed import ReviewedScreen

        return ReviewedScreen(end)
    if isinstance(end, PlacedSession):
        from torchquiz.tui.screens.placed import PlacedScreen

        return PlacedScreen(end)
    from torchquiz.tui.screens.summary import SummaryScreen

    return SummaryScreen(end.session, end.offer)
