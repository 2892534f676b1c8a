"""Explains why a worker process exited or hung before it could run any job."""

import sys

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.sandbox.ending import signal_name

SIGNAL_STATUSES = range(129, 193)
"""Exit statuses that indicate that a signal killed the worker: 128 plus the signal's number.

If the worker is in a namespace, the parent sees only the process that waits for the worker outside.
That process exits with such a status.
"""


def failed_start(exit_code: int | None, stderr: str) -> WorkerError:
    """Create the error that explains why a worker did not start.

    Args:
        exit_code: the worker's exit status. It is the negative signal number if a signal killed the
            worker, and None if the worker was still running when the start timed out.
        stderr: the output that the worker wrote to stderr.
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
