"""Ends in good order when the system asks for it, or when the terminal is gone.

A closed terminal sends SIGHUP to the process that leads its session and, as that ends, to the
others. If the leader only waits for us, as make does, no signal comes; then the terminal itself is
polled.
"""

import asyncio
import select
import signal
from collections.abc import Callable
from contextlib import suppress

ASKED_TO_END = ("SIGTERM", "SIGHUP")
"""Windows has neither in this form."""
LOOK_EVERY_S = 1.0
STANDARD_INPUT = 0


def end_on_signals(end: Callable[[], None]) -> None:
    """Call `end` when a signal asks for it; call this in a running loop of the main thread."""
    loop = asyncio.get_running_loop()
    for name in ASKED_TO_END:
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), end)


def has_hung_up(terminal: int = STANDARD_INPUT) -> bool:
    """Return whether the other side of a terminal was closed; False if the system cannot say."""
    if not hasattr(select, "poll"):
        return False
    asked = select.poll()
    asked.register(terminal, 0)
    return any(event & select.POLLHUP for _, event in asked.poll(0))
