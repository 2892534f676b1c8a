"""Figures of all that was answered, over time, by level and by lesson: one pass over an index each, so that years stay quick."""

from dataclasses import dataclass
from datetime import date, datetime

from torchquiz.engine.models.proven import LEVELS, Level
from torchquiz.engine.progress.database import Database


@dataclass(frozen=True, slots=True)
class Share:
    """How many first tries there were, and how many of them were right."""

    right: int
    total: int

    @property
    def part(self) -> float:
        """From 0 to 1; 0 when there were none."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures at one moment."""

    by_day: dict[date, Share]
    """By day in the learner's zone, oldest first; days without a first try are left out."""
    by_level: dict[Level, Share]
    by_lesson: dict[str, Share]
    """Most answered first."""
    seconds: float
    """Time spent on answers, later tries included."""

    @property
    def overall(self) -> Share:
        """All first tries together."""
        shares = self.by_day.values()
        return Share(sum(one.right for one in shares), sum(one.total for one in shares))


def statistics(file: Database, now: datetime) -> Statistics:
    """The figures of everything that was stored; days are those of the zone of `now`."""
    levels = _shares(file, "level")
    lessons = _shares(file, "lesson")
    days = _shares(file, "date(at, ?)", f"{_offset_minutes(now):+d} minutes")
    ((elapsed_ms,),) = file.read("select coalesce(sum(elapsed_ms), 0) from attempt")
    return Statistics(
        by_day={date.fromisoformat(day): days[day] for day in sorted(days)},
        by_level={level: levels.get(level, Share(0, 0)) for level in LEVELS},
        by_lesson=dict(sorted(lessons.items(), key=lambda pair: (-pair[1].total, pair[0]))),
        seconds=elapsed_ms / 1000,
    )


def _shares(file: Database, group: str, *values: object) -> dict[str, Share]:
    query = f"select {group} as one, sum(verdict = 'right'), count(*) from attempt where try = 1 group by one"
    return {one: Share(right, total) for one, right, total in file.read(query, values)}


def _offset_minutes(now: datetime) -> int:
    offset = now.utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0
