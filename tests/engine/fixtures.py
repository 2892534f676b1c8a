"""Fixtures for the tests of the engine: a real worker, temporary folders and the check command."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.lines import Lines, lines_in
from tests.engine.results import Check, CommandResult
from tests.engine.small_bank import SMALL
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.cli import main


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """Start one real worker for all tests, so that torch is imported only once."""
    with Pool(1) as pool:
        yield pool


@pytest.fixture(scope="session")
def lines(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lines]:
    """Prove the lesson in the guide's page `ways` once for all tests."""
    with lines_in(tmp_path_factory.mktemp("lines"), pool) as lines:
        yield lines


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Store progress and proofs in a temporary folder."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Write a small lesson without any fault, and return its path."""
    path = tmp_path / "bank" / "small.yaml"
    path.parent.mkdir()
    path.write_text(SMALL)
    return path


@pytest.fixture
def check(
    pool: Pool,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Check:
    """Return a function that runs `torchquiz check` in this process, with the shared worker."""

    class SharedPool:
        def __init__(self, jobs: int) -> None:
            pass

        def __enter__(self) -> Pool:
            return pool

        def __exit__(self, *error: object) -> None:
            pass

    def run(*words: object) -> CommandResult:
        status = main(["check", *map(str, words)])
        return CommandResult(status, *capsys.readouterr())

    monkeypatch.setattr("torchquiz.engine.sandbox.pool.Pool", SharedPool)
    # On a slow machine, a line of progress would appear among the messages.
    monkeypatch.setattr("torchquiz.engine.cli.prove_lessons.SECONDS_BETWEEN_LINES", math.inf)
    monkeypatch.chdir(tmp_path)
    return run
