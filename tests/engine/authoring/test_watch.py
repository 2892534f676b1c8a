"""What is said after each save, while workers stay warm."""

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
Told = Callable[..., list[str]]


class Enough(Exception):
    """No more saves."""


@pytest.fixture
def told(pool: Pool, tmp_path: Path) -> Told:
    """What is said of a folder, each step of which is done when the watcher waits."""

    def run(folder: Path, *steps: Callable[[], object]) -> list[str]:
        left = iter(steps)

        def wait() -> None:
            step = next(left, None)
            if step is None:
                raise Enough
            step()

        lines: list[str] = []
        with (
            closing(Proofs(tmp_path / "proofs.db")) as proofs,
            threads(pool) as provers,
            suppress(Enough),
        ):
            lines.extend(watch([folder], lambda path: path.name, provers, proofs, wait))
        return lines

    return run


def saved(path: Path, text: str, at: int) -> None:
    """A file with a time of its own, so that two saves never look alike."""
    path.write_text(text)
    os.utime(path, (at, at))


def test_a_save_proves_the_lesson_again_and_nothing_else(bank: Path, told: Told) -> None:
    other = bank.with_name("other.yaml")
    other.write_text(SMALL.replace("lesson: small", "lesson: other", 1))
    lines = told(bank.parent, lambda: None, lambda: saved(bank, SMALL + "\n# a remark\n", 1))
    assert [line.split()[1] for line in lines] == ["other.yaml:", "small.yaml:", "small.yaml:"]
    assert all("all proven" in line for line in lines) and ", 0 snippets run." in lines[-1]


def test_a_fault_is_told_and_then_that_it_is_gone(bank: Path, told: Told) -> None:
    faulty = SMALL.replace("level: easy", "level: simple", 1)
    assert faulty != SMALL
    lines = told(bank.parent, lambda: saved(bank, faulty, 1), lambda: saved(bank, SMALL, 2))
    assert (
        "`level` is 'simple'" in lines[1] and "1 fault" in lines[-2] and "all proven" in lines[-1]
    )


def test_a_lesson_that_is_removed_or_made_anew_is_told(bank: Path, told: Told) -> None:
    lines = told(bank.parent, bank.unlink, lambda: saved(bank, SMALL, 1))
    assert lines[1].endswith("small.yaml: removed.") and "all proven" in lines[2]


def test_what_the_folder_shares_concerns_all_its_lessons(bank: Path, told: Told) -> None:
    lines = told(
        bank.parent, lambda: bank.with_name("misconceptions.yaml").write_text("shared: A belief.\n")
    )
    assert len(lines) == 2
