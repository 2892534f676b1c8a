"""From how a child ended, and what it left in its files, to the outcome of its job.

Decided from the code that it ended with, the sizes of the files, and a report that is read with suspicion.
"""

import signal

from torchquiz.engine.sandbox import report
from torchquiz.engine.sandbox.files import FILE_CAP, Left
from torchquiz.engine.sandbox.job import Job, Outcome

ENDED_BY = "it was ended by"
KILLED = f"{ENDED_BY} SIGKILL"
CANCELLED = "it was cancelled"


def was_killed(left: Left) -> bool:
    """Whether somebody ended the child by SIGKILL who is not its parent; it does not tell who."""
    return left.stopped is None and _why_unfinished(left, "") == KILLED


def outcome(left: Left, job: Job, token: str) -> Outcome:
    """What a job came to whose child left this."""
    printed, grumbled = _shown(left.output), _shown(left.warnings)
    if left.stopped is not None:
        reason = (
            CANCELLED
            if left.stopped == "cancelled"
            else f"it was stopped after {job.timeout_s:g} s"
        )
        return Outcome(left.stopped, output=printed, warnings=grumbled, reason=reason)
    if reason := _why_unfinished(left, grumbled):
        return Outcome("killed", output=printed, warnings=grumbled, reason=reason)
    said = left.report.decode(errors="replace")
    try:
        if not said.startswith(token):
            raise report.ForgedError
        first, repetition, end = report.read(said[len(token) :], job.asks, job.repeat)
    except report.ForgedError:
        reason = (
            "it put something else in the place of its report"
            if said
            else "it ended itself before it could report"
        )
        return Outcome("killed", output=printed, warnings=grumbled, reason=reason)
    if repetition is None:
        return _finished(first, printed, grumbled)
    again = _finished(repetition, _shown(left.output[end:]), grumbled)
    return _finished(first, _shown(left.output[:end]), grumbled, again)


def _finished(
    ran: report.Ran, printed: str, grumbled: str, again: Outcome | None = None
) -> Outcome:
    raised, answers, elapsed_ms = ran
    return Outcome("finished", raised, answers, printed, grumbled, elapsed_ms, again=again)


def _why_unfinished(left: Left, grumbled: str) -> str:
    if left.is_flood:
        return f"it printed more than {FILE_CAP >> 10} KiB"
    if left.is_report_full:
        return "its values are too large to be reported"
    if left.code < 0:
        return f"{ENDED_BY} {_signal_name(-left.code)}"
    if left.code == 0:
        return ""
    last = grumbled.strip().splitlines()[-1:]
    return f"it ended itself with status {left.code}" + (f": {last[0]}" if last else "")


def _shown(output: bytes) -> str:
    return report.shown(output.decode(errors="replace"))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
