"""Describes drills: the score, the best result and the history."""

from collections.abc import Sequence
from datetime import datetime

from torchquiz.engine.progress.drill_runs import DrillRun, best_run
from torchquiz.engine.progress.reasons import day
from torchquiz.engine.wording import counted, duration

SHOWN_RUNS = 8
"""The maximum number of runs in a history."""
NOT_YET = "not tried yet"
LAST_QUESTION = "last question"


def standing(right: int, answered: int, seconds_left: int) -> str:
    """Return the score and the time left, such as `7 of 8 right   0:42`."""
    time = f"{seconds_left // 60}:{seconds_left % 60:02}" if seconds_left else LAST_QUESTION
    return f"{right} of {answered} right   {time}" if answered else time


def best(runs: Sequence[DrillRun]) -> str:
    """Return the best score so far, such as `best 12 of 14`."""
    run = best_run(list(runs))
    return f"best {run.right} of {run.answered}" if run else NOT_YET


def result(run: DrillRun, earlier: Sequence[DrillRun]) -> str:
    """Return the result of a drill, compared with the best earlier result."""
    score = f"{run.right} of {counted(run.answered, 'answer')} right in {duration(run.seconds)}."
    before = best_run(list(earlier))
    if before is None:
        return f"{score} This is your first result."
    if run.rank > before.rank:
        return f"{score} A new best; the previous best was {before.right} of {before.answered}."
    return f"{score} Your best is {before.right} of {before.answered}."


def history(runs: Sequence[DrillRun], now: datetime) -> list[tuple[str, DrillRun]]:
    """Return the latest results of a drill, newest first, each with its date."""
    latest = list(runs)[: -SHOWN_RUNS - 1 : -1]
    return [(_day(run.at, now), run) for run in latest]


def _day(at: datetime, now: datetime) -> str:
    days = (now.date() - at.astimezone(now.tzinfo).date()).days
    if days == 0:
        return "today"
    return "yesterday" if days == 1 else day(at, now)
