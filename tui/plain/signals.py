"""Lets signals terminate the plain front end, except while an answer is being saved."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Self

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
Noticing = Callable[[], AbstractContextManager[Callable[[], bool]]]
"""Returns a context in which an interrupt ends only the operation in progress.

The context yields a function that returns whether there has been an interrupt.
"""


class Signals:
    """A context manager in which a termination signal raises `SystemExit`.

    The exit code is 128 plus the signal number.
    """

    def __init__(self) -> None:
        self._before: dict[int, signal._HANDLER] = {}
        self._is_held = False
        self._late = 0
        self._is_noticed: bool | None = None
        """Whether an interrupt has occurred; None while an interrupt ends the process."""

    def __enter__(self) -> Self:
        # Python handles signals only in its main thread; a notebook may run a cell in another one.
        is_main = threading.current_thread() is threading.main_thread()
        for number in ENDING if is_main else ():
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Delay signals until the block has finished."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._late:
            raise SystemExit(128 + self._late)

    @contextmanager
    def notice(self) -> Iterator[Callable[[], bool]]:
        """Record an interrupt instead of terminating the process.

        The yielded function returns whether there was an interrupt. Other signals still terminate
        the process.
        """
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
