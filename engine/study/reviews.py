"""Reviews of the items that are due, and sentences that say when and why an item comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.ratings import RATINGS
from torchquiz.engine.progress.cards import intervals
from torchquiz.engine.progress.reasons import reason, when
from torchquiz.engine.progress.scheduled_items import ScheduledItem
from torchquiz.engine.progress.store import Store
from torchquiz.engine.progress.stored_sessions import OpenSession
from torchquiz.engine.study.activities import rules_of
from torchquiz.engine.study.deal_review import deal_review
from torchquiz.engine.study.session import Clock, Session
from torchquiz.engine.wording import RIGHT, counted
from torchquiz.engine.yaml.recognise import lesson_id

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating
    from torchquiz.engine.study.sessions import Sessions, StudyContext


class Reviews:
    """Reviews of one proven lesson or, if the given lesson id is empty, of all proven lessons.

    Args:
        study: the proven lessons and the learner's progress.
        sessions: an object that begins and resumes sessions.
        checks: a function that returns further items for a review of all lessons. They check
            whether a misconception has come back.
    """

    def __init__(
        self,
        study: StudyContext,
        sessions: Sessions,
        checks: Callable[[datetime], Sequence[str]] = lambda now: (),
    ) -> None:
        self._study = study
        self._sessions = sessions
        self._checks = checks

    def session(self, lesson: str = "") -> Session:
        """Resume the unfinished review of this study day, or start one with the items that are due.

        Raises:
            TorchquizError: nothing is due, or progress cannot be saved.
        """
        opened = self._study.store.unfinished(lesson, ("review",))
        if opened and not (self._is_of_today(opened) and self._has_items_left(opened)):
            self._study.store.end(opened.id, self._now())
            opened = None
        if opened is None:
            opened = self._begin(lesson)
        session = self._sessions.resumed(opened, rules_of("review"))
        if not all(standing.is_complete for standing in self._study.standings):
            from torchquiz.engine.study.growth import ReviewGrowth

            session.growth = ReviewGrowth(self._study, self._deal)
        return session

    def first_to_prove(self) -> Path | None:
        """Return the lesson that must be proven before a review of all lessons can begin.

        It is the lesson with the first of the due items. The result is None if some proven items
        can be reviewed now, or if nothing is due in the lessons that are not proven.
        """
        if self._deal(""):
            return None
        unproven = {
            lesson_id(standing.path): standing.path
            for standing in self._study.standings
            if not (standing.is_complete or standing.is_blocked)
        }
        due = self._study.store.schedule.due(self._now(), unproven, at_most=1)
        return unproven[due[0].lesson] if due else None

    def count(self, lesson: str = "") -> int:
        """Return the number of items that are due."""
        due = self._study.store.schedule.count_due(self._now())
        return sum(due.get(name, 0) for name in self._lessons(lesson))

    def following(self, lesson: str = "") -> str:
        """Return a sentence that says how many items are due, or when the next one is due.

        The result is an empty string if no item has ever been answered.
        """
        if due := self.count(lesson):
            return f"{counted(due, 'more item is', 'more items are')} due."
        due_at = self._study.store.schedule.next_due(self._now(), self._lessons(lesson))
        return f"The next item is due {when(due_at, self._now())}." if due_at else ""

    def memory(self, session: Session) -> Memory:
        """Return the learner's memory of the current item of a session."""
        return Memory(session, self._study.store, self._now)

    def _begin(self, lesson: str) -> OpenSession:
        items = self._deal(lesson)
        if items and not lesson:
            checks = self._checks(self._now())
            items = (*items, *(item for item in checks if item not in items))
        if not items:
            raise TorchquizError(self._why_nothing(lesson))
        return self._sessions.begin(lesson, "review", items)

    def _deal(self, lesson: str) -> tuple[str, ...]:
        """Return the items that are to be reviewed now."""
        study = self._study
        return deal_review(
            study.store.schedule,
            self._now(),
            self._lessons(lesson),
            study.lesson,
            study.settings.new_cards,
        )

    def _why_nothing(self, lesson: str) -> str:
        """Return a sentence that explains why nothing is due and when something will be."""
        unproven = sum(standing.lesson is None for standing in self._study.standings)
        if unproven:
            lessons = counted(unproven, "lesson is", "lessons are")
            return f"Nothing is due in the proven lessons; {lessons} not proven yet."
        return f"Nothing is due. {self.following(lesson)}".strip()

    def _is_of_today(self, opened: OpenSession) -> bool:
        """Return whether a review was started on this study day.

        An older review is outdated, because different items may be due by now.
        """
        schedule = self._study.store.schedule
        started_at = opened.started_at.astimezone(self._now().tzinfo)
        return schedule.start_of_day(started_at) == schedule.start_of_day(self._now())

    def _has_items_left(self, opened: OpenSession) -> bool:
        """Return whether a session has an item that is unanswered and still exists."""
        try:
            return not self._sessions.resumed(opened, rules_of("review")).is_over
        except TorchquizError:
            return False

    def _lessons(self, lesson: str) -> list[str]:
        """Return the ids of all proven lessons, or only the id of this lesson."""
        proven = [standing.lesson.id for standing in self._study.standings if standing.lesson]
        return [name for name in proven if lesson in ("", name)]

    def _now(self) -> datetime:
        """Return the current time in the learner's time zone."""
        return self._study.now().astimezone()


class Memory:
    """An explanation of when the current item of a session comes back, and why."""

    def __init__(self, session: Session, store: Store, clock: Clock) -> None:
        self._session = session
        self._store = store
        self._clock = clock

    @property
    def scheduled(self) -> ScheduledItem | None:
        """The item's schedule, or None if no answer to the item has been saved yet."""
        if self._session.is_over or self._store.unsaved:
            return None
        return self._store.schedule.find(self._session.lesson.id, self._session.item.id)

    @property
    def returns(self) -> str:
        """A sentence that says when the item comes back. It is empty if that is unknown."""
        scheduled = self.scheduled
        return f"Comes back {when(scheduled.recall.due, self._clock())}." if scheduled else ""

    @property
    def why(self) -> str:
        """The reason the item comes back when it does, in a few sentences.

        It is empty if it is unknown when the item comes back.
        """
        scheduled = self.scheduled
        return reason(scheduled, self._clock()) if scheduled else ""

    @property
    def would_return(self) -> str:
        """The time until the item comes back, for each rating that the next try could get."""
        scheduled = self.scheduled
        return _listed(intervals(scheduled.recall if scheduled else None, self._clock()))

    @property
    def choices(self) -> str:
        """The time until the item comes back, for each rating that the latest try could get.

        The current rating is marked.
        """
        scheduled = self.scheduled
        if scheduled is None:
            return ""
        recalls = self._store.schedule.alternatives(scheduled)
        after = {rating: recall.due - recall.last for rating, recall in recalls.items()}
        return _listed(after, current=scheduled.ratings[-1])

    def override(self, rating: Rating) -> None:
        """Replace the rating of the latest try at the item.

        Raises:
            StoreError: the disk cannot be written to.
        """
        if scheduled := self.scheduled:
            self._store.schedule.override(scheduled, rating, self._clock())


def _listed(intervals: Mapping[Rating, timedelta], current: Rating | None = None) -> str:
    """Format intervals by rating, such as `1 again 1 day   2 hard 3 days ✔`."""
    parts = []
    for rating, after in intervals.items():
        mark = f" {RIGHT}" if rating == current else ""
        parts.append(f"{rating} {RATINGS[rating].name} {counted(after.days, 'day')}{mark}")
    return "   ".join(parts)
