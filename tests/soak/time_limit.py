"""Limits the processor time of a block, so that a busy machine causes no false alarm."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

CPU_S = 10.0
"""The processor time in seconds that the block for one file may use."""
WAITING_S = 300
"""The time in seconds after which a block is ended even if it only waits."""


class HangError(BaseException):
    """Raised when a block takes too long. No handler for ordinary errors may catch it."""


@contextmanager
def time_limit(cpu_s: float | None = None) -> Iterator[None]:
    """Raise an error in the main thread if the block takes too long.

    Raises:
        HangError: the block used too much processor time, or waited for too long.
    """
    before = {number: signal.signal(number, _end) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, CPU_S if cpu_s is None else cpu_s)
    signal.alarm(WAITING_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    raise HangError
