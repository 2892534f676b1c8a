"""Reviews: sessions over what is due, and what an answer does to the schedule, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.ratings import RATINGS
from torchquiz.engine.progress.cards import intervals
from torchquiz.engine.progress.reasons import reason, when
from torchquiz.engine.progress.scheduled_items import ScheduledItem
from torchquiz.engine.progress.store import OpenSession, Store
from torchquiz.engine.study.activities import rules_of
from torchquiz.engine.study.deal_review import deal_review
from torchquiz.engine.study.session import Clock, Session
from torchquiz.engine.wording import RIGHT, counted

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating
    from torchquiz.engine.study.sessions import Sessions, Shelf


class Reviews:
    """What is due over all proven lessons, or in one; `lesson` is empty for all."""

    def __init__(self, shelf: Shelf, sessions: Sessions) -> None:
        self._shelf = shelf
        self._sessions = sessions

    def session(self, lesson: str = "") -> Session:
        """Take up the unfinished review, or begin one over what is due.

        Raises:
            TorchquizError: nothing is due, or progress cannot be saved.
        """
        opened = self._shelf.store.unfinished(lesson, ("review",))
        if opened is None or not self._has_items_left(opened):
            opened = self._begin(lesson)
        return self._sessions.resumed(opened, rules_of("review"))

    def count(self, lesson: str = "") -> int:
        """Return how many items are due."""
        due = self._shelf.store.schedule.count_due(self._now())
        return sum(due.get(name, 0) for name in self._lessons(lesson))

    def following(self, lesson: str = "") -> str:
        """Return what is due after a review, in one sentence.

        It is empty if nothing was ever answered.
        """
        if due := self.count(lesson):
            return f"{counted(due, 'more item is', 'more items are')} due."
        due_at = self._shelf.store.schedule.next_due(self._now(), self._lessons(lesson))
        return f"The next is due {when(due_at, self._now())}." if due_at else ""

    def memory(self, session: Session) -> Memory:
        """Return what a session's answers do to the schedule."""
        return Memory(session, self._shelf.store, self._now)

    def _begin(self, lesson: str) -> OpenSession:
        shelf = self._shelf
        items = deal_review(
            shelf.store.schedule,
            self._now(),
            self._lessons(lesson),
            shelf.lesson,
            shelf.settings.new_cards,
        )
        if not items:
            raise TorchquizError(self._why_nothing(lesson))
        return self._sessions.begin(lesson, "review", items)

    def _why_nothing(self, lesson: str) -> str:
        """Return why there is nothing to review, and what comes when."""
        unproven = sum(standing.lesson is None for standing in self._shelf.standings)
        if unproven:
            lessons = counted(unproven, "lesson is", "lessons are")
            return f"Nothing is due of what is proven; {lessons} still to be proven."
        return f"Nothing is due. {self.following(lesson)}".strip()

    def _has_items_left(self, opened: OpenSession) -> bool:
        """Return whether a session has an item that still exists and was not answered."""
        try:
            return not self._sessions.resumed(opened, rules_of("review")).is_over
        except TorchquizError:
            return False

    def _lessons(self, lesson: str) -> list[str]:
        """Return the ids of the proven lessons, or of this one."""
        proven = [standing.lesson.id for standing in self._shelf.standings if standing.lesson]
        return [name for name in proven if lesson in ("", name)]

    def _now(self) -> datetime:
        """Return the time in the learner's zone."""
        return self._shelf.now().astimezone()


class Memory:
    """How well the current item of a session is remembered."""

    def __init__(self, session: Session, store: Store, clock: Clock) -> None:
        self._session = session
        self._store = store
        self._clock = clock

    @property
    def scheduled(self) -> ScheduledItem | None:
        """What is scheduled; None if the item was never answered or its answer is not saved yet."""
        if self._session.is_over or self._store.unsaved:
            return None
        return self._store.schedule.find(self._session.lesson.id, self._session.item.id)

    @property
    def returns(self) -> str:
        """When the item comes back; empty if that is not known."""
        scheduled = self.scheduled
        return f"Comes back {when(scheduled.recall.due, self._clock())}." if scheduled else ""

    @property
    def why(self) -> str:
        """Why it comes back then; empty if that is not known."""
        scheduled = self.scheduled
        return reason(scheduled, self._clock()) if scheduled else ""

    @property
    def would_return(self) -> str:
        """After how long the item comes back by each rating, before it is rated."""
        scheduled = self.scheduled
        return _listed(intervals(scheduled.recall if scheduled else None, self._clock()))

    @property
    def choices(self) -> str:
        """After how long it comes back by each rating of the latest try, the current one marked."""
        scheduled = self.scheduled
        if scheduled is None:
            return ""
        recalls = self._store.schedule.alternatives(scheduled)
        after = {rating: recall.due - recall.last for rating, recall in recalls.items()}
        return _listed(after, current=scheduled.ratings[-1])

    def override(self, rating: Rating) -> None:
        """Let another rating count for the latest try.

        Raises:
            StoreError: the disk cannot be written.
        """
        if scheduled := self.scheduled:
            self._store.schedule.override(scheduled, rating, self._clock())


def _listed(intervals: Mapping[Rating, timedelta], current: Rating | None = None) -> str:
    """Return intervals by rating: `1 again 1 day   2 hard 3 days ✔   …`."""
    parts = []
    for rating, after in intervals.items():
        mark = f" {RIGHT}" if rating == current else ""
        parts.append(f"{rating} {RATINGS[rating].name} {counted(after.days, 'day')}{mark}")
    return "   ".join(parts)
