"""Signals end the plain session between two steps, never inside the one that stores an answer."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Self

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
Noticing = Callable[[], AbstractContextManager[Callable[[], bool]]]
"""Lets an interrupt end no more than what is running; the value entered returns whether one came.
"""


class Signals:
    """While entered, a signal to end raises `SystemExit` with 128 plus its number."""

    def __init__(self) -> None:
        self._before: dict[int, signal._HANDLER] = {}
        self._is_held = False
        self._late = 0
        self._is_noticed: bool | None = None
        """Whether an interrupt came where it is only noticed; None where it means the end."""

    def __enter__(self) -> Self:
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let a step finish: a signal that comes in the meantime takes effect after it."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._late:
            raise SystemExit(128 + self._late)

    @contextmanager
    def noticed(self) -> Iterator[Callable[[], bool]]:
        """Only notice an interrupt, as `Noticing` says; the other signals still mean the end."""
        self._is_noticed = False
        try:
            yield lambda: bool(self._is_noticed)
        finally:
            self._is_noticed = None

    def _end(self, number: int, _: FrameType | None) -> None:
        if number == signal.SIGINT and self._is_noticed is not None:
            self._is_noticed = True
        elif self._is_held:
            self._late = number
        else:
            raise SystemExit(128 + number)
