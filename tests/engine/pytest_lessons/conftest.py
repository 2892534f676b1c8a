"""Runs pytest within pytest, with the worker of all tests."""

from typing import Any

import pytest

from tests.engine.pytest_lessons.runs import Proves
from torchquiz.engine.pytest_lessons import lesson_file, not_a_lesson
from torchquiz.engine.sandbox.pool import Pool

IMPORTED = (lesson_file, not_a_lesson)
"""Imported here, since pytest's own tests forget whatever is first imported within a run."""


@pytest.fixture
def proves(pytester: pytest.Pytester, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Proves:
    """Runs pytest over a folder of lessons."""

    class Shared:
        def __init__(self, jobs: int) -> None:
            pass

        def close(self) -> None:
            pass

        def __getattr__(self, name: str) -> Any:
            return getattr(pool, name)

    def run(*words: str, **files: str) -> pytest.RunResult:
        for name, text in files.items():
            (pytester.path / f"{name}.yaml").write_text(text)
        return pytester.runpytest_inprocess(*words)

    monkeypatch.setattr("torchquiz.engine.pytest_lessons.proof_run.Pool", Shared)
    return run
