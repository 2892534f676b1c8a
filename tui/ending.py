"""Ending in good order when the system asks for it, so that the terminal is left as it was."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

ASKED_TO_END = ("SIGTERM", "SIGHUP")
"""A terminal that closes sends the second; Windows knows neither in this way."""


def end_on_signals(end: Callable[[], None]) -> None:
    """Call `end` when a signal asks for it; inside a running loop of the main thread."""
    loop = asyncio.get_running_loop()
    for name in ASKED_TO_END:
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), end)
