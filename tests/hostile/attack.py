"""Runs an attack, and compares everything that it might have changed with the state before."""

import hashlib
import os
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests import ROOT
from tests.engine.processes import descendants
from tests.hostile.cases import PRELUDE, AttackCase
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.forking import KILL_GRACE_S, MOST_TIMES, ForkingRunner
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome, Raised
from torchquiz.engine.sandbox.pool import Pool

NEXT_CODE = """
import json, torch
layer = torch.nn.Linear(3, 2)
x = torch.arange(6).reshape(2, 3).float()
print(len('abc'))
"""
NEXT = Job(
    (Block(NEXT_CODE),),
    (Ask("x.sum()"), Ask("layer(x).shape"), Ask("json.dumps([1])")),
    timeout_s=10,
)
NEXT_GIVES = ["tensor(15.)", "(2, 2)", "[1]"]
OPEN_PLACES = ("/tmp", "/var/tmp", "/dev/shm")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The targets of the attacks: a user's folder, and listening sockets."""

    folder: Path
    tcp: socket.socket
    unix: socket.socket
    abstract: socket.socket
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    earlier: str = field(default_factory=lambda: secrets.token_hex(16))
    """A secret that an earlier job had in memory."""

    def setup(self) -> str:
        """Return code that defines the names that an attack may use."""
        known = {
            "CANARY": str(self.folder / "diary.txt"),
            "FOLDER": str(self.folder),
            "HOME": os.path.expanduser("~"),
            "PROJECT": str(ROOT),
            "VENV": sys.prefix,
            "PARENT": os.getpid(),
            "HOST": socket.gethostname(),
            "PORT": self.tcp.getsockname()[1],
            "SOCKET": str(self.folder / "socket"),
            "ABSTRACT": "\0" + self.earlier[:8],
            "EARLIER_START": self.earlier[:8],
            "EARLIER_HASH": hashlib.sha256(self.earlier.encode()).hexdigest(),
        }
        return PRELUDE + "".join(f"{name} = {value!r}\n" for name, value in known.items())


@dataclass(frozen=True, slots=True)
class AttackResult:
    """The result of one attack."""

    case: AttackCase
    shown: str
    """The text that a learner sees."""
    next_ms: float
    faults: tuple[str, ...]
    """Reasons why the attack is not contained; empty if it is."""
    remains: tuple[str, ...]
    """Everything that the attack left behind."""

    @property
    def is_contained(self) -> bool:
        """Whether the attack reached and left nothing, and the learner sees the right text."""
        return not self.faults and not self.remains


@contextmanager
def surroundings(folder: Path) -> Iterator[Surroundings]:
    """Set up the targets, with the user's folder as this process's working folder."""
    before = os.getcwd()
    with socket.create_server(("127.0.0.1", 0)) as tcp, _listening(str(folder / "socket")) as unix:
        made = Surroundings(folder, tcp, unix, unix)
        with _listening("\0" + made.earlier[:8]) as abstract:
            made = Surroundings(folder, tcp, unix, abstract, made.secret, made.earlier)
            (folder / "diary.txt").write_text(made.secret)
            os.chdir(folder)
            try:
                yield made
            finally:
                os.chdir(before)


def settle(pool: Pool) -> None:
    """Let the worker warm up, which it does only once, as soon as no job is waiting."""
    pool.run(NEXT)
    time.sleep(0.1)
    pool.run(NEXT)


def attack(pool: Pool, case: AttackCase, around: Surroundings) -> AttackResult:
    """Run an attack and then a harmless snippet, and report every change that they caused."""
    pool.run(
        Job(
            (Block(f"held = '{around.earlier}'"),),
            (Ask("held"),),
            names={"held_too": around.earlier},
        )
    )
    before, held = _traces(pool, around), _descriptors()
    began = time.monotonic()
    job = Job(
        (Block(around.setup(), role="setup"), Block(case.code)),
        tuple(Ask(ask) for ask in case.asks),
        timeout_s=case.timeout_s,
    )
    faults = []
    try:
        outcome = pool.run(job)
    except Exception as error:
        outcome = Outcome("lost", reason=f"the parent raised {type(error).__name__}: {error}")
    took_s = time.monotonic() - began
    began = time.monotonic()
    following = pool.run(NEXT)
    next_ms = (time.monotonic() - began) * 1000
    shown = summary(outcome)
    if not case.matches(shown) or outcome.ended == "lost":
        faults.append(f"unexpected outcome: {shown}")
    if "BREACH" in repr(outcome):
        faults.append(f"it succeeded: {outcome.output.strip()[:200]}")
    if around.secret in repr(outcome):
        faults.append("it read the user's file")
    if any(
        ord(sign) < 32 and sign not in "\n\t" for sign in outcome.output + outcome.warnings + shown
    ):
        faults.append("it sends control codes to the terminal")
    if took_s > MOST_TIMES * case.timeout_s + KILL_GRACE_S:
        faults.append(f"it took {took_s:.1f} s")
    if [
        answer.text for answer in following.answers if isinstance(answer, Value)
    ] != NEXT_GIVES or following.output != "3\n":
        faults.append(f"the next snippet is wrong: {summary(following)}")
    after = _traces(pool, around)
    remains = tuple(
        f"{what}: {before[what]} -> {after[what]}" for what in before if before[what] != after[what]
    )
    opened = tuple(f"an open descriptor: {target}" for _, target in sorted(_descriptors() - held))
    return AttackResult(case, shown, next_ms, tuple(faults), remains + opened)


def summary(outcome: Outcome) -> str:
    """Return one line about how and why the job ended, with the values of its expressions."""
    answers = [_answer(answer) for answer in outcome.answers]
    return f"{outcome.ended}: {outcome.failure or 'ok'}" + (
        f" -> {', '.join(answers)}" if answers else ""
    )


def _answer(answer: object) -> str:
    if isinstance(answer, Raised):
        return answer.sentence
    return f"{answer.tag} {answer.text}" if isinstance(answer, Value) else str(answer)


def _traces(pool: Pool, around: Surroundings) -> dict[str, object]:
    """Return the state of everything that an attack might change, by name."""
    worker = pool._workers[0]
    pid = worker._process.pid if isinstance(worker, ForkingRunner) and worker._process else 0
    return {
        "worker": pid,
        "processes": sorted(descendants(pid)),
        "files of the user": _files(around.folder),
        "virtual environment": _files(Path(sys.prefix), depth=1),
        "files elsewhere": [at for at in OPEN_PLACES if (Path(at) / "torchquiz-hostile").exists()],
        "connections": _connections(around),
    }


def _descriptors() -> set[tuple[int, str]]:
    """Return this process's open descriptors, each with its target.

    The target distinguishes a descriptor of this attack from one that an earlier test left open.
    """
    held = set()
    for number in map(int, os.listdir("/proc/self/fd")):
        with suppress(FileNotFoundError):  # the descriptor that listed the folder is closed by now
            held.add((number, os.readlink(f"/proc/self/fd/{number}")))
    return held


def _files(folder: Path, depth: int = 2) -> list[object]:
    files: list[object] = []
    for path in sorted(folder.iterdir()):
        status = path.lstat()
        seen = [
            path.name,
            status.st_mode,
            status.st_uid,
            status.st_mtime_ns if path.is_file() else 0,
        ]
        files.append(
            [
                *seen,
                hashlib.sha256(path.read_bytes()).hexdigest()
                if path.is_file() and depth > 1
                else "",
            ]
        )
    return files


def _connections(around: Surroundings) -> int:
    """Return how many connections reached a listening socket."""
    reached = 0
    for listener in (around.tcp, around.unix, around.abstract):
        listener.setblocking(False)
        try:
            listener.accept()[0].close()
            reached += 1
        except OSError:
            continue
    return reached


@contextmanager
def _listening(name: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(name)
        listener.listen()
        yield listener
