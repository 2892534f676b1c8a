"""Computes the study day, which starts at an hour set by the learner and not at midnight."""

from datetime import datetime, timedelta

from torchquiz.engine.progress.stored_time import stored

DAY_START = 4
"""The hour at which a study day starts by default."""


def start_of_day(now: datetime, day_start: int = DAY_START) -> datetime:
    """Return the time at which the study day of `now` started, in the time zone of `now`.

    Args:
        now: the current time, timezone-aware.
        day_start: the hour at which a study day starts.
    """
    start = now.replace(hour=day_start, minute=0, second=0, microsecond=0)
    return start if start <= now else start - timedelta(days=1)


def study_day(now: datetime, day_start: int = DAY_START) -> tuple[str, str]:
    """Return the start and the end of the study day of `now`, in the stored format."""
    start = start_of_day(now, day_start)
    return stored(start), stored(start + timedelta(days=1))
