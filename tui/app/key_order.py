"""An app that waits for each key to be handled before it forwards the next one.

Textual chooses the widget for a key when the key arrives. If several keys arrive at once, for
example after a network delay, they would all go to the widget that had the focus before the first
one.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.widget import Widget

STABLE_ROUNDS = 3
"""How many times in a row the focus must be the same until a key counts as handled."""
LONGEST_S = 10.0
"""Seconds after which the next key is forwarded in any case.

Opening a screen can take more than a second on a busy computer. A key that is forwarded before
that would go to the screen that is about to be left.
"""
ASK_AGAIN_S = 0.05
"""Seconds after which to find out whether a widget that has not answered still exists."""
FOR_TEXT = {"Input", "TextArea"}
"""Names of the classes of widgets that take text; importing them would delay the first frame."""


class KeyOrderApp(App[None]):
    """An app that delays each key and each paste until the key before it has been handled."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held: deque[Event] = deque()
        """Keys and pasted text that arrived while an earlier key was being handled."""
        self.key_in_hand: Key | None = None
        """The key that is being handled, unless it types text."""
        self._is_holding = False

    async def on_event(self, event: Event) -> None:
        """Forward a key or a paste now, or queue it if an earlier key is still being handled."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_holding:
            self._held.append(event)
        elif _is_text(event, self.focused):
            # Text does not move the focus, and typing must be fast.
            await super().on_event(event)
        else:
            self._is_holding = True
            before = self.screen, self.focused
            self._take_in_hand(event)
            await super().on_event(event)
            # A function, because a coroutine would remain unused when this key quits the app. Its
            # type fits two of the kinds of work that Textual accepts, which confuses mypy.
            self.run_worker(partial(self._hold, before))  # type: ignore[arg-type]

    async def _hold(self, before: object) -> None:
        """Wait until the last key has been handled, then forward the queued keys one by one.

        Args:
            before: the screen and the focused widget before the last key.
        """
        try:
            await self._settle(before)
            while self._held:
                event, before = self._held.popleft(), (self.screen, self.focused)
                is_text = _is_text(event, self.focused)
                self._take_in_hand(event)
                await super().on_event(event)
                if not is_text:
                    await self._settle(before)
        finally:
            self._is_holding = False
            self.key_in_hand = None

    def _take_in_hand(self, event: Event) -> None:
        self.key_in_hand = event if isinstance(event, Key) else None

    async def _settle(self, before: object) -> None:
        """Wait until the screen and the focus stop changing, or until a timeout."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_S):
                rounds = 0
                while rounds < STABLE_ROUNDS:
                    await _receive_all(self.focused or self.screen)
                    after = self.screen, self.focused
                    rounds += 1
                    if after != before:
                        rounds, before = 0, after
                        await _draw(self.screen)


def _is_text(event: Event, focused: Widget | None) -> bool:
    """Return whether an event only inserts text into the focused widget."""
    takes_text = any(kind.__name__ in FOR_TEXT for kind in type(focused).__mro__)
    is_printable = isinstance(event, Key) and event.is_printable
    return takes_text and (is_printable or isinstance(event, Paste))


async def _receive_all(widget: Widget) -> None:
    """Wait until a widget and all its ancestors have handled their pending messages."""
    for pump in widget.ancestors_with_self:
        await _called(pump.call_later)


async def _draw(pump: MessagePump) -> None:
    """Wait for a screen to be redrawn, because some screens move the focus only then."""
    await _called(pump.call_after_refresh)


async def _called(schedule: Callable[[Callable[[], None]], bool]) -> None:
    """Wait until a message pump has called a function, or has been closed.

    Args:
        schedule: a method of the pump that schedules a call, and returns False once the pump is
            closing. A call that was scheduled before that may never happen.
    """
    called = asyncio.Event()
    while not called.is_set() and schedule(called.set):
        with suppress(TimeoutError):
            async with asyncio.timeout(ASK_AGAIN_S):
                await called.wait()
