"""From how a child ended, and what it left in its files, to the outcome of its job.

Decided from the kernel's wait status, the sizes of the files, and a report that is read with suspicion.
"""

import os
import signal
from dataclasses import dataclass
from typing import Literal

from engine.sandbox import report
from engine.sandbox.job import Job, Outcome

OUTPUT_CAP = 64 << 10
"""Bytes of output that are kept; a snippet that writes far more is stopped by the worker."""
FILE_CAP = 1 << 20
ENDED_BY = "it was ended by"
KILLED = f"{ENDED_BY} SIGKILL"
CANCELLED = "it was cancelled"

Stopped = Literal["timeout", "cancelled"]
"""Why the parent ended a child."""


@dataclass(frozen=True, slots=True)
class Files:
    """A child's open files, as the parent holds them."""

    report: int
    output: int
    warnings: int

    def printed(self) -> str:
        """What the snippet has printed so far; a character that is only half written is left out."""
        data = _read(self.output)
        return report.shown(data.decode(errors="ignore" if len(data) < OUTPUT_CAP else "replace"))


def outcome(status: int, stopped: Stopped | None, job: Job, files: Files, token: str) -> Outcome:
    """What a job came to whose child ended with this status, or was ended by the parent."""
    output, grumbled = _read(files.output), _text(files.warnings)
    printed = _shown(output)
    if stopped is not None:
        reason = CANCELLED if stopped == "cancelled" else f"it was stopped after {job.timeout_s:g} s"
        return Outcome(stopped, output=printed, warnings=grumbled, reason=reason)
    if reason := _why_unfinished(status, files, grumbled):
        return Outcome("killed", output=printed, warnings=grumbled, reason=reason)
    said = _read(files.report, FILE_CAP).decode(errors="replace")
    try:
        if not said.startswith(token):
            raise report.ForgedError
        first, repetition, end = report.read(said[len(token) :], job.asks, job.repeat)
    except report.ForgedError:
        reason = "it put something else in the place of its report" if said else "it ended itself before it could report"
        return Outcome("killed", output=printed, warnings=grumbled, reason=reason)
    if repetition is None:
        return _finished(first, printed, grumbled)
    return _finished(first, _shown(output[:end]), grumbled, _finished(repetition, _shown(output[end:]), grumbled))


def _finished(ran: report.Ran, printed: str, grumbled: str, again: Outcome | None = None) -> Outcome:
    raised, answers, elapsed_ms = ran
    return Outcome("finished", raised, answers, printed, grumbled, elapsed_ms, again=again)


def _why_unfinished(status: int, files: Files, grumbled: str) -> str:
    if _is_full(files.output) or _is_full(files.warnings):
        return f"it printed more than {FILE_CAP >> 10} KiB"
    if _is_full(files.report):
        return "its values are too large to be reported"
    if os.WIFSIGNALED(status):
        return f"{ENDED_BY} {_signal_name(os.WTERMSIG(status))}"
    code = os.WEXITSTATUS(status)
    if code == 0:
        return ""
    last = grumbled.strip().splitlines()[-1:]
    return f"it ended itself with status {code}" + (f": {last[0]}" if last else "")


def _is_full(file: int) -> bool:
    return os.fstat(file).st_size >= FILE_CAP


def _text(file: int) -> str:
    return _shown(_read(file))


def _shown(output: bytes) -> str:
    return report.shown(output.decode(errors="replace"))


def _read(file: int, cap: int = OUTPUT_CAP) -> bytes:
    return os.pread(file, cap, 0)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
