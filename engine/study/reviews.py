"""Reviews for both front ends: sessions over what is due, and in words what an answer does to the schedule."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.progress.cards import RATINGS, Rating, intervals
from torchquiz.engine.progress.reasons import reason, when
from torchquiz.engine.progress.schedule import Card
from torchquiz.engine.progress.store import OpenSession, Store
from torchquiz.engine.study.deal_review import deal_review
from torchquiz.engine.study.rules import rules_of
from torchquiz.engine.study.session import Clock, Session
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.study.sessions import Shelf, Sittings


class Reviews:
    """What is due over all lessons that are proven, or in one; `lesson` is empty for all."""

    def __init__(self, shelf: "Shelf", sittings: "Sittings") -> None:
        self._shelf = shelf
        self._sittings = sittings

    def session(self, lesson: str = "") -> Session:
        """Go on with the unfinished review, or begin one over what is due.

        Raises:
            TorchquizError: nothing is due, or progress cannot be saved.
        """
        opened = self._shelf.store.unfinished(lesson, ("review",))
        if opened is None or not self._has_left(opened):
            opened = self._begun(lesson)
        return self._sittings.resumed(opened, rules_of("review"))

    def count(self, lesson: str = "") -> int:
        """How many items are due."""
        lessons = self._lessons(lesson)
        return sum(
            count
            for one, count in self._shelf.store.schedule.count_due(self._now()).items()
            if one in lessons
        )

    def following(self, lesson: str = "") -> str:
        """What is due after a review, in one sentence; empty when nothing was ever answered."""
        if due := self.count(lesson):
            return f"{counted(due, 'more item is', 'more items are')} due."
        due_at = self._shelf.store.schedule.next_due(self._now(), self._lessons(lesson))
        return f"The next is due {when(due_at, self._now())}." if due_at else ""

    def memory(self, session: Session) -> "Memory":
        """What a session's answers do to the schedule."""
        return Memory(session, self._shelf.store, self._now)

    def _begun(self, lesson: str) -> OpenSession:
        shelf = self._shelf
        items = deal_review(
            shelf.store.schedule,
            self._now(),
            self._lessons(lesson),
            shelf.lesson,
            shelf.settings.new_cards,
        )
        if not items:
            raise TorchquizError(self._nothing(lesson))
        return self._sittings.begin(lesson, "review", items)

    def _nothing(self, lesson: str) -> str:
        """Why there is nothing to review, and what comes when."""
        unproven = sum(one.lesson is None for one in self._shelf.standings)
        if unproven:
            return f"Nothing is due of what is proven; {counted(unproven, 'lesson is', 'lessons are')} still to be proven."
        return f"Nothing is due. {self.following(lesson)}".strip()

    def _has_left(self, opened: OpenSession) -> bool:
        """Whether a session has an item that is at hand and not answered."""
        try:
            return not self._sittings.resumed(opened, rules_of("review")).is_over
        except TorchquizError:
            return False

    def _lessons(self, lesson: str) -> list[str]:
        return [
            one.lesson.id
            for one in self._shelf.standings
            if one.lesson and lesson in ("", one.lesson.id)
        ]

    def _now(self) -> datetime:
        """The moment in the learner's zone."""
        return self._shelf.now().astimezone()


class Memory:
    """What is remembered of the item at hand in a session."""

    def __init__(self, session: Session, store: Store, clock: Clock) -> None:
        self._session = session
        self._store = store
        self._clock = clock

    @property
    def card(self) -> Card | None:
        """The item's card; None when it was never answered, or its answer waits for the disk."""
        if self._session.is_over or self._store.unsaved:
            return None
        return self._store.schedule.card(self._session.lesson.id, self._session.item.id)

    @property
    def returns(self) -> str:
        """When the item comes back; empty when that is not known."""
        card = self.card
        return f"Comes back {when(card.recall.due, self._clock())}." if card else ""

    @property
    def why(self) -> str:
        """Why it comes back then; empty when that is not known."""
        card = self.card
        return reason(card, self._clock()) if card else ""

    @property
    def would_return(self) -> str:
        """After how long the item comes back by each rating, before it is rated."""
        card = self.card
        found = intervals(card.recall if card else None, self._clock())
        return "   ".join(
            f"{rating} {RATINGS[rating]} {days(after)}" for rating, after in found.items()
        )

    @property
    def choices(self) -> str:
        """What every rating of the latest try would bring, the one in force among them."""
        card = self.card
        if card is None:
            return ""
        found = self._store.schedule.alternatives(card)
        marks = {rating: " ✔" if rating == card.ratings[-1] else "" for rating in found}
        return "   ".join(
            f"{rating} {RATINGS[rating]} {days(one.due - one.last)}{marks[rating]}"
            for rating, one in found.items()
        )

    def override(self, rating: Rating) -> None:
        """Let another rating stand for the latest try.

        Raises:
            StoreError: the disk takes nothing.
        """
        if card := self.card:
            self._store.schedule.override(card, rating, self._clock())


def days(interval: timedelta) -> str:
    """`1 day`, `11 days`."""
    return counted(interval.days, "day")
