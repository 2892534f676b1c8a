"""Adds items to a session that began while its lesson was still being proven."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from torchquiz.engine.models.reference import Reference, reference
from torchquiz.engine.progress.mastery import mastery, missed_items
from torchquiz.engine.study.deal import deal
from torchquiz.engine.study.deal_review import REVIEW

if TYPE_CHECKING:
    from typing import Protocol

    from torchquiz.engine.models.proven import Lesson
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.sessions import StudyContext

    class Growth(Protocol):
        """The items that a session gets as the proof of its lesson makes progress."""

        def more(self, session: Session) -> Sequence[str]:
            """Return items to add to the session now."""
            ...

        def is_under_way(self, session: Session) -> bool:
            """Return whether further items for the session are being proven."""
            ...


class PracticeGrowth:
    """Further items for a practice session, up to the number that the learner has chosen."""

    def __init__(self, study: StudyContext) -> None:
        self._study = study

    def more(self, session: Session) -> Sequence[str]:
        """Return items that are chosen like the first ones.

        They are chosen when the lesson is complete, or earlier if the session would end otherwise.
        """
        lesson = self._study.lesson_now(session.opened.lesson)
        room = self._room(session)
        if room <= 0 or (session.has_more and not lesson.is_complete):
            return ()
        rest = _without_asked(lesson, session)
        return deal(rest, self._study.store.of_lesson(lesson.id), room)

    def is_under_way(self, session: Session) -> bool:
        """Return whether the session has room for items that are being proven."""
        return self._room(session) > 0 and _is_growing(self._study, session)

    def _room(self, session: Session) -> int:
        return self._study.settings.sitting - len(session.items)


class MissedGrowth:
    """Further items for a session of missed items."""

    def __init__(self, study: StudyContext) -> None:
        self._study = study

    def more(self, session: Session) -> Sequence[str]:
        """Return the missed items that have been proven since the session began."""
        lesson = _without_asked(self._study.lesson_now(session.opened.lesson), session)
        attempts = self._study.store.of_lesson(lesson.id)
        return mastery([head.id for head in lesson.items], attempts).wrong

    def is_under_way(self, session: Session) -> bool:
        """Return whether items that the learner has missed are being proven."""
        if not _is_growing(self._study, session):
            return False
        missed = missed_items(self._study.store.of_lesson(session.opened.lesson))
        return not _ids(session).issuperset(missed)


class ReviewGrowth:
    """Further items for a review, from lessons that are being proven.

    Args:
        study: the proven lessons and the learner's progress.
        deal: a function that returns the items that are to be reviewed now, given the id of a
            lesson or an empty string.
    """

    def __init__(self, study: StudyContext, deal: Callable[[str], Sequence[str]]) -> None:
        self._study = study
        self._deal = deal

    def more(self, session: Session) -> Sequence[str]:
        """Return the due items that have been proven since the review began."""
        self._study.reload_incomplete()
        lesson, asked = session.opened.lesson, session.items
        new = [item for item in self._deal(lesson) if reference(item, lesson) not in asked]
        return new[: max(0, REVIEW - len(asked))]

    def is_under_way(self, session: Session) -> bool:
        """Return whether the review has room for due items that are being proven."""
        asked, lesson = session.items, session.opened.lesson
        if len(asked) >= REVIEW:
            return False
        in_proof = [name for name in self._study.lessons_in_proof() if lesson in ("", name)]
        due = self._study.store.schedule.due(self._study.now().astimezone(), in_proof)
        return any(Reference(item.lesson, item.item) not in asked for item in due)


def _is_growing(study: StudyContext, session: Session) -> bool:
    """Return whether the lesson of a session is incomplete and further parts are being proven."""
    lesson_id = session.opened.lesson
    return study.is_being_proven(lesson_id) and not study.lesson_now(lesson_id).is_complete


def _without_asked(lesson: Lesson, session: Session) -> Lesson:
    """Return a lesson without the items that the session already has."""
    asked = _ids(session)
    return replace(lesson, items=tuple(head for head in lesson.items if head.id not in asked))


def _ids(session: Session) -> set[str]:
    return {item.item for item in session.items}
