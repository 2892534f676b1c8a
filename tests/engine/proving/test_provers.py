"""`torchquiz check --executor` proves items in other processes; its report is the same."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ROOT
from tests.engine.results import Check
from tests.engine.small_bank import SMALL, WRONG
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.errors import WorkerError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.models.authored import Code, Text
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proving.executors import OwnWorkers
from torchquiz.engine.proving.item import prove_item
from torchquiz.engine.sandbox.job import Job
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

SAME = (
    "lessons",
    "items",
    "variants",
    "keys",
    "distractors",
    "figures",
    "stages",
    "rules",
    "snippets_run",
    "faults",
)
ELSEWHERE = "tests.engine.executors:"


@pytest.fixture
def scheduler() -> Iterator[str]:
    """Start a Dask scheduler with two processes, as a user would, and yield its address."""
    pytest.importorskip("distributed")
    code = (
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    options = dict(n_workers=2, threads_per_worker=1, dashboard_address=None)\n"
        "    with LocalCluster(**options) as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n"
        "        input()\n"
    )
    words = [sys.executable, "-c", code]
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


def test_an_item_and_its_proof_can_be_pickled(bank: Path, pool: Pool) -> None:
    for item, ground in load_bank(bank).items:
        item_there, ground_there = pickle.loads(pickle.dumps((item, ground)))
        assert item_there == item and ground_there == ground
        assert [type(text) for _, text in item_there.texts()] == [Text] * len(list(item.texts()))
        assert type(item_there.snippet) is Code
        proof = prove_item(item_there, ground_there, "small", "2.13.0", pool)
        assert proof.item is not None and pickle.loads(pickle.dumps(proof)) == proof


def test_an_item_is_pickled_without_the_rest_of_its_lesson() -> None:
    bank = load_bank(BANKS / "conv2d.yaml")
    assert len(bank.items) > 20
    assert all(len(pickle.dumps(task)) < 32_000 for task in bank.items)


@pytest.mark.parametrize("text", [SMALL, WRONG], ids=["true", "wrong"])
def test_processes_of_an_executor_report_the_same_as_this_one(
    check: Check, bank: Path, text: str
) -> None:
    bank.write_text(text)
    here, there = (
        check(bank, "--json", "--no-cache"),
        check(bank, "--json", "--no-cache", "--executor", ELSEWHERE + "spawned"),
    )
    assert (here.status, here.err) == (there.status, there.err)
    assert {name: here.json[name] for name in SAME} == {name: there.json[name] for name in SAME}


def test_remote_proofs_are_cached_locally(check: Check, bank: Path) -> None:
    there = check(bank, "--json", "--executor", ELSEWHERE + "spawned").json
    assert there["snippets_run"] > 0
    here = check(bank, "--json").json
    assert (here["snippets_run"], here["from_cache"]) == (0, there["snippets_run"])


def test_a_dask_cluster_reports_the_same_as_this_process(
    check: Check, bank: Path, scheduler: str
) -> None:
    bank.write_text(WRONG)
    here, there = (
        check(bank, "--json", "--no-cache"),
        check(bank, "--json", "--no-cache", "--executor", scheduler),
    )
    assert (here.status, here.err) == (there.status, there.err)
    assert {name: here.json[name] for name in SAME} == {name: there.json[name] for name in SAME}


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("nowhere:pool", "No module named 'nowhere'"),
        (ELSEWHERE + "missing", "module 'tests.engine.executors' has no attribute 'missing'"),
        (ELSEWHERE + "number", "it returns int, not a concurrent.futures.Executor."),
        ("", "Empty module name"),
    ],
)
def test_a_missing_executor_ends_with_status_2_and_a_sentence(
    check: Check, bank: Path, where: str, reason: str
) -> None:
    ended = check(bank, "--executor", where)
    assert (ended.status, ended.out) == (2, "")
    assert (
        ended.err.startswith(f"torchquiz: --executor {where}: {reason}")
        and ended.err.count("\n") == 1
    )


def test_an_executor_whose_process_dies_ends_with_status_2_and_a_sentence(
    check: Check, bank: Path
) -> None:
    ended = check(bank, "--executor", ELSEWHERE + "dying")
    assert (ended.status, ended.out) == (2, "")
    assert (
        ended.err.startswith("torchquiz: The executor lost a proof (BrokenProcessPool: ")
        and ended.err.count("\n") == 1
    )


def test_without_dask_an_address_is_refused_with_advice_to_install_it(
    check: Check, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = check(bank, "--executor", "tcp://127.0.0.1:9")
    assert (ended.status, ended.err) == (
        2,
        "torchquiz: --executor needs Dask for an address: pip install 'torchquiz[dask]'.\n",
    )


def test_a_process_with_a_different_version_refuses_the_job() -> None:
    assert OwnWorkers(prover_fingerprint()) != OwnWorkers(b"another")
    with pytest.raises(WorkerError, match="run a different version of torchquiz, PyTorch or"):
        OwnWorkers(b"another").run(Job(()))
