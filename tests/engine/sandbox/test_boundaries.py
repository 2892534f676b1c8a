"""If a snippet fails because the sandbox forbids something, every front end explains why."""

import sys
import time
from pathlib import Path

import pytest

from tests.engine.small_bank import SMALL
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import Entered, Grade
from torchquiz.engine.models.answers import Fill, Program
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox import boundaries
from torchquiz.engine.sandbox.boundaries import boundary
from torchquiz.engine.sandbox.job import Block, Job, Outcome, Raised
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

CONFINED = pytest.mark.skipif(
    sys.platform != "linux", reason="the worker is confined only on Linux"
)

PROCESSES = [
    "import multiprocessing as m; m.Process(target=print).start()",
    "import multiprocessing as m; m.get_context('spawn').Process(target=print).start()",
    "import multiprocessing as m; m.Pool(2)",
    "import multiprocessing as m; m.Queue()",
    "import torch.multiprocessing as m; m.spawn(print, nprocs=1)",
    "from concurrent.futures import ProcessPoolExecutor as P; P(1).submit(print).result()",
    "import subprocess; subprocess.run(['ls'])",
    "import subprocess; subprocess.run('ls', shell=True)",
    "import os; os.popen('ls')",
]
FILES = [
    "torch.save(torch.ones(1), 'model.pt')",
    "torch.save(torch.ones(1), '/tmp/model.pt')",
    "torch.load('model.pt')",
    "open('a.txt')",
    "open('/tmp/a.txt', 'w')",
    "open('/etc/passwd')",
    "import pathlib; pathlib.Path('a').write_text('b')",
    "import os; os.makedirs('runs')",
    "import os; os.listdir('.')",
    "import tempfile; tempfile.TemporaryFile()",
    "import tempfile; tempfile.TemporaryDirectory()",
    "import numpy; numpy.save('a.npy', numpy.ones(2))",
    "torch.from_file('a.bin', size=3)",
    "import sqlite3; sqlite3.connect('a.db')",
]
NETWORK = [
    "import urllib.request; urllib.request.urlopen('http://example.com')",
    "import socket; socket.create_connection(('1.1.1.1', 80), 2)",
    "import socket; socket.gethostbyname('example.com')",
    "import socket; socket.socket()",
    "torch.hub.load('pytorch/vision', 'resnet18')",
    "torch.hub.load_state_dict_from_url('https://download.pytorch.org/a.pth')",
]
DEVICES = [
    "torch.ones(1).cuda()",
    "torch.ones(1, device='cuda')",
    "nn.Linear(1, 1).to('cuda')",
    "torch.ones(1, device='mps')",
    "torch.ones(1, device='xla')",
    "torch.cuda.synchronize()",
    "torch.ones(1).pin_memory()",
]
CASES = {
    boundaries.PROCESSES: PROCESSES,
    boundaries.LOADER: ["list(torch.utils.data.DataLoader(range(4), num_workers=2))"],
    boundaries.COMPILER: [
        "torch.compile(torch.sin)",
        "torch.compile(torch.sin, mode='max-autotune', backend='inductor')",
        "nn.Linear(1, 1).compile()",
        "@torch.compile\ndef f(x): return x",
        "@torch.compile(dynamic=True)\ndef f(x): return x",
        "torch._dynamo.optimize('inductor')(lambda x: x.sin() + 1)(torch.ones(2))",
    ],
    boundaries.SHARED: [
        "torch.ones(1).share_memory_()",
        "from multiprocessing import shared_memory as s; s.SharedMemory(create=True, size=8)",
    ],
    boundaries.GROUPS: [
        "import torch.distributed as d\nd.init_process_group("
        "'gloo', init_method='tcp://127.0.0.1:2345', rank=0, world_size=1)"
    ],
    boundaries.LOOP: [
        "import asyncio\nasync def f(): return 1\nasyncio.run(f())",
        "import asyncio; asyncio.new_event_loop()",
    ],
    boundaries.NETWORK: NETWORK,
    boundaries.FILES: FILES,
    boundaries.SYSTEM: ["import os; os.fork()", "import os; os.execvp('ls', ['ls'])"],
    boundaries.DEVICE: DEVICES,
    boundaries.TYPING: ["input('How many? ')", "breakpoint()"],
    boundaries.MEMORY: ["torch.ones(1 << 33)", "bytearray(8 << 30)"],
}


def run(pool: Pool, code: str) -> Outcome:
    return pool.run(Job((Block("import torch\nfrom torch import nn", role="setup"), Block(code))))


@CONFINED
@pytest.mark.parametrize(
    ("code", "sentence"), [(code, sentence) for sentence, codes in CASES.items() for code in codes]
)
def test_what_cannot_work_is_explained_in_a_sentence(pool: Pool, code: str, sentence: str) -> None:
    outcome = run(pool, code)
    assert outcome.failure and outcome.note == sentence, outcome


@pytest.mark.parametrize(
    "code",
    [
        "x = 1",
        "1 / 0",
        "raise PermissionError('mine')",
        "raise FileNotFoundError('mine')",
        "raise EOFError",
        "raise MemoryError('mine')",
        "torch.ones(1, device='gpu')",
        "torch.ones(2, 3) @ torch.ones(2, 3)",
        "raise RuntimeError('the file and the CUDA device of the network')",
        "import nowhere",
        "list(torch.utils.data.DataLoader(range(4), num_workers=-1))",
        "import subprocess; subprocess.run(1)",
        "torch.compile(torch.sin, backend='nowhere')",
    ],
)
def test_other_failures_get_no_explanation(pool: Pool, code: str) -> None:
    assert run(pool, code).note == ""


def test_a_snippet_that_never_ends_has_no_note(pool: Pool) -> None:
    assert pool.run(Job((Block("while True: pass"),), timeout_s=0.2)).note == ""


def test_compiling_is_refused_at_once(pool: Pool) -> None:
    run(pool, "x = 1")
    began = time.monotonic()
    outcome = run(pool, "net = nn.Linear(2, 2)\nfast = torch.compile(net)\nfast(torch.ones(1, 2))")
    assert (
        outcome.failure
        == "RuntimeError: torch.compile builds C++ code, which torchquiz does not let snippets do"
    )
    assert outcome.raised is not None and outcome.raised.snippet_line == 2
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("options", ["backend='eager'", "disable=True"])
def test_compiling_with_a_backend_that_builds_nothing_works(pool: Pool, options: str) -> None:
    code = (
        f"y = torch.compile(lambda x: x * 2, {options})(torch.ones(2))\nassert y.tolist() == [2, 2]"
    )
    assert run(pool, code).failure == ""


def test_every_boundary_has_a_case() -> None:
    assert {boundary.sentence for boundary in boundaries.BOUNDARIES} - set(CASES) == {
        boundaries.EXTENSIONS
    }


def test_the_first_boundary_that_matches_gives_the_sentence() -> None:
    lineage = ("PermissionError", "OSError", "Exception", "BaseException")
    through = ("multiprocessing.popen_fork", "torch.utils.data.dataloader", "__main__")
    assert boundary(lineage, "[Errno 1] Operation not permitted", through) == boundaries.LOADER
    assert (
        boundary(lineage, "[Errno 1] Operation not permitted", through[:1]) == boundaries.PROCESSES
    )
    assert boundary(lineage, "[Errno 1] Operation not permitted", ()) == boundaries.SYSTEM
    assert (
        boundary(lineage, "[Errno 1] Operation not permitted", ("multiprocessings",))
        == boundaries.SYSTEM
    )


def test_an_exception_lists_the_modules_that_it_passed_through_innermost_first(pool: Pool) -> None:
    raised = run(pool, "import json\njson.loads('{')").raised
    assert isinstance(raised, Raised)
    assert raised.through == ("json.decoder", "json", "__main__", "child")


# Where the explanation is shown


@CONFINED
@pytest.mark.parametrize(
    ("right", "planted", "remedy"),
    [
        (
            "snippet: total = torch.ones(3).sum()",
            "snippet: total = torch.load('a.pt')",
            "Fix the code so that it runs as written.",
        ),
        ("holds: torch.is_tensor(total)", "holds: torch.load('a.pt')", "Fix the expression."),
        ("torch.rand(2, 4)", "torch.load('a.pt')", "Fix the code so that it runs as written."),
        (
            'value: "(rows, columns)", misconception: stays',
            "instead: y = torch.load('a.pt'), misconception: stays",
            "Write code that runs and produces the wrong value.",
        ),
    ],
)
def test_a_lessons_fault_has_the_explanation_in_its_remedy(
    pool: Pool, tmp_path: Path, right: str, planted: str, remedy: str
) -> None:
    assert right in SMALL
    bank = tmp_path / "bank.yaml"
    bank.write_text(SMALL.replace(right, planted))
    with threads(pool) as provers:
        faults = prove_lesson(bank, bank.name, provers, None).faults
    assert {fault.remedy for fault in faults} == {f"{boundaries.FILES} {remedy}"}


@CONFINED
def test_the_feedback_to_a_learner_has_the_explanation(pool: Pool) -> None:
    program = Program("import torch", "file = __1__", "file is not None", {})
    feedback = grade(Fill(("__1__",), ("1",), program), Entered(("open('a')",)), pool.run)
    assert isinstance(feedback, Grade)
    assert feedback.because == f"With your answer, the code raises an error. {boundaries.FILES}"
