"""If the worker is killed, the machine is to blame unless the lesson's code may be the cause."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.small_bank import SMALL
from torchquiz.engine.errors import WorkerError
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.job_runner import Layer


class KilledWorkers:
    """Fake workers whose children are always killed, with or without seccomp."""

    def __init__(self, *, has_seccomp: bool) -> None:
        self.layers = {"seccomp": Layer(has_seccomp, "a list of allowed system calls")}

    def run(self, job: Job) -> Outcome:
        """Return an outcome that says the job was lost."""
        return Outcome("lost", reason="it was killed by SIGKILL 3 times")


def prove(tmp_path: Path, workers: KilledWorkers) -> list[str]:
    """Return the messages of the faults that the proof of a small lesson reports."""
    bank = tmp_path / "bank.yaml"
    bank.write_text(SMALL)
    with ThreadPoolExecutor(1) as executor:
        proven = prove_lesson(bank, bank.name, Provers(executor, workers), None)
    return [fault.message for fault in proven.faults]


def test_a_proof_that_is_killed_from_outside_could_not_run(tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="killed by SIGKILL 3 times"):
        prove(tmp_path, KilledWorkers(has_seccomp=True))


def test_code_that_may_have_killed_itself_is_a_fault(tmp_path: Path) -> None:
    messages = prove(tmp_path, KilledWorkers(has_seccomp=False))
    assert messages and "killed by SIGKILL 3 times" in messages[0]
