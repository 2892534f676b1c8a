"""A session that chooses each item only after the previous one has been answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.study.session import Session

ChooseNext = Callable[[Session], Reference | None]
"""A function that returns the next item of a session, or None if no item is left to ask."""


class AdaptiveSession(Session):
    """A session of a planned length, in which each item depends on the answers so far.

    Args:
        planned: the number of items to ask.
        choose_next: a function that chooses the next item.
        arguments: the arguments of `Session`.
    """

    def __init__(self, planned: int, choose_next: ChooseNext, *arguments: Any) -> None:
        self._planned = planned
        self._choose_next = choose_next
        super().__init__(*arguments)

    @property
    def total(self) -> int:
        """The number of items in the session, including those that are still to be chosen."""
        return max(self._planned, super().total) if not self.is_over else super().total

    @property
    def can_skip(self) -> bool:
        """Always False, because the answer to the current item decides which item comes next."""
        return False

    def _turn_to_next(self) -> None:
        if self._agenda.next() is None and len(self._agenda.items) < self._planned:
            self._deal_next()
        super()._turn_to_next()

    def _deal_next(self) -> None:
        """Choose another item and add it to the session.

        If the item cannot be saved, the session ends after the items chosen so far.
        """
        chosen = self._choose_next(self)
        if chosen is None:
            return
        try:
            self._store.extend(self.opened.id, [str(chosen)])
        except StoreError as error:
            self._record.trouble = str(error)
            return
        self._agenda.extend([str(chosen)])
