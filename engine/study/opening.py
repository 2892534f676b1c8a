"""Decides what to show when a learner opens an activity and when a session ends.

Both front ends call these functions, and each presents the results in its own way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from torchquiz.engine.banks.quota import why_no_test
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Metrics, Trace, Way
from torchquiz.engine.study.activities import ActivityName, activity_named

if TYPE_CHECKING:
    from torchquiz.engine.study.assessment import Assessment
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.study import Study
    from torchquiz.engine.study.weakness.placements import Placement
    from torchquiz.engine.study.weakness.weak_points import Offer


class Conditions(Struct, frozen=True):
    """The conditions of a test or a challenge, which are shown before it starts."""

    lesson: Lesson
    activity: ActivityName
    body: Way | None
    """The challenge as declared in the lesson, or None for a test."""


class OpenedWay(Struct, frozen=True):
    """An activity that the learner reads step by step."""

    lesson: Lesson
    name: ActivityName
    body: Way


class OpenedDrills(Struct, frozen=True):
    """The drills of one lesson, or of all lessons if the id is empty."""

    lesson_id: str


class AssessedSession(Struct, frozen=True):
    """A finished test, with its assessment."""

    session: Session
    assessment: Assessment


class ReviewedSession(Struct, frozen=True):
    """A finished review, with the number of items that are still due."""

    session: Session
    due: int
    """Number of items that are due now."""
    following: str
    """A sentence about when the next items are due. It is empty if no item was ever answered."""
    offer: Offer | None = None
    """The offer to practise on a misconception that the learner has met twice, or None."""


class PlacedSession(Struct, frozen=True):
    """A finished placement session, with its result."""

    session: Session
    placement: Placement


class FinishedSession(Struct, frozen=True):
    """A finished session of any other kind."""

    session: Session
    offer: Offer | None = None
    """The offer to practise on a misconception that the learner has met twice, or None."""


SessionEnd = AssessedSession | ReviewedSession | PlacedSession | FinishedSession | OpenedWay


def open_activity(
    study: Study, lesson_id: str, name: ActivityName
) -> Conditions | OpenedWay | OpenedDrills | Session:
    """Open an activity where the learner left off, or at its beginning.

    Args:
        study: the lessons and the learner's progress.
        lesson_id: the id of the lesson, or an empty string for a review or drills of all lessons.
        name: the name of the activity.

    Raises:
        TorchquizError: the lesson is not proven or does not have the activity, the activity has no
            items, or progress cannot be saved.
    """
    if name == "review":
        return study.reviews.session(lesson_id)
    if name == "focus":
        return study.weak_points.session()
    if name == "placement":
        return study.placements().session()
    if name == "drill":
        return OpenedDrills(lesson_id)
    lesson = study.lesson(lesson_id)
    activity = activity_named(name)
    if activity.has_conditions and study.sessions.begun(lesson, name) is None:
        return _conditions(study, lesson, name)
    if activity.is_read:
        return OpenedWay(lesson, name, study.declared(lesson, name))
    return study.sessions.session(lesson_id, name)


def questions_after(way: Way) -> tuple[ActivityName, tuple[str, ...]] | None:
    """Return the activity and items of the questions after a reading, or None if none follow."""
    if isinstance(way, Metrics):
        return "metrics", way.items
    if isinstance(way, Trace) and way.quiz:
        return "quiz", way.quiz
    return None


def after_session(study: Study, session: Session) -> SessionEnd:
    """Return what to show after a session. After a project step, show the project again.

    A test or a placement in which nothing was answered has no result.
    """
    lesson = session.opened.lesson
    is_answered = bool(session.summary().results)
    match session.opened.way:
        case "project":
            lesson_of_step = session.lesson
            body = study.declared(lesson_of_step, "project")
            return OpenedWay(lesson_of_step, "project", body)
        case "test" if is_answered:
            from torchquiz.engine.study.assessment import assess

            unasked = study.sessions.more(session)
            finished = {activity.way for activity in study.store.finished(lesson)}
            assessment = assess(session.summary(), session.lesson, unasked, finished)
            return AssessedSession(session, assessment)
        case "review":
            reviews = study.reviews
            count, following = reviews.count(lesson), reviews.following(lesson)
            return ReviewedSession(session, count, following, _offer(study, session))
        case "placement" if is_answered:
            return PlacedSession(session, study.placements().result(session))
        case _:
            return FinishedSession(session, _offer(study, session))


def _offer(study: Study, session: Session) -> Offer | None:
    """Return an offer to practise a misconception that the session revealed.

    Return None if the session revealed no misconception for which practice is offered.
    """
    if not any(result.belief for result in session.summary().results):
        return None
    return study.weak_points.offer(session)


def _conditions(study: Study, lesson: Lesson, name: ActivityName) -> Conditions:
    if name != "test":
        return Conditions(lesson, name, study.declared(lesson, name))
    if reason := why_no_test(lesson):
        raise TorchquizError(reason)
    return Conditions(lesson, name, None)
