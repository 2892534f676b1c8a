"""Ends the process when its terminal is gone, even if the event loop is stuck.

Textual writes to the terminal in a thread, through a queue of limited length. When the terminal is
gone, that thread ends. Once the queue is full, the next write blocks the event loop forever, so
that none of the loop's signal handlers and timers run again. Another thread therefore has to watch
the terminal.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from torchquiz.tui.terminal.ending import LOOK_EVERY_S, STANDARD_INPUT, has_hung_up

PATIENCE_S = 2.0
"""Seconds that the app may take to end normally."""
ABANDONED = 1
"""Exit status of an app that did not end in time."""


def watch_terminal(
    end: Callable[[], object],
    terminal: int = STANDARD_INPUT,
    abandon: Callable[[int], object] = os._exit,
    look_every_s: float = LOOK_EVERY_S,
    patience_s: float = PATIENCE_S,
) -> Thread:
    """Watch a terminal in a new thread, and end the app when the terminal is gone.

    Args:
        end: asks the app to end; called from the new thread.
        terminal: the file descriptor of the terminal.
        abandon: ends the process at once if the app has not ended in time. Every answer is
            already stored by then, and the child processes end when their pipes close.
        look_every_s: seconds between two checks of the terminal.
        patience_s: seconds between asking the app to end and abandoning it.
    """

    def watch() -> None:
        while not has_hung_up(terminal):
            time.sleep(look_every_s)
        with suppress(RuntimeError):  # the event loop is closed: the app has just ended
            end()
        time.sleep(patience_s)
        abandon(ABANDONED)

    thread = Thread(target=watch, name="watch-terminal", daemon=True)
    thread.start()
    return thread
