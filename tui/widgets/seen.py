"""Notices keys that were pressed before the learner could see the question."""

import time
from typing import ClassVar

from textual.events import Key
from textual.widget import Widget


class Seen:
    """The moment at which a question was opened.

    A key that was pressed earlier, for example while the program was starting, is no answer to it.
    Neither is an Enter right after it, which is usually a second press out of habit.

    Args:
        widget: a widget of the question.
    """

    hasty_s: ClassVar[float] = 0.3
    """Seconds during which Enter is ignored after a question has been opened."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._opened_at = time.monotonic()

    @property
    def is_too_early(self) -> bool:
        """Whether the key that is being handled was pressed too early to be meant for it."""
        key: Key | None = getattr(self._widget.app, "key_in_hand", None)
        if key is None:
            return False
        return key.time < self._opened_at + (self.hasty_s if key.key == "enter" else 0.0)
