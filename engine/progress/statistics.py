"""Figures of all answers: over time, by level and by lesson.

Each is one pass over an index, so that years of answers stay quick.
"""

from dataclasses import dataclass
from datetime import date, datetime

from torchquiz.engine.models.proven import LEVELS, Level
from torchquiz.engine.progress.database import Database


@dataclass(frozen=True, slots=True)
class FirstTries:
    """How many first tries there were, and how many of them were right."""

    right: int
    total: int

    @property
    def proportion(self) -> float:
        """The proportion of right ones, from 0 to 1; 0 if there were none."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures at one moment."""

    by_day: dict[date, FirstTries]
    """By day in the learner's zone, oldest first; days without a first try are left out."""
    by_level: dict[Level, FirstTries]
    by_lesson: dict[str, FirstTries]
    """Most answered first."""
    seconds: float
    """Time spent on answers, later tries included."""

    @property
    def overall(self) -> FirstTries:
        """All first tries together."""
        days = self.by_day.values()
        return FirstTries(sum(day.right for day in days), sum(day.total for day in days))


def statistics(file: Database, now: datetime) -> Statistics:
    """Return the figures of all stored answers; days are those of the zone of `now`."""
    levels = _first_tries(file, "level")
    lessons = _first_tries(file, "lesson")
    days = _first_tries(file, "date(at, ?)", f"{_offset_minutes(now):+d} minutes")
    ((elapsed_ms,),) = file.read("select coalesce(sum(elapsed_ms), 0) from attempt")
    return Statistics(
        by_day={date.fromisoformat(day): days[day] for day in sorted(days)},
        by_level={level: levels.get(level, FirstTries(0, 0)) for level in LEVELS},
        by_lesson=dict(sorted(lessons.items(), key=lambda pair: (-pair[1].total, pair[0]))),
        seconds=elapsed_ms / 1000,
    )


def _first_tries(file: Database, group: str, *values: object) -> dict[str, FirstTries]:
    """Return the first tries and how many of them were right, by what an SQL expression gives."""
    query = (
        f"select {group} as name, sum(verdict = 'right'), count(*) from attempt where try = 1"
        " group by name"
    )
    rows = file.read(query, values)
    return {name: FirstTries(right, total) for name, right, total in rows}


def _offset_minutes(now: datetime) -> int:
    offset = now.utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0
