"""Kills workers, children and sessions at random: `python -m tests.soak.kills`.

After resuming, no attempt may be lost or stored twice, no grade may be wrong, and no process may be
left behind. A real `take --plain` runs in its own process and reads the answers from a pipe. Every
answer is code that the worker must run.
"""

import argparse
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.engine.processes import all_end, descendants, handles

TIMES = 1000
MOST_S = 1200.0
"""Seconds after which the test ends, even with fewer kills."""
ITEMS = 40
QUIET_S = 120.0
"""Seconds without output after which a session counts as having failed.

On a busy machine, a worker that is killed while it imports torch needs most of this time.
"""
END_S = 30.0
"""Seconds after which the processes of a session must have ended, even on a busy machine."""
LONGEST_PAUSE_S = 0.2
VICTIMS = {"child": 0.72, "worker": 0.1, "session": 0.18}
"""The relative frequency with which each kind of process is killed.

After a worker or a session has been killed, torch is imported again, which takes a second.
"""
HEAD = """\
lesson: kills
title: Kills
minutes: 1
about: It is interrupted.
setup: import torch, time; time.sleep(0.05)
misconceptions: {less: Less.}
items:
"""
ITEM = """\
  - id: sum-{number}
    kind: complete
    level: easy
    entry: typed
    stem: Make the sum {total}.
    snippet: total = torch.ones(____).sum()
    key: "{total}"
    goal: total.item() == {total}
    distractors:
      - {{code: "{wrong}", misconception: less, because: It is less.}}
    hints: [Count the ones.]
    solution: [As many ones as the sum.]
    check: A one counts one.
"""
ASKED = b"____: "
GO_ON = b"q to stop: "


def bank() -> str:
    """Return a lesson in which every answer is a line of code, either right or off by one."""
    return HEAD + "".join(
        ITEM.format(number=number, total=number + 3, wrong=number + 2) for number in range(ITEMS)
    )


@dataclass(slots=True)
class Soak:
    """One lesson, taken again and again with the same home folder."""

    home: Path
    luck: random.Random
    kills: Counter[str] = field(default_factory=Counter)
    graded: int = 0
    uncounted: int = 0
    starts: int = 0
    victim: str = ""
    """The kind of process to kill next, as soon as one is running."""

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables for a process that uses this home folder."""
        return os.environ | {"TORCHQUIZ_HOME": str(self.home), "LC_ALL": "C.UTF-8"}

    def run(self, times: int) -> None:
        """Take the lesson in one session after another until this many processes were killed."""
        until = time.monotonic() + MOST_S
        while self.kills.total() < times and time.monotonic() < until:
            InterruptedSession(self).take()
        self.verify()

    def verify(self) -> None:
        """Compare the stored attempts with the answers given and the grades shown."""
        with sqlite3.connect(self.home / "progress.db") as db:
            rows = db.execute(
                "select session_id, item, try, response, verdict from attempt"
            ).fetchall()
        attempts = Counter(row[:3] for row in rows)
        twice = [attempt for attempt, count in attempts.items() if count > 1]
        wrong = [
            row for row in rows if (json.loads(row[3])[0].startswith("1 *")) != (row[4] == "right")
        ]
        assert self.graded, "no answer was graded, so nothing was tested"
        assert not twice, f"stored twice: {twice}"
        assert not wrong, f"graded wrongly: {wrong}"
        assert len(rows) >= self.graded, (
            f"{self.graded} grades were shown and {len(rows)} are stored"
        )
        assert len(rows) <= self.graded + self.kills["session"], (
            f"{self.graded} grades were shown and {len(rows)} are stored"
        )


class InterruptedSession:
    """A process that takes the lesson until the lesson ends or the process is killed."""

    def __init__(self, soak: Soak) -> None:
        self._soak = soak
        self._printed = b""
        command = [
            sys.executable,
            "-m",
            "torchquiz",
            "take",
            str(soak.home / "bank.yaml"),
            "--plain",
        ]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=soak.environment,
            bufsize=0,
        )
        self._next_kill = self._next_kill_time()
        self._started: dict[int, int] = {}
        soak.starts += 1

    def take(self) -> None:
        """Answer until the process has ended; check that nothing it started is still running."""
        try:
            while self._process.poll() is None and self._reads():
                self._answers()
        finally:
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()
        assert all_end(list(self._started.values()), END_S), (
            f"a process is left behind: {_still_running(self._started)}"
        )

    def _reads(self) -> bool:
        """Wait for output, killing processes meanwhile; return False at the end of the output."""
        assert self._process.stdout is not None
        quiet_until = time.monotonic() + QUIET_S
        while True:
            ready, _, _ = select.select(
                [self._process.stdout], [], [], max(0.0, self._next_kill - time.monotonic())
            )
            if ready:
                part = os.read(self._process.stdout.fileno(), 1 << 16)
                self._printed += part
                return bool(part)
            assert time.monotonic() < quiet_until, (
                f"nothing was printed for {QUIET_S:g} s after: {self._printed[-300:]!r}"
            )
            self._kill()
            self._next_kill = self._next_kill_time()

    def _next_kill_time(self) -> float:
        return time.monotonic() + self._soak.luck.uniform(0.0, LONGEST_PAUSE_S)

    def _kill(self) -> None:
        """Send SIGKILL to the session, its worker or the worker's child, if that process exists."""
        family = [pid for pid in descendants(self._process.pid) if _command_line(pid)]
        self._remember(family)
        if not self._soak.victim:
            (self._soak.victim,) = self._soak.luck.choices([*VICTIMS], [*VICTIMS.values()])
        victim = self._soak.victim
        targets = {"session": [self._process.pid], "worker": family[:2], "child": family[2:]}[
            victim
        ]
        if targets and self._process.poll() is None:
            try:
                os.kill(self._soak.luck.choice(targets), signal.SIGKILL)
            except ProcessLookupError:
                return
            self._soak.kills[victim] += 1
            self._soak.victim = ""

    def _remember(self, family: list[int]) -> None:
        for pid in family:
            if pid not in self._started:
                try:
                    (self._started[pid],) = handles([pid])
                except ProcessLookupError:
                    continue

    def _answers(self) -> None:
        """Answer the last question, correctly half of the time.

        The code differs from the key's, so torchquiz has to run it.
        """
        if self._printed.endswith(ASKED):
            total = int(self._printed.rpartition(b"Make the sum ")[2].partition(b".")[0])
            is_right = self._soak.luck.random() < 0.5
            self._write(f"1 * {total}" if is_right else f"2 * {total}")
        elif self._printed.endswith(GO_ON):
            is_uncounted = b"Not counted." in self._printed
            self._soak.uncounted += is_uncounted
            self._soak.graded += not is_uncounted
            self._write("r" if is_uncounted else "")
        elif self._printed.endswith(b"Enter to end: "):
            self._write("")

    def _write(self, line: str) -> None:
        self._printed = b""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{line}\n".encode())


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _still_running(started: dict[int, int]) -> list[bytes]:
    """Return the command lines of those processes that have not ended."""
    return [line for pid in started if (line := _command_line(pid))]


def main() -> None:
    """Run the test and print its statistics."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        soak = Soak(Path(home), random.Random(arguments.seed))
        (soak.home / "bank.yaml").write_text(bank())
        words = [
            sys.executable,
            "-m",
            "torchquiz",
            "check",
            "--trust",
            str(soak.home / "bank.yaml"),
        ]
        subprocess.run(words, env=soak.environment, check=True, capture_output=True)
        started = time.monotonic()
        soak.run(arguments.times)
        seconds = time.monotonic() - started
    victims = ", ".join(f"{victim} {count:,}" for victim, count in sorted(soak.kills.items()))
    print(f"{soak.kills.total():,} kills in {seconds:.0f} s: {victims}")
    print(
        f"  {soak.starts:,} sessions, {soak.graded:,} grades shown, "
        f"{soak.uncounted:,} answers not counted and asked again"
    )
    print("  no attempt lost or stored twice, no wrong grade, no process left")


if __name__ == "__main__":
    main()
