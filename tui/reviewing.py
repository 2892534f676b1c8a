"""What an answer did to the schedule, in words for both front ends: when the item comes back, why, and other ratings."""

from datetime import timedelta

from engine.progress.cards import RATINGS, Rating, intervals
from engine.progress.reasons import reason, when
from engine.progress.schedule import Card
from engine.progress.store import Store
from engine.session import Clock, Session
from tui.wording import counted


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
        return "   ".join(f"{rating} {RATINGS[rating]} {days(after)}" for rating, after in found.items())

    @property
    def choices(self) -> str:
        """What every rating of the latest try would bring, the one in force among them."""
        card = self.card
        if card is None:
            return ""
        found = self._store.schedule.alternatives(card)
        marks = {rating: " ✔" if rating == card.ratings[-1] else "" for rating in found}
        return "   ".join(
            f"{rating} {RATINGS[rating]} {days(one.due - one.last)}{marks[rating]}" for rating, one in found.items()
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
