"""What the engine's tests share: the real worker, and a place of one's own for progress and proofs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.sandbox.pool import Pool


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """One real worker for all tests; torch is imported once."""
    with Pool(1) as pool:
        yield pool


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for progress and proofs."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
