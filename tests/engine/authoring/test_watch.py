"""Tests the lines that the watcher prints after each save, while the workers keep running."""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.engine.small_bank import SMALL
from torchquiz.engine.authoring.watch import watch
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]
Watched = Callable[..., list[str]]


class NoMoreSavesError(Exception):
    """Raised after the last simulated save, to end the watcher."""


@pytest.fixture
def watched(pool: Pool, tmp_path: Path) -> Watched:
    """Return a function that watches a folder and simulates one save whenever the watcher waits."""

    def run(folder: Path, *steps: Callable[[], object]) -> list[str]:
        left = iter(steps)

        def wait() -> None:
            step = next(left, None)
            if step is None:
                raise NoMoreSavesError
            step()

        lines: list[str] = []
        with (
            closing(Proofs(tmp_path / "proofs.db")) as proofs,
            threads(pool) as provers,
            suppress(NoMoreSavesError),
        ):
            lines.extend(watch([folder], lambda path: path.name, provers, proofs, wait))
        return lines

    return run


def saved(path: Path, text: str, at: int) -> None:
    """Save a file with a given modification time, so that two saves always differ."""
    path.write_text(text)
    os.utime(path, (at, at))


def test_a_save_proves_the_lesson_again_and_nothing_else(bank: Path, watched: Watched) -> None:
    other = bank.with_name("other.yaml")
    other.write_text(SMALL.replace("lesson: small", "lesson: other", 1))
    lines = watched(bank.parent, lambda: None, lambda: saved(bank, SMALL + "\n# a remark\n", 1))
    assert [line.split()[1] for line in lines] == ["other.yaml:", "small.yaml:", "small.yaml:"]
    assert all("all proven" in line for line in lines) and ", 0 snippets run." in lines[-1]


def test_a_fault_is_reported_until_it_is_fixed(bank: Path, watched: Watched) -> None:
    faulty = SMALL.replace("level: easy", "level: simple", 1)
    assert faulty != SMALL
    lines = watched(bank.parent, lambda: saved(bank, faulty, 1), lambda: saved(bank, SMALL, 2))
    assert (
        "`level` is 'simple'" in lines[1] and "1 fault" in lines[-2] and "all proven" in lines[-1]
    )


def test_a_removed_or_added_lesson_is_reported(bank: Path, watched: Watched) -> None:
    lines = watched(bank.parent, bank.unlink, lambda: saved(bank, SMALL, 1))
    assert lines[1].endswith("small.yaml: removed.") and "all proven" in lines[2]


def test_a_change_of_shared_misconceptions_proves_all_lessons_again(
    bank: Path, watched: Watched
) -> None:
    lines = watched(
        bank.parent, lambda: bank.with_name("misconceptions.yaml").write_text("shared: A belief.\n")
    )
    assert len(lines) == 2
