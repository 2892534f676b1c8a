"""The real worker with real torch returns every outcome as a value, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

import pytest

from tests import ROOT
from tests.engine.processes import all_end, descendants, handles, running
from torchquiz.engine.errors import WorkerError
from torchquiz.engine.models.authored import Written
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox import forking, worker_process
from torchquiz.engine.sandbox import pool as pool_module
from torchquiz.engine.sandbox.files import OUTPUT_CAP
from torchquiz.engine.sandbox.forking import ForkingRunner
from torchquiz.engine.sandbox.job import Ask, Block, Goal, Job, Outcome, Raised
from torchquiz.engine.sandbox.job_runner import CLOSED, Watch
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.worker_process import WorkerProcess

pytest_plugins = ["tests.engine.fixtures"]

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def run(pool: Pool, code: str, *asks: str, timeout_s: float = 10.0, seed: int = 0) -> Outcome:
    return pool.run(
        Job((Block(code),), tuple(Ask(ask) for ask in asks), seed=seed, timeout_s=timeout_s)
    )


def asked(pool: Pool, code: str, ask: str, seed: int = 0) -> Value:
    (answer,) = run(pool, code, ask, seed=seed).answers
    assert isinstance(answer, Value), answer
    return answer


def raised(outcome: Outcome) -> Raised:
    assert outcome.ended == "finished" and outcome.raised is not None, outcome
    return outcome.raised


def worker_of(pool: Pool) -> int:
    """Return the id of the worker process, as seen from this process."""
    run(pool, "x = 1")
    worker = pool._workers[0]
    assert isinstance(worker, ForkingRunner) and worker._process is not None
    return worker._process.pid


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Queue[int]:
    """Return a queue that receives the worker's process id each time a snippet starts to run."""
    begun: Queue[int] = Queue()
    await_start = ForkingRunner._await_start

    def record_start(self: ForkingRunner, process: WorkerProcess, watch: Watch | None) -> bool:
        has_started = await_start(self, process, watch)
        begun.put(process.pid)
        return has_started

    monkeypatch.setattr(ForkingRunner, "_await_start", record_start)
    return begun


# Outcomes of a snippet


@pytest.mark.parametrize(
    ("expression", "tag", "text"),
    [
        ("torch.zeros(1, 6, 28, 28).shape", "shape", "(1, 6, 28, 28)"),
        ("torch.double", "dtype", "torch.float64"),
        ("torch.tensor([1, 2])", "tensor", "tensor([1, 2])"),
        ("torch.tensor(0.8).item()", "float", "0.8"),
        ("float('nan')", "float", "nan"),
        ("7", "int", "7"),
        ("True", "bool", "True"),
        ("None", "NoneType", "None"),
        ("'a\\nb'", "str", "a\nb"),
        ("(1, [2.5, 'x'])", "tuple", "(1, [2.5, 'x'])"),
        ("{'a': 1}", "dict", "{'a': 1}"),
        ("torch.nn.Linear", "class", "torch.nn.modules.linear.Linear"),
        ("torch.device('cpu')", "device", "cpu"),
        ("torch.zeros(5000)", "other", "tensor([0., 0., 0.,  ..., 0., 0., 0.])"),
        ("torch.zeros(2, device='meta')", "other", "tensor(..., device='meta', size=(2,))"),
    ],
)
def test_a_value_is_reported_with_its_tag_and_text(
    pool: Pool, expression: str, tag: str, text: str
) -> None:
    value = asked(pool, "import torch", expression)
    assert (value.tag, value.text) == (tag, text)


def test_the_numbers_of_a_tensor_are_reported_as_data(pool: Pool) -> None:
    data = asked(pool, "import torch", "torch.tensor([[1.5, float('inf')]])").data
    assert data == {"dtype": "torch.float32", "shape": [1, 2], "data": [1.5, "inf"]}


def test_output_and_warnings_are_reported_separately(pool: Pool) -> None:
    outcome = run(pool, "import sys\nprint('größe', 3)\nprint('oh', file=sys.stderr)")
    assert (outcome.output, outcome.warnings) == ("größe 3\n", "oh\n")


def test_output_of_an_ask_is_reported_too(pool: Pool) -> None:
    assert run(pool, "print('a')", "print('b')").output == "a\nb\n"


def test_code_of_a_subclass_of_str_is_run(pool: Pool) -> None:
    outcome = pool.run(Job((Block(Written("x = 6")),), (Ask(Written("x * 7")),)))
    assert outcome.answers == (Value("int", 42, "42"),)


def test_a_text_is_formatted_as_in_an_f_string(pool: Pool) -> None:
    job = Job(
        (Block("import torch\nx = torch.zeros(2, 3)\nloss = 2 / 3"),),
        (Ask("loss", "text", ".3f"), Ask("x.shape", "text")),
    )
    assert pool.run(job).answers == ("0.667", "(2, 3)")


def test_a_goal_shows_the_part_that_decided_it(pool: Pool) -> None:
    asks = (Ask("x > 2 and y == 5", "goal"), Ask("x > 2 and y == 4", "goal"))
    assert pool.run(Job((Block("x, y = 3, 4"),), asks)).answers == (
        Goal(False, (("y", "4"),)),
        Goal(True, (("x", "3"),)),
    )


def test_a_goal_that_is_not_a_truth_value_raises(pool: Pool) -> None:
    (answer,) = pool.run(
        Job((Block("import torch"),), (Ask("torch.ones(2) == 1", "goal"),))
    ).answers
    assert isinstance(answer, Raised) and answer.type == "RuntimeError"


def test_a_class_is_reported_with_all_that_it_inherits_from(pool: Pool) -> None:
    asks = (Ask("IndexError", "class"), Ask("int", "class"))
    index, number = pool.run(Job((), asks)).answers
    assert index == ("IndexError", "LookupError", "Exception", "BaseException")
    assert isinstance(number, Raised) and number.type == "TypeError"


def test_an_ask_that_raises_does_not_affect_the_others(pool: Pool) -> None:
    first, second = run(pool, "x = 1", "nowhere", "x").answers
    assert isinstance(first, Raised) and first.type == "NameError"
    assert isinstance(second, Value) and second.data == 1


def test_asks_may_use_parameters_which_never_hide_the_snippets_names(pool: Pool) -> None:
    job = Job((Block("size = 9"),), (Ask("size"), Ask("pads")), names={"size": 1, "pads": [1, 2]})
    assert [answer.text for answer in pool.run(job).answers if isinstance(answer, Value)] == [
        "9",
        "(1, 2)",
    ]


def test_the_time_of_a_snippet_does_not_include_its_setup(pool: Pool) -> None:
    setup = Block(
        "from time import perf_counter\nend = perf_counter() + 0.1\n"
        "while perf_counter() < end: pass",
        role="setup",
    )
    assert pool.run(Job((setup, Block("x = 1")))).elapsed_ms < 80


def test_an_object_whose_repr_raises_is_reported_as_that_exception(pool: Pool) -> None:
    (answer,) = run(
        pool, "class A:\n    def __repr__(self): raise ValueError('no')\na = A()", "a"
    ).answers
    assert isinstance(answer, Raised) and answer.sentence == "ValueError: no"


# The line of an exception


def test_an_exception_names_the_line_of_the_yaml_file(pool: Pool) -> None:
    code = "import torch\nlayer = torch.nn.Linear(3, 2)\nlayer(torch.zeros(1, 4))\n"
    error = raised(pool.run(Job((Block(code, "quizzes/mine.yaml", 40),))))
    assert (error.type, error.path, error.line, error.snippet_line) == (
        "RuntimeError",
        "quizzes/mine.yaml",
        42,
        3,
    )
    assert error.message == "mat1 and mat2 shapes cannot be multiplied (1x4 and 3x2)"
    assert error.lineage == ("RuntimeError", "Exception", "BaseException")


def test_an_exception_that_is_not_a_builtin_has_its_module(pool: Pool) -> None:
    assert raised(run(pool, "import json\njson.loads('{')")).lineage[:2] == (
        "json.decoder.JSONDecodeError",
        "ValueError",
    )


def test_a_syntax_error_names_its_line(pool: Pool) -> None:
    error = raised(pool.run(Job((Block("x = 1\ny = (2\n", "mine.yaml", 10),))))
    assert (error.type, error.message, error.line, error.snippet_line) == (
        "SyntaxError",
        "'(' was never closed",
        11,
        2,
    )


def test_an_exception_in_a_function_names_the_line_within_it(pool: Pool) -> None:
    code = "def half(x):\n    return x / 0\n\nhalf(1)"
    assert raised(run(pool, code)).snippet_line == 2


def test_an_exception_in_a_function_of_the_setup_names_the_snippets_line(pool: Pool) -> None:
    setup = Block("def fail():\n    raise ValueError('no')", "mine.yaml", 3, "setup")
    error = raised(pool.run(Job((setup, Block("x = 1\nfail()", "mine.yaml", 20)))))
    assert (error.line, error.snippet_line, error.role) == (21, 2, "snippet")


def test_after_an_exception_in_the_setup_the_snippet_does_not_run(pool: Pool) -> None:
    outcome = pool.run(
        Job((Block("1 / 0", "mine.yaml", 3, "setup"), Block("print('never')", "mine.yaml", 20)))
    )
    assert (raised(outcome).role, raised(outcome).line, outcome.output) == ("setup", 3, "")


@pytest.mark.parametrize(
    "code", ["raise SystemExit(3)", "import sys; sys.exit(3)", "raise KeyboardInterrupt", "exit()"]
)
def test_exiting_by_an_exception_is_reported_as_an_exception(pool: Pool, code: str) -> None:
    assert raised(run(pool, code)).type in ("SystemExit", "KeyboardInterrupt", "NameError")


# Snippets that do not finish


def test_a_snippet_that_takes_too_long_is_stopped(pool: Pool) -> None:
    outcome = run(pool, "print('so far', flush=True)\nwhile True: pass", timeout_s=0.2)
    assert (outcome.ended, outcome.reason, outcome.output) == (
        "timeout",
        "it was stopped after 0.2 s",
        "so far\n",
    )
    assert outcome.failure == outcome.reason and asked(pool, "x = 1", "x").data == 1


@LINUX
def test_time_in_which_other_programs_run_does_not_count_towards_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    processor = min(os.sched_getaffinity(0))
    monkeypatch.setattr(pool_module, "_processors", lambda jobs: [frozenset({processor})])
    busy = "import time\nend = time.perf_counter() + SECONDS\nwhile time.perf_counter() < end: pass"
    with Pool(1) as pinned:
        assert run(pinned, "x = 1").ended == "finished"
        # Each has its own session, because Linux may share a processor evenly among sessions.
        spin = "print(flush=True)\nwhile True: pass"
        others = [
            subprocess.Popen(
                ["taskset", "--cpu-list", str(processor), sys.executable, "-c", spin],
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            for _ in range(3)
        ]
        try:
            for other in others:
                assert other.stdout and other.stdout.readline()
            in_time = run(pinned, busy.replace("SECONDS", "1.5"), timeout_s=1.0)
            endless = run(pinned, busy.replace("SECONDS", "60"), timeout_s=0.5)
        finally:
            for other in others:
                other.kill()
                other.communicate()
    assert (in_time.ended, endless.ended) == ("finished", "timeout")


def test_an_idle_snippet_is_stopped_when_its_time_is_up(pool: Pool) -> None:
    began = time.perf_counter()
    outcome = run(pool, "import time; time.sleep(60)", timeout_s=1.0)
    assert outcome.ended == "timeout" and time.perf_counter() - began < 3


def test_a_snippet_that_blocks_every_signal_is_stopped(pool: Pool) -> None:
    code = (
        "import os, signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
        "os.kill(os.getpid(), 19)"
    )
    assert run(pool, code, timeout_s=0.2).ended == "timeout"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os._exit(3)", "it exited with status 3"),
        ("import os; os._exit(0)", "it exited before it could report its results"),
        ("import os; os.abort()", "it was killed by SIGABRT"),
        ("import ctypes; ctypes.string_at(0)", "it was killed by SIGSEGV"),
        ("print('x' * 2_000_000)", "it printed more than 1024 KiB"),
        ("while True: print('x' * 1000)", "it printed more than 1024 KiB"),
    ],
)
def test_a_snippet_that_ends_its_own_process_is_killed(pool: Pool, code: str, reason: str) -> None:
    outcome = run(pool, code, "1")
    assert (outcome.ended, outcome.answers) == ("killed", ())
    assert reason == outcome.reason


@LINUX
def test_a_snippet_that_is_killed_from_outside_every_time_is_lost(
    pool: Pool, started: Queue[int]
) -> None:
    idle = set(descendants(worker_of(pool)))
    started.queue.clear()
    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(run, pool, "while True: pass")
        for _ in range(3):
            worker = started.get(timeout=30)
            while not (children := set(descendants(worker)) - idle):
                time.sleep(0.01)
            os.kill(children.pop(), signal.SIGKILL)
        outcome = future.result(30)
    assert (outcome.ended, outcome.reason) == ("lost", "it was killed by SIGKILL 3 times")


@LINUX
@pytest.mark.parametrize(
    "code",
    [
        "import os; os.kill(os.getpid(), 9)",
        "import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 1))\nwhile True: pass",
    ],
)
def test_a_snippet_cannot_kill_itself_to_be_run_again(pool: Pool, code: str) -> None:
    outcome = run(pool, code)
    if not pool.layers["seccomp"].is_active:
        pytest.skip("needs seccomp")
    assert raised(outcome).type in ("PermissionError", "ValueError")


def test_only_the_beginning_of_too_much_output_is_kept(pool: Pool) -> None:
    outcome = run(pool, "while True: print('x' * 99)")
    assert len(outcome.output) == OUTPUT_CAP and outcome.output.startswith("x" * 99 + "\n")


def test_a_snippet_that_writes_too_many_warnings_is_stopped(pool: Pool) -> None:
    outcome = run(pool, "import sys\nwhile True: print('x' * 1000, file=sys.stderr)", timeout_s=5)
    assert outcome.reason == "it printed more than 1024 KiB" and len(outcome.warnings) == OUTPUT_CAP


@pytest.mark.parametrize("code", ["x = 'a' * 5_000_000", "x = [list(range(4000))] * 40"])
def test_a_value_that_is_too_large_to_report_is_an_outcome(pool: Pool, code: str) -> None:
    outcome = run(pool, code, "x")
    assert (outcome.ended, outcome.reason) == ("killed", "its values are too large to report")


def test_a_tensor_larger_than_memory_is_an_exception(pool: Pool) -> None:
    error = raised(run(pool, "import torch\ntorch.empty(100_000_000_000)"))
    assert (
        error.type == "RuntimeError" and "you tried to allocate 400000000000 bytes" in error.message
    )


def test_a_file_may_not_grow_large(pool: Pool, tmp_path: Path) -> None:
    error = raised(run(pool, f"open({str(tmp_path / 'big')!r}, 'wb').write(bytes(3_000_000))"))
    assert "OSError" in error.lineage
    assert not (tmp_path / "big").exists() or (tmp_path / "big").stat().st_size <= 1 << 20


@pytest.mark.parametrize(
    "code",
    ["import sys; sys.stdout = None", "import sys; sys.stdout.close()", "import os; os.close(1)"],
)
def test_a_snippet_may_close_its_output(pool: Pool, code: str) -> None:
    outcome = run(pool, code, "1 + 1")
    assert outcome.failure == "" and outcome.answers == (Value("int", 2, "2"),)


def test_a_snippet_cannot_break_the_next_one(pool: Pool) -> None:
    run(
        pool,
        "import torch, builtins\ntorch.nn = None\ntorch.set_default_dtype(torch.float64)\n"
        "builtins.len = None\nleft = 1",
    )
    assert asked(
        pool,
        "import torch",
        "(torch.nn is not None, torch.rand(1).dtype, len([]), 'left' in globals())",
    ).text == ("(True, torch.float32, 0, False)")


# Watchers


def test_a_watcher_sees_output_as_it_is_printed_and_cancels_the_snippet(pool: Pool) -> None:
    seen: list[str] = []

    def watch(printed: str) -> bool:
        seen.append(printed)
        return "epoch 2" not in printed

    code = "import time\nfor epoch in range(999):\n    print('epoch', epoch)\n    time.sleep(0.1)"
    outcome = pool.run(Job((Block(code),)), watch)
    assert (outcome.ended, outcome.failure, outcome.answers) == (
        "cancelled",
        "it was cancelled",
        (),
    )
    assert outcome.output.startswith("epoch 0\nepoch 1\nepoch 2\n") and len(seen) > 1
    assert all(outcome.output.startswith(printed) for printed in seen)
    assert asked(pool, "x = 1", "x").data == 1


def test_a_watcher_that_never_cancels_changes_nothing(pool: Pool) -> None:
    outcome = pool.run(
        Job((Block("print('größe')\nimport time; time.sleep(0.3)\nx = 1"),), (Ask("x"),)),
        lambda printed: True,
    )
    assert (outcome.ended, outcome.output, outcome.answers) == (
        "finished",
        "größe\n",
        (Value("int", 1, "1"),),
    )


def test_a_watched_snippet_has_the_same_time_limit(pool: Pool) -> None:
    outcome = pool.run(
        Job((Block("print('on')\nwhile True: pass"),), timeout_s=0.3), lambda printed: True
    )
    assert (outcome.ended, outcome.output) == ("timeout", "on\n")


def test_a_watcher_sees_no_control_codes(pool: Pool) -> None:
    seen: list[str] = []
    code = (
        r"import sys; sys.stdout.buffer.write(b'\x1b[2J\xc3'); sys.stdout.buffer.flush()"
        "\nwhile True: pass"
    )
    pool.run(Job((Block(code),)), lambda printed: seen.append(printed) or not printed)  # type: ignore[func-returns-value]
    assert seen[-1] == "␛[2J"


def test_a_snippet_is_cancelled_while_its_worker_still_starts() -> None:
    with Pool(1) as pool:
        outcome = pool.run(Job((Block("print('never')"),)), lambda printed: False)
        assert (outcome.ended, outcome.output) == ("cancelled", "")
        assert asked(pool, "x = 1", "x").data == 1


def test_a_watcher_that_raises_ends_the_snippet_and_the_next_one_runs(pool: Pool) -> None:
    def fail(printed: str) -> bool:
        raise LookupError(printed)

    with pytest.raises(LookupError):
        pool.run(Job((Block("while True: pass"),)), fail)
    assert asked(pool, "x = 1", "x").data == 1


# The snippet's surroundings


def test_standard_input_is_empty(pool: Pool) -> None:
    assert asked(pool, "import sys\nx = sys.stdin.read()", "x").data == ""
    assert raised(run(pool, "input()")).type == "EOFError"


@pytest.mark.parametrize(
    "draw", ["torch.rand(3)", "random.random()", "numpy.random.rand(3).tolist()"]
)
def test_the_seed_decides_every_draw(pool: Pool, draw: str) -> None:
    first, again, other = (
        asked(pool, "import torch, random, numpy", draw, seed=seed) for seed in (0, 0, 1)
    )
    assert first == again
    assert first != other


@LINUX
def test_a_snippet_runs_on_one_thread(pool: Pool) -> None:
    code = (
        "import torch, resource, time\nbefore, began = time.process_time(), time.perf_counter()\n"
        "for _ in range(20): torch.nn.Conv2d(3, 8, 3)(torch.rand(8, 3, 64, 64)).sum().backward()\n"
        "spent = (time.process_time() - before) / (time.perf_counter() - began)"
    )
    assert asked(pool, code, "(torch.get_num_threads(), spent < 1.1)").text == "(1, True)"


def test_a_snippet_sees_neither_the_users_environment_nor_folder(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    names = asked(pool, "import os", "sorted(os.environ)").text
    assert "SECRET" not in names and "HOME" not in names
    assert asked(pool, "import os", "os.getcwd()").data == "/"


# What is left behind


MARK = f"86400.{os.getpid()}"
"""The seconds for which a snippet's processes would sleep; the tests find them by this number."""


@LINUX
@pytest.mark.parametrize("alone", [False, True])
def test_a_process_that_a_snippet_starts_ends_with_it(pool: Pool, alone: bool) -> None:
    before = descendants(worker_of(pool))
    run(
        pool, f"import subprocess\nsubprocess.Popen(['sleep', '{MARK}'], start_new_session={alone})"
    )
    assert running(MARK) == [] and descendants(worker_of(pool)) == before


@LINUX
def test_an_orphan_in_its_own_session_ends_too(pool: Pool) -> None:
    before = descendants(worker_of(pool))
    code = f"""
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "{MARK}"])
    os._exit(0)
os.wait()
"""
    run(pool, code)
    assert running(MARK) == [] and descendants(worker_of(pool)) == before


def test_a_thread_that_keeps_running_is_not_waited_for(pool: Pool) -> None:
    code = "import threading\nthreading.Thread(target=threading.Event().wait).start()"
    assert run(pool, code, "1", timeout_s=3).ended == "finished"


@LINUX
def test_processes_end_with_a_snippet_that_takes_too_long(pool: Pool) -> None:
    before = descendants(worker_of(pool))
    outcome = run(
        pool,
        f"import subprocess\nsubprocess.Popen(['sleep', '{MARK}'])\nwhile True: pass",
        timeout_s=0.2,
    )
    assert outcome.ended == "timeout" or outcome.failure
    assert running(MARK) == [] and descendants(worker_of(pool)) == before


@LINUX
def test_two_hundred_runs_leave_no_file_open_on_either_side(pool: Pool) -> None:
    worker = worker_of(pool)
    before = [len(os.listdir(f"/proc/{pid}/fd")) for pid in (os.getpid(), worker)]
    for _ in range(200):
        run(pool, "x = 1", "x")
    assert [len(os.listdir(f"/proc/{pid}/fd")) for pid in (os.getpid(), worker)] == before


@LINUX
def test_a_closed_pool_leaves_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = len(os.listdir("/proc/self/fd"))
    with (tmp_path / "ours").open("w") as ours, Pool(1) as pool:
        os.set_inheritable(ours.fileno(), True)
        worker = worker_of(pool)
        link = f"/proc/self/fd/{ours.fileno()}"
        is_ours = f"os.path.exists({link!r}) and os.readlink({link!r}) == {ours.name!r}"
        assert not asked(pool, "import os", is_ours).data
    assert not Path(f"/proc/{worker}").exists()
    assert os.listdir(tmp_path) == ["ours"]
    assert len(os.listdir("/proc/self/fd")) == before


@LINUX
def test_the_worker_and_its_snippet_end_when_the_parent_is_killed() -> None:
    code = """
from torchquiz.engine.sandbox.forking import ForkingRunner
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.job import Block, Job
await_start = ForkingRunner._await_start
def record_start(self, process, watch):
    await_start(self, process, watch)
    print(process.pid, flush=True)
    return True
ForkingRunner._await_start = record_start
Pool(1).run(Job((Block("while True: pass"),), timeout_s=60))
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        below = descendants(worker)
        opened = handles([worker, *below])
        parent.kill()
    assert below and all_end(opened, 10)


@LINUX
def test_a_worker_that_cannot_check_its_link_ends_with_its_parent_too(pool: Pool) -> None:
    """Suspend the worker, which then behaves like a worker that is busy importing torch."""
    if not (run(pool, "x = 1").failure == "" and pool.layers["namespaces"].is_active):
        pytest.skip("needs namespaces, where the process outside notices")
    code = """
from torchquiz.engine.sandbox.job_runner import CLOSED, Watch
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.job import Block, Job
pool = Pool(1)
pool.run(Job((Block("x = 1"),)))
print(pool._workers[0]._process.pid, flush=True)
input()
"""
    words = [sys.executable, "-c", code]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        (inside,) = descendants(worker)
        opened = handles([worker, inside])
        os.kill(inside, signal.SIGSTOP)
        parent.kill()
    assert all_end(opened, 5)


# Workers that die


@LINUX
def test_a_snippet_that_kills_the_worker_is_lost_and_the_next_one_runs(pool: Pool) -> None:
    before = worker_of(pool)
    outcome = run(pool, "import os; os.kill(os.getppid(), 9)", "1")
    if outcome.ended == "lost":  # impossible where the worker has its own namespace
        assert outcome.reason == "the worker died twice while running it"
        assert worker_of(pool) != before
    assert asked(pool, "x = 1", "x").data == 1


@LINUX
def test_a_worker_that_was_killed_between_jobs_is_replaced(pool: Pool) -> None:
    before = worker_of(pool)
    opened = handles([before])
    os.kill(before, signal.SIGKILL)
    assert all_end(opened, 10)
    assert worker_of(pool) != before


@LINUX
def test_a_snippet_whose_worker_is_killed_ends_and_runs_again_on_a_new_worker(
    pool: Pool, started: Queue[int]
) -> None:
    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(run, pool, "while True: pass", timeout_s=1)
        first = started.get(timeout=30)
        below = descendants(first)
        opened = handles(below)
        os.kill(first, signal.SIGKILL)
        second = started.get(timeout=30)
        assert future.result(30).ended == "timeout" and second != first
    assert below and all_end(opened, 5), "the snippet outlived its worker"


def test_a_worker_that_cannot_start_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "zygote.py"
    broken.write_text("import torch_is_not_installed")
    monkeypatch.setattr(worker_process, "ZYGOTE", broken)
    with Pool(1) as pool, pytest.raises(WorkerError) as error:
        run(pool, "x = 1")
    assert str(error.value) == (
        "The worker cannot start: ModuleNotFoundError: No module named 'torch_is_not_installed'."
        f" Is PyTorch installed for {sys.executable}?"
    )


def test_a_worker_that_exits_without_a_message_is_reported_by_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "zygote.py"
    broken.write_text("raise SystemExit(4)")
    monkeypatch.setattr(worker_process, "ZYGOTE", broken)
    with Pool(1) as pool, pytest.raises(WorkerError, match="it exited with status 4"):
        run(pool, "x = 1")


@LINUX
def test_a_worker_that_is_killed_while_it_starts_is_reported_as_killed() -> None:
    with Pool(1) as pool, ThreadPoolExecutor(1) as threads:
        before = set(descendants(os.getpid()))
        future = threads.submit(run, pool, "x = 1")
        while not future.done():
            # The youngest one is the process inside the namespaces, as soon as that exists.
            for pid in sorted(set(descendants(os.getpid())) - before)[-1:]:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        with pytest.raises(WorkerError, match="was killed by SIGKILL while it was starting"):
            future.result()


def test_a_worker_that_hangs_is_reported_as_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "zygote.py"
    broken.write_text("import time\ntime.sleep(60)")
    monkeypatch.setattr(worker_process, "ZYGOTE", broken)
    monkeypatch.setattr(forking, "START_S", 0.2)
    with Pool(1) as pool, pytest.raises(WorkerError, match="did not start in time"):
        run(pool, "x = 1")


# A pool


def test_jobs_from_several_threads_have_their_outcomes_in_order(pool: Pool) -> None:
    before = pool.snippets_run
    outcomes = pool.map(Job((Block(f"x = {number}"),), (Ask("x"),)) for number in range(20))
    assert [outcome.answers[0] for outcome in outcomes] == [
        Value("int", number, str(number)) for number in range(20)
    ]
    with ThreadPoolExecutor(4) as threads:
        values = list(threads.map(lambda number: asked(pool, f"x = {number}", "x").data, range(20)))
    assert values == list(range(20)) and pool.snippets_run == before + 40


@LINUX
def test_workers_share_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 4, 5, 7})
    assert pool_module._processors(2) == [{0, 4, 7}, {1, 5}]
    assert pool_module._processors(1) == [frozenset()]
    assert pool_module._processors(6) == [frozenset()] * 6


@LINUX
def test_each_of_several_workers_runs_on_its_own_processors() -> None:
    first = min(os.sched_getaffinity(0))
    process = WorkerProcess(processors=frozenset({first}))
    try:
        assert os.sched_getaffinity(process.pid) == {first}
    finally:
        process.close(at_once=True)


@LINUX
def test_closing_a_pool_while_a_job_runs_loses_the_job_and_leaves_nothing(
    started: Queue[int],
) -> None:
    before, opened = set(descendants(os.getpid())), len(os.listdir("/proc/self/fd"))
    pool = Pool(1)
    endless = Job((Block("while True: pass"),), timeout_s=60)
    with ThreadPoolExecutor(2) as threads:
        running, waiting = threads.submit(pool.run, endless), threads.submit(pool.run, endless)
        started.get(timeout=60)
        family = handles([pid for pid in descendants(os.getpid()) if pid not in before])
        pool.close()
        assert {running.result(10).reason, waiting.result(10).reason} == {CLOSED}
    assert family and all_end(family, 10)
    assert set(descendants(os.getpid())) == before and len(os.listdir("/proc/self/fd")) == opened


def test_jobs_run_where_the_parents_standard_streams_are_closed(tmp_path: Path) -> None:
    code = f"""
import os
from pathlib import Path
from torchquiz.engine.sandbox.job import Block, Job
from torchquiz.engine.sandbox.job_runner import CLOSED, Watch
from torchquiz.engine.sandbox.pool import Pool

os.closerange(0, 3)
with Pool(1) as pool:
    Path({str(tmp_path / "output")!r}).write_text(pool.run(Job((Block("print(1)"),))).output)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert (tmp_path / "output").read_text() == "1\n"


def test_closing_a_pool_twice_or_unstarted_does_nothing() -> None:
    pool = Pool(2)
    pool.close()
    pool.close()


def test_starting_does_not_wait_for_torch() -> None:
    began = time.monotonic()
    with Pool(1) as pool:
        pool.start()
        assert time.monotonic() - began < 0.5


def test_the_seconds_of_workers_are_counted_by_the_purpose_of_their_jobs(pool: Pool) -> None:
    before = dict(pool.seconds)
    pool.run(Job((), purpose="a planted check"))
    added = {name for name, value in pool.seconds.items() if value > before.get(name, 0.0)}
    assert added == {"a planted check"}
