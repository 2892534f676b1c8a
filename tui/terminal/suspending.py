"""Suspends the program with Ctrl+Z, together with programs such as `make` that have started it."""

import os
import signal

from torchquiz.engine.starting import STARTING


def has_job_control() -> bool:
    """Return whether a shell that can continue the program has started it.

    Such a shell gives each of its commands a process group of its own. Without one, nobody could
    continue the program.
    """
    return hasattr(signal, "SIGSTOP") and os.getpgrp() != os.getsid(0)


def suspend() -> None:
    """Stop the process group of this program, until the shell continues it.

    SIGSTOP stops all processes at the same moment. With SIGTSTP, a shell could continue `make`
    before this program has stopped, which would then stay stopped.
    """
    with STARTING:
        os.killpg(os.getpgrp(), signal.SIGSTOP)
