"""Explains why a worker's process ended, or hung, before it could run anything."""

import sys

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.sandbox.ending import signal_name

SIGNAL_STATUSES = range(129, 193)
"""Statuses of a process whose child was killed by a signal, of which 128 is subtracted.

In namespaces the parent sees only the process outside, which exits with such a status.
"""


def failed_start(exit_code: int | None, stderr: str) -> WorkerError:
    """Return the error about a worker that did not start.

    Args:
        exit_code: its exit status; for a signal, the signal's number made negative; None if it was
            still running when the time for its start was up.
        stderr: what it wrote to stderr.
    """
    if exit_code is None:
        return WorkerError(
            "The worker did not start in time. The disk or the machine may be too busy; "
            "try again later."
        )
    if exit_code in SIGNAL_STATUSES:
        exit_code = 128 - exit_code
    if exit_code < 0:
        return WorkerError(
            f"The worker was killed by {signal_name(-exit_code)} while it was starting. "
            "Memory may have run out; close other programs and try again."
        )
    lines = stderr.strip().splitlines()
    reason = lines[-1].rstrip(".") if lines else f"it exited with status {exit_code}"
    return WorkerError(
        f"The worker cannot start: {reason}. Is PyTorch installed for {sys.executable}?"
    )
