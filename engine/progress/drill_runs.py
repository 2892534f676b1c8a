"""Saves the results of drills. Results are only ever added, never changed."""

from datetime import datetime

from msgspec import Struct

from torchquiz.engine.progress.database import Database
from torchquiz.engine.progress.stored_time import stored


class DrillRun(Struct, frozen=True):
    """The result of a finished drill."""

    lesson: str
    drill: str
    right: int
    answered: int
    seconds: float
    """Total number of seconds that the answers took."""
    at: datetime

    @property
    def rank(self) -> tuple[int, int]:
        """The sort key: more correct answers rank higher, then fewer wrong answers."""
        return self.right, -self.answered


def add_run(file: Database, run: DrillRun) -> None:
    """Save the result of a drill.

    Raises:
        StoreError: the disk cannot be written to.
    """
    with file.writing("save your score") as db:
        db.execute(
            "insert into drill_run (lesson, drill, right, answered, seconds, at)"
            " values (?, ?, ?, ?, ?, ?)",
            (run.lesson, run.drill, run.right, run.answered, run.seconds, stored(run.at)),
        )


def drill_runs(file: Database, lesson: str, drill: str) -> list[DrillRun]:
    """Return the results of a drill, oldest first."""
    rows = file.read(
        "select lesson, drill, right, answered, seconds, at from drill_run"
        " where lesson = ? and drill = ? order by id",
        (lesson, drill),
    )
    return [
        DrillRun(name, drill_id, right, answered, seconds, datetime.fromisoformat(at))
        for name, drill_id, right, answered, seconds, at in rows
    ]


def best_run(runs: list[DrillRun]) -> DrillRun | None:
    """Return the best result, the earliest of several equal ones, or None if `runs` is empty."""
    return max(runs, key=lambda run: run.rank, default=None)
