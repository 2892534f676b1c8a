"""Turns how a child ended, and what it wrote, into the outcome of its job.

That is decided from its exit status, the sizes of its files, and a report that is read with
suspicion.
"""

import signal

from torchquiz.engine.sandbox.child_report import (
    ForgedError,
    ReportedRun,
    printable,
    read_report,
)
from torchquiz.engine.sandbox.files import FILE_CAP, ChildExit
from torchquiz.engine.sandbox.job import Job, Outcome

ENDED_BY = "it was ended by"
KILLED = f"{ENDED_BY} SIGKILL"
CANCELLED = "it was cancelled"


def was_killed(child_exit: ChildExit) -> bool:
    """Return whether somebody other than the parent ended the child by SIGKILL.

    Who it was cannot be told.
    """
    return child_exit.stop_reason is None and _why_unfinished(child_exit, "") == KILLED


def outcome(child_exit: ChildExit, job: Job, token: str) -> Outcome:
    """Return the outcome of a job whose child ended like this.

    Args:
        child_exit: how the child ended.
        job: its job.
        token: what its report must begin with.
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
        read = read_report(report.removeprefix(token), job.asks, job.repeat)
    except ForgedError:
        reason = "it ended itself before it could report"
        if report:
            reason = "it put something else in the place of its report"
        return Outcome("killed", output=output, warnings=warnings, reason=reason)
    if read.repetition is None:
        return _finished(read.run, output, warnings)
    again = _finished(read.repetition, _text(child_exit.output[read.printed :]), warnings)
    return _finished(read.run, _text(child_exit.output[: read.printed]), warnings, again)


def _finished(
    run: ReportedRun, output: str, warnings: str, again: Outcome | None = None
) -> Outcome:
    return Outcome(
        "finished", run.raised, run.answers, output, warnings, run.elapsed_ms, again=again
    )


def _why_unfinished(child_exit: ChildExit, warnings: str) -> str:
    """Return why a child did not come to its end; empty if it did."""
    if child_exit.has_overflowed:
        return f"it printed more than {FILE_CAP >> 10} KiB"
    if child_exit.is_report_full:
        return "its values are too large to be reported"
    if child_exit.code < 0:
        return f"{ENDED_BY} {_signal_name(-child_exit.code)}"
    if child_exit.code == 0:
        return ""
    reason = f"it ended itself with status {child_exit.code}"
    lines = warnings.strip().splitlines()
    return f"{reason}: {lines[-1]}" if lines else reason


def _text(written: bytes) -> str:
    return printable(written.decode(errors="replace"))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
