"""Quits the app when it receives a signal or when its terminal is closed.

When a terminal is closed, the session leader receives SIGHUP and, once the leader ends, so do the
other processes. If the leader ignores the signal and waits for its child, as make does, the child
receives nothing. The app therefore also polls the terminal.
"""

import asyncio
import select
import signal
from collections.abc import Callable
from contextlib import suppress

ASKED_TO_END = ("SIGTERM", "SIGHUP")
"""Signals that end the app; Windows does not have all of them."""
LOOK_EVERY_S = 1.0
STANDARD_INPUT = 0


def end_on_signals(end: Callable[[], None]) -> None:
    """Call `end` when a termination signal arrives.

    Call this function from the event loop of the main thread.
    """
    loop = asyncio.get_running_loop()
    for name in ASKED_TO_END:
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), end)


def has_hung_up(terminal: int = STANDARD_INPUT) -> bool:
    """Return whether the terminal has been closed. On systems without `poll`, return False."""
    if not hasattr(select, "poll"):
        return False
    asked = select.poll()
    asked.register(terminal, 0)
    return any(event & select.POLLHUP for _, event in asked.poll(0))
