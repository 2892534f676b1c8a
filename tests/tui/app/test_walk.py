"""A short random walk over the keys; `tests/soak/presses.py` is a long one."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from tests.tui.proven import FakeRunner
from tests.tui.studied import StudyDesk
from tests.tui.walk import Log, recording, walk
from torchquiz.engine.progress.store import Store
from torchquiz.engine.sandbox.job import Job, Outcome

PRESSES = 200


class Quick(FakeRunner):
    """A fake runner that trains without delay."""

    def follow(self, job: Job, watch: Callable[[str], bool]) -> Outcome:
        """Report one epoch and end."""
        learner = "@begin 4 2\n@batch 1 2 0.8 100.0\n@epoch 1 0.85 0.5 110.0\n"
        watch(learner)
        return Outcome("finished", output=learner, elapsed_ms=110.0)


def test_random_keys_never_crash_the_app_or_lose_an_attempt(tmp_path: Path) -> None:
    desk, log, luck = StudyDesk(tmp_path), Log(), Random(4)
    desk.runner = Quick()
    with recording(log):
        while log.presses.total() < PRESSES:
            walk(desk.app(), luck, PRESSES - log.presses.total(), log)
    with closing(Store(tmp_path / "progress.db")) as store:
        assert log.graded
        assert log.differs_from(store) == {}
    assert len(log.presses) > 5, log.table()
