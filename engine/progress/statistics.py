"""Statistics of all answers: over time, by level and by lesson.

Each statistic reads an index once, so that computing it stays fast even after years of answers.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from torchquiz.engine.models.proven import LEVELS, Level
from torchquiz.engine.progress.database import Database
from torchquiz.engine.progress.study_day import DAY_START, start_of_day, study_day


@dataclass(frozen=True, slots=True)
class FirstTries:
    """The number of first tries at items, and how many of them were correct."""

    right: int
    total: int

    @property
    def proportion(self) -> float:
        """The proportion of correct tries, from 0 to 1. It is 0 if there are no tries."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """A snapshot of the statistics of all answers that were stored at a given time."""

    by_day: dict[date, FirstTries]
    """The first tries of each study day, oldest first, without empty days."""
    by_level: dict[Level, FirstTries]
    by_lesson: dict[str, FirstTries]
    """The first tries in each lesson, in descending order of their number."""
    seconds: float
    """Number of seconds spent on answers, including later tries."""

    today: date
    """The current study day."""

    @property
    def days_in_a_row(self) -> int:
        """The number of study days in a row with answers, up to today or yesterday."""
        last = self.today if self.today in self.by_day else self.today - timedelta(days=1)
        number = 0
        while last - timedelta(days=number) in self.by_day:
            number += 1
        return number

    @property
    def overall(self) -> FirstTries:
        """The first tries in all lessons together."""
        days = self.by_day.values()
        return FirstTries(sum(day.right for day in days), sum(day.total for day in days))


def statistics(file: Database, now: datetime, day_start: int = DAY_START) -> Statistics:
    """Compute the statistics of all stored answers.

    Args:
        file: the file with the answers.
        now: the current time, in the learner's time zone.
        day_start: the hour at which a study day starts.
    """
    levels = _first_tries(file, "level")
    lessons = _first_tries(file, "lesson")
    days = _first_tries(file, "date(at, ?)", f"{_offset_minutes(now) - 60 * day_start:+d} minutes")
    ((elapsed_ms,),) = file.read("select coalesce(sum(elapsed_ms), 0) from attempt")
    return Statistics(
        by_day={date.fromisoformat(day): days[day] for day in sorted(days)},
        by_level={level: levels.get(level, FirstTries(0, 0)) for level in LEVELS},
        by_lesson=dict(sorted(lessons.items(), key=lambda pair: (-pair[1].total, pair[0]))),
        seconds=elapsed_ms / 1000,
        today=start_of_day(now, day_start).date(),
    )


def answered_today(file: Database, now: datetime, day_start: int) -> int:
    """Return the number of first tries on the study day of `now`."""
    query = "select count(*) from counted where try = 1 and at >= ? and at < ?"
    ((count,),) = file.read(query, study_day(now, day_start))
    return int(count)


def first_tries_by(file: Database, column: Literal["level", "kind"]) -> dict[str, FirstTries]:
    """Return the first tries at all items, grouped by the level or the kind of the item."""
    return _first_tries(file, column)


def _first_tries(file: Database, group: str, *values: object) -> dict[str, FirstTries]:
    """Count first tries, and the correct ones among them, grouped by an SQL expression."""
    query = (
        f"select {group} as name, sum(verdict = 'right'), count(*) from counted where try = 1"
        " group by name"
    )
    rows = file.read(query, values)
    return {name: FirstTries(right, total) for name, right, total in rows}


def _offset_minutes(now: datetime) -> int:
    offset = now.utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0
