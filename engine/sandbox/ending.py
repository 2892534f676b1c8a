"""Determines the outcome of a job from its child's exit status and output.

The report is not trusted, because a hostile snippet may have written it.
"""

import signal

from torchquiz.engine.sandbox.child_report import ForgedError, read_report
from torchquiz.engine.sandbox.files import FILE_CAP, ChildExit
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.text.printable import printable

KILLED_BY = "it was killed by"
KILLED = f"{KILLED_BY} SIGKILL"
CANCELLED = "it was cancelled"


def was_killed(child_exit: ChildExit) -> bool:
    """Return whether something other than the parent killed the child with SIGKILL.

    The sender of the signal is unknown. For example, the system may have run out of memory.
    """
    return child_exit.stop_reason is None and _why_unfinished(child_exit, "") == KILLED


def outcome(child_exit: ChildExit, job: Job, token: str) -> Outcome:
    """Determine a job's outcome from the way in which its child process exited.

    Args:
        child_exit: the exit status and the output of the job's child.
        job: the job.
        token: the string that the child's report must begin with.
    """
    output, warnings = _text(child_exit.output), _text(child_exit.warnings)
    if child_exit.stop_reason == "cancelled":
        return Outcome("cancelled", output=output, warnings=warnings, reason=CANCELLED)
    if child_exit.stop_reason == "timeout":
        reason = f"it was stopped after {job.timeout_s:g} s"
        return Outcome("timeout", output=output, warnings=warnings, reason=reason)
    if reason := _why_unfinished(child_exit, warnings):
        return Outcome("killed", output=output, warnings=warnings, reason=reason)
    report = child_exit.report.decode(errors="replace")
    try:
        if not report.startswith(token):
            raise ForgedError
        child_report = read_report(report.removeprefix(token), job.asks)
    except ForgedError:
        reason = (
            "it tampered with the report of its results"
            if report
            else "it exited before it could report its results"
        )
        return Outcome("killed", output=output, warnings=warnings, reason=reason)
    return Outcome(
        "finished",
        child_report.raised,
        child_report.answers,
        output,
        warnings,
        child_report.elapsed_ms,
    )


def _why_unfinished(child_exit: ChildExit, warnings: str) -> str:
    """Return the reason why a child did not finish its job, or an empty string if it did."""
    if child_exit.has_overflowed:
        return f"it printed more than {FILE_CAP >> 10} KiB"
    if child_exit.is_report_full:
        return "its values are too large to report"
    if child_exit.code < 0:
        return f"{KILLED_BY} {signal_name(-child_exit.code)}"
    if child_exit.code == 0:
        return ""
    reason = f"it exited with status {child_exit.code}"
    lines = warnings.strip().splitlines()
    return f"{reason}: {lines[-1]}" if lines else reason


def _text(written: bytes) -> str:
    return printable(written.decode(errors="replace"))


def signal_name(number: int) -> str:
    """Return the name of a signal, such as SIGKILL, or `signal 40` if it has no name."""
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
