"""Fixtures of the engine's tests: the real worker, and a home for progress and proofs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.lines import Lines, lines_in
from tests.engine.said import Check, Said
from tests.engine.small_bank import SMALL
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.cli import main


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """One real worker for all tests; torch is imported once."""
    with Pool(1) as pool:
        yield pool


@pytest.fixture(scope="session")
def lines(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lines]:
    """The lesson of the guide to ways, proven once."""
    with lines_in(tmp_path_factory.mktemp("lines"), pool) as lines:
        yield lines


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for progress and proofs."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A small lesson that is true."""
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
    """Runs the command in this process, with the worker of all tests."""

    class Shared:
        def __init__(self, jobs: int) -> None:
            pass

        def __enter__(self) -> Pool:
            return pool

        def __exit__(self, *error: object) -> None:
            pass

    def run(*words: object) -> Said:
        status = main(["check", *map(str, words)])
        return Said(status, *capsys.readouterr())

    monkeypatch.setattr("torchquiz.engine.sandbox.pool.Pool", Shared)
    monkeypatch.chdir(tmp_path)
    return run
