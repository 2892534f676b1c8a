"""On a system without fork, each job has its own process, with the same outcomes and no leftovers.

The job objects of Windows are tested with a fake that records the calls.
"""

import ctypes
import marshal
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.engine.processes import all_end, descendants, handles
from torchquiz.engine.errors import WorkerError
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox import pool as pool_module
from torchquiz.engine.sandbox import spawning
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome
from torchquiz.engine.sandbox.job_runner import CLOSED
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.spawning import SpawningRunner
from torchquiz.engine.sandbox.windows import CREATION_FLAGS, JobObject, JobObjectLimits

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def alone() -> Iterator[Pool]:
    """Return the pool that torchquiz uses on a system without `fork`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(os, "fork")
        pool = Pool(1)
    with pool:
        yield pool


def run(pool: Pool, code: str, *asks: str, timeout_s: float = 10.0) -> Outcome:
    return pool.run(Job((Block(code),), tuple(map(Ask, asks)), timeout_s=timeout_s))


def test_a_system_that_cannot_fork_gets_a_process_for_each_job(alone: Pool) -> None:
    assert [type(worker) for worker in alone._workers] == [SpawningRunner]


def test_values_output_and_warnings_come_back(alone: Pool) -> None:
    code = "import sys, torch\nx = torch.ones(2, 3)\nprint('out')\nprint('warned', file=sys.stderr)"
    outcome = run(alone, code, "x.sum()", "x.shape")
    assert (outcome.ended, outcome.output, outcome.warnings) == (
        "finished",
        "out\n",
        "warned\n",
    )
    assert [answer.text for answer in outcome.answers if isinstance(answer, Value)] == [
        "tensor(6.)",
        "(2, 3)",
    ]


def test_an_exception_names_its_line(alone: Pool) -> None:
    raised = run(alone, "import torch\ntorch.ones(2) @ torch.ones(3)").raised
    assert raised is not None and (raised.type, raised.line) == ("RuntimeError", 2)


def test_a_snippet_finds_nothing_of_the_previous_one(alone: Pool) -> None:
    run(alone, "import torch\ntorch.ones = None\nx = 1")
    assert (
        run(alone, "import torch\nprint(torch.ones(1).item(), 'x' in globals())").output
        == "1.0 False\n"
    )


def test_a_snippet_that_takes_too_long_is_stopped(alone: Pool) -> None:
    outcome = run(alone, "print('begun', flush=True)\nwhile True: pass", timeout_s=2.0)
    assert (outcome.ended, outcome.output) == ("timeout", "begun\n")


def test_a_snippet_that_prints_too_much_is_stopped(alone: Pool) -> None:
    outcome = run(alone, "while True: print('x' * 999)")
    assert (outcome.ended, outcome.reason) == ("killed", "it printed more than 1024 KiB")


def test_exiting_early_and_forging_a_report_are_noticed(alone: Pool) -> None:
    report = '{"raised": null, "elapsed_ms": 1, "answers": []}'
    forge = f"import os\nos.write(3, b'{report}')\nos._exit(0)"
    assert (
        run(alone, "import os\nos._exit(0)").reason
        == "it exited before it could report its results"
    )
    assert run(alone, forge).reason == "it tampered with the report of its results"


def test_a_watcher_ends_a_snippet(alone: Pool) -> None:
    job = Job((Block("print('one', flush=True)\nwhile True: pass"),))
    outcome = alone.run(job, watch=lambda printed: not printed)
    assert (outcome.ended, outcome.output) == ("cancelled", "one\n")


def test_standard_input_is_empty(alone: Pool) -> None:
    raised = run(alone, "input()").raised
    assert raised is not None and raised.type == "EOFError"


def test_missing_layers_are_reported(alone: Pool) -> None:
    run(alone, "x = 1")
    assert {name: layer.is_active for name, layer in alone.layers.items()} == {
        "namespaces": False,
        "landlock": False,
        "seccomp": False,
        "privileges": True,
        "limits": True,
    }


@LINUX
def test_processes_that_a_snippet_starts_end_with_it(alone: Pool) -> None:
    code = (
        "import subprocess\nother = subprocess.Popen(['/bin/sleep', '600'])\n"
        "print(other.pid, flush=True)\nwhile True: pass"
    )
    outcome = run(alone, code, timeout_s=2.0)
    assert all_end(handles([int(outcome.output)]), 10)


@LINUX
def test_a_closed_pool_leaves_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delattr(os, "fork")
    before = descendants(os.getpid())
    with Pool(1) as pool:
        run(pool, "x = 1")
        begun = handles([pid for pid in descendants(os.getpid()) if pid not in before])
        assert begun
        assert any(tmp_path.iterdir())
    assert all_end(begun, 10)
    assert not any(tmp_path.iterdir())


def test_a_worker_that_cannot_start_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "single_job.py"
    broken.write_text("raise ImportError('no torch here')")
    monkeypatch.setattr(spawning, "SINGLE_JOB", broken)
    worker = SpawningRunner()
    with pytest.raises(
        WorkerError,
        match=r"The worker cannot start: ImportError: no torch here\. Is PyTorch installed",
    ):
        worker.run(b"", 1.0, None)


def test_a_process_that_is_killed_every_time_is_lost(alone: Pool) -> None:
    outcome = run(alone, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert (outcome.ended, outcome.reason) == ("lost", "it was killed by SIGKILL 3 times")


def test_a_job_is_cancelled_while_torch_is_imported() -> None:
    worker = SpawningRunner()
    job_bytes = secrets.token_hex(16).encode() + marshal.dumps({}, pool_module.MARSHAL)
    assert worker.run(job_bytes, 1.0, lambda printed: False).stop_reason == "cancelled"


@LINUX
def test_closing_a_pool_while_a_job_runs_loses_the_job_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "fork")
    before = set(descendants(os.getpid()))
    pool, begun = Pool(1), threading.Event()

    def watch(printed: str) -> bool:
        if printed:
            begun.set()
        return True

    job = Job((Block("print('begun', flush=True)\nwhile True: pass"),), timeout_s=60)
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(pool.run, job, watch)
        assert begun.wait(60)
        family = handles([pid for pid in descendants(os.getpid()) if pid not in before])
        pool.close()
        assert running.result(10).reason == CLOSED
    assert family and all_end(family, 10) and set(descendants(os.getpid())) == before


# Job objects


class FakeWindows:
    """A stand-in for `kernel32` and `ntdll` that records the calls."""

    def __init__(self, refuses: str = "") -> None:
        self.calls: list[str] = []
        self.limits = JobObjectLimits()
        self._refuses = refuses

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> int:
            self.calls.append(name)
            if name == "SetInformationJobObject" and arguments[3] == ctypes.sizeof(JobObjectLimits):
                ctypes.memmove(ctypes.byref(self.limits), arguments[2], arguments[3])
            return 0 if name == self._refuses else 7

        vars(self)[name] = call
        return call


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        vars(process)["_handle"] = 9
        yield process
        process.kill()


def test_a_process_is_put_into_a_job_object_before_it_continues(
    process: subprocess.Popen[bytes],
) -> None:
    windows = FakeWindows()
    job_object = JobObject(process, windows, windows)
    put = [
        "CreateJobObjectW",
        "SetInformationJobObject",
        "SetInformationJobObject",
        "AssignProcessToJobObject",
    ]
    assert windows.calls == [*put, "NtResumeProcess"]
    job_object.end()
    job_object.end()
    assert windows.calls[5:] == ["TerminateJobObject", "CloseHandle"]


def test_the_limits_have_the_layout_that_windows_expects(process: subprocess.Popen[bytes]) -> None:
    """Compare offsets and sizes with the documentation for 64-bit Windows."""
    windows = FakeWindows()
    JobObject(process, windows, windows)
    raw = bytes(windows.limits)
    assert len(raw) == 144
    assert int.from_bytes(raw[16:20], "little") == 0x2508
    assert int.from_bytes(raw[40:44], "little") == 2
    assert int.from_bytes(raw[112:120], "little") == 4 << 30


@pytest.mark.parametrize(
    "call", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"]
)
def test_a_process_that_cannot_be_limited_does_not_continue(
    process: subprocess.Popen[bytes], call: str
) -> None:
    windows = FakeWindows(refuses=call)
    with pytest.raises(WorkerError, match="does not let torchquiz limit the worker"):
        JobObject(process, windows, windows)
    assert "NtResumeProcess" not in windows.calls and process.wait(10) != 0


def test_a_process_for_a_job_object_is_started_suspended() -> None:
    assert CREATION_FLAGS & 0x4


def test_a_job_leaves_no_thread_behind(alone: Pool) -> None:
    before = threading.active_count()
    run(alone, "x = 1")
    assert threading.active_count() == before
