"""The saved data of one session: its attempts, the opened hints, and its end."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.progress.stored_sessions import OpenSession

ReadResult = Callable[[], Mapping[str, object] | None]


class SessionRecord:
    """The saved data of a session.

    Whatever cannot be saved is saved together with the next answer.
    """

    def __init__(self, opened: OpenSession, store: Store) -> None:
        self._opened = opened
        self._store = store
        self.attempts = store.of_session(opened.id)
        """The attempts of the session, oldest first, including those that are not saved yet."""
        self.trouble = ""
        """A sentence about data that could not be saved yet. It is empty if everything is saved."""

    def refresh(self) -> None:
        """Load the attempts again, because another running app may have added some."""
        with suppress(StoreError):
            self.attempts = self._store.of_session(self._opened.id)

    def tries(self, item: Reference) -> int:
        """Return the number of attempts at an item."""
        return len(self._attempts_at(item))

    def hints(self, item: Reference) -> int:
        """Return the number of an item's hints that were opened in this session."""
        opened = [attempt.hints for attempt in self._attempts_at(item)]
        with suppress(StoreError):
            opened.append(self._store.hints(self._opened.id, item.lesson, item.item))
        return max(opened, default=0)

    def save_hints(self, item: Reference, count: int) -> None:
        """Save the number of hints that have been opened for an item."""
        self.save(lambda: self._store.keep_hints(self._opened.id, item.lesson, item.item, count))

    def add(self, attempt: Attempt) -> None:
        """Save an attempt."""
        self.attempts.append(attempt)
        self.save(lambda: self._store.add(attempt))

    def withdraw(self, item: Reference, now: datetime) -> bool:
        """Withdraw the latest attempt at an item, and return whether that was saved."""
        self.save(lambda: self._store.withdraw(self._opened.id, item.lesson, item.item, now))
        if not self.trouble:
            self.refresh()
        return not self.trouble

    def withdrawn(self, item: Reference) -> list[dict[str, object]]:
        """Return the parameters of the withdrawn attempts at an item in this session."""
        with suppress(StoreError):
            return self._store.withdrawn_params(self._opened.id, item.lesson, item.item)
        return []

    def end(self, now: datetime, read_result: ReadResult) -> None:
        """Record the end of the session.

        Args:
            now: the time at which it ended.
            read_result: a function that returns the result of the activity, or None if the session
                does not finish the activity.
        """
        self.save(lambda: self._end(now, read_result))

    def save(self, action: Callable[[], None]) -> None:
        """Call a function that writes to the store, and set `trouble` if it fails."""
        try:
            action()
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)

    def _end(self, now: datetime, read_result: ReadResult) -> None:
        self._store.flush()
        result = read_result()
        if result is not None:
            self._store.finish(self._opened.lesson, self._opened.way, now, result)
        self._store.end(self._opened.id, now)

    def _attempts_at(self, item: Reference) -> list[Attempt]:
        return [attempt for attempt in self.attempts if (attempt.lesson, attempt.item) == item]
