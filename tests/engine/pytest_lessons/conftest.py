"""Provides a fixture that runs pytest inside pytest, with the workers that all tests share."""

from typing import Any

import pytest

from tests.engine.pytest_lessons.runs import Proves
from torchquiz.engine.pytest_lessons import lesson_file, not_a_lesson
from torchquiz.engine.sandbox.pool import Pool

IMPORTED = (lesson_file, not_a_lesson)
"""Imported here, because pytester unloads the modules that are first imported during a run."""


@pytest.fixture
def proves(pytester: pytest.Pytester, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Proves:
    """Return a function that runs pytest on a folder of lessons."""

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
