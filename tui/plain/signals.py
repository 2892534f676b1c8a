"""Signals end the plain session between two steps, never inside the one that stores an answer."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Signals:
    """While entered, a signal that means the end raises `SystemExit` with 128 and the signal's number."""

    def __init__(self) -> None:
        self._before: dict[int, signal._HANDLER] = {}
        self._is_held = False
        self._late = 0

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

    def _end(self, number: int, _: FrameType | None) -> None:
        if self._is_held:
            self._late = number
        else:
            raise SystemExit(128 + number)
