"""The runs of drills are stored and compared, and a damaged row does no harm to the others."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from torchquiz.engine.progress.drill_runs import DrillRun, add_run, best_run, drill_runs
from torchquiz.engine.progress.store import Store

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def run(right: int, answered: int, days: int = 0, drill: str = "sums") -> DrillRun:
    return DrillRun("lesson", drill, right, answered, 61.5, NOW + timedelta(days=days))


def test_runs_are_returned_oldest_first_for_their_drill_only(tmp_path: Path) -> None:
    store = Store(tmp_path / "progress.db")
    for stored in (run(3, 5), run(4, 4, days=1), run(9, 9, drill="products")):
        add_run(store, stored)
    assert drill_runs(store, "lesson", "sums") == [run(3, 5), run(4, 4, days=1)]
    store.close()


def test_the_best_run_has_most_right_and_then_fewest_wrong() -> None:
    assert best_run([run(4, 9), run(5, 9, 1), run(5, 6, 2), run(5, 6, 3)]) == run(5, 6, 2)
    assert best_run([]) is None


def test_a_damaged_run_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    store = Store(path)
    add_run(store, run(3, 5))
    with store.writing("damage a row") as db:
        db.execute(
            "insert into drill_run (lesson, drill, right, answered, seconds, at)"
            " values ('lesson', 'sums', 7, 5, 1.0, '2026-03-01T09:00:00.000+00:00')"
        )
    store._db.close()
    again = Store(path)
    assert "1 entry was damaged" in again.notice
    assert drill_runs(again, "lesson", "sums") == [run(3, 5)]
    again.close()
