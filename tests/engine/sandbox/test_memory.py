"""The worker arranges its memory before it accepts jobs, which makes its children cheaper.

Each step is tested in its own process, because its effect cannot be undone.
"""

import subprocess
import sys

import pytest

from tests import ROOT
from torchquiz.engine.sandbox.job import Block, Job
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is arranged only on Linux")

WORKER = ROOT / "engine" / "sandbox" / "worker"


def printed(code: str) -> list[str]:
    """Return the lines printed by a program that can import the worker's modules."""
    program = f"import sys\nsys.path.insert(0, {str(WORKER)!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


MANY = 24
"""Number of jobs after which a worker has warmed up."""

MAPS = """
from memory import HUGE, LIBC, regions
def maps(): return open('/proc/self/maps').readlines()
"""
"""Defines `maps`, which returns the lines of the process's own memory map."""

LARGEST = """
def pieces(): return [piece for piece in regions(maps()) if piece[2:] == ('rw-p', '')]
def largest(): return max(pieces(), key=lambda piece: piece.end - piece.start)
"""


def test_python_takes_most_of_its_heap_in_one_piece() -> None:
    code = f"""{MAPS}{LARGEST}
import heap
before = len(pieces())
heap.reserve(maps)
held = largest()
is_large = held.end - held.start >= (heap.ARENAS - 2) * heap.ARENA
print(is_large, held.end % HUGE == 0, len(pieces()) - before <= 2)
new = [str(number) * 9 for number in range(100_000)]
print(sum(held.start <= id(text) < held.end for text in new) > 90_000)
"""
    assert printed(code) == ["True True True", "True"]


def test_without_filled_gaps_the_heap_is_between_libraries() -> None:
    """Make sure that the test above can fail."""
    code = f"""{MAPS}{LARGEST}
import heap
heap._plugged = lambda regions: ()
heap.reserve(maps)
held = largest()
print(held.end % HUGE == 0)
"""
    assert printed(code) == ["False"]


HOLES = """
import heap
blocks = [LIBC.malloc(size) for size in range(16, 900, 16) for _ in range(200)]
free = [block for place, block in enumerate(blocks) if place % 2]
LIBC.free.argtypes = LIBC.malloc.argtypes[:0] + [__import__('ctypes').c_void_p]
for block in free: LIBC.free(block)
"""
AFTER = """
end = max(blocks)
print(all(LIBC.malloc(size) > end for size in (40, 200, 700)))
"""


def test_holes_in_the_heap_are_filled_before_a_child_allocates() -> None:
    assert printed(f"{MAPS}{HOLES}print(heap.fill_holes() > 1_000_000){AFTER}") == ["True", "True"]


def test_unfilled_holes_are_allocated_first() -> None:
    """Make sure that the test above can fail."""
    assert printed(f"{MAPS}{HOLES}{AFTER}") == ["False"]


def test_a_memory_map_is_read_with_spaces_in_names_and_without_names() -> None:
    code = f"""{MAPS}
code = '7f00-7fff r-xp 00001000 fe:00 26933    /lib/a b.so'
print(*regions([code, '10-20 rw-p 00000000 00:00 0 ']), sep='\\n')
"""
    assert printed(code) == [
        "Region(start=32512, end=32767, rights='r-xp', name='/lib/a b.so')",
        "Region(start=16, end=32, rights='rw-p', name='')",
    ]


def test_the_workers_rehearsal_programs_run_without_an_error_or_a_warning(pool: Pool) -> None:
    (count,) = printed("import rehearsal\nprint(len(rehearsal.PROGRAMS))")
    for number in range(int(count)):
        program = "\n".join(printed(f"import rehearsal\nprint(rehearsal.PROGRAMS[{number}])"))
        outcome = pool.run(Job((Block(program),)))
        assert (outcome.failure, outcome.warnings) == ("", "") and outcome.output, outcome


def test_a_snippet_finds_nothing_that_a_rehearsal_left(pool: Pool) -> None:
    code = """
import gc, linecache, torch
classes = [kind for kind in torch.nn.Module.__subclasses__() if kind.__module__ == "__main__"]
kinds = (torch.optim.Optimizer, torch.nn.LSTM)
objects = [value for value in gc.get_objects() if isinstance(value, kinds)]
print(len(classes), len(objects), [path for path in linecache.cache if "rehears" in path])
"""
    outcomes = [pool.run(Job((Block(code),))) for _ in range(MANY)]
    assert {outcome.output for outcome in outcomes} == {"0 0 []\n"}
