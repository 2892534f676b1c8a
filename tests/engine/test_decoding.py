"""Two threads may decode the same type for the first time."""

import signal
import subprocess
import sys

from tests import ROOT

PROGRAM = """
import sys
from threading import Event, Thread

import msgspec

from torchquiz.engine.models.decoding import decode

preparing, finished = Event(), Event()


def pause():
    '''Hold up msgspec, which evaluates an annotation as it prepares the type.'''
    if not preparing.is_set():
        preparing.set()
        finished.wait(0.5)
    return int


class Inner(msgspec.Struct):
    number: "pause()"


class Outer(msgspec.Struct):
    inner: Inner


def decoded():
    body = b'{"inner": {"number": 1}}'
    if sys.argv[1] == "safely":
        return decode(body, Outer)
    return msgspec.json.decode(body, type=Outer)


early = Thread(target=decoded)
early.start()
preparing.wait()
late = decoded()
finished.set()
early.join()
print(late.inner.number)
"""


def run_program(argument: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, since it may crash."""
    command = [sys.executable, "-c", PROGRAM, argument]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_type_can_be_decoded_while_another_thread_prepares_it() -> None:
    done = run_program("safely")
    assert (done.stdout, done.returncode) == ("1\n", 0)


def test_without_the_lock_the_process_crashes() -> None:
    assert run_program("directly").returncode == -signal.SIGSEGV
