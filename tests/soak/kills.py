"""`python -m tests.soak.kills`: ends worker, child and session at random moments while a learner takes a lesson, and resumes.

Afterwards no attempt may be lost or doubled, no grade wrong, and no process left. A real `take --plain` in a process of its own,
fed by pipes; every answer is code that must run on the worker.
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
"""When this much time is over, it ends with as many kills as there were."""
ITEMS = 40
QUIET_S = 30.0
"""How long a session may say nothing before that is a failure."""
LONGEST_PAUSE_S = 0.2
WHOM = {"child": 0.72, "worker": 0.1, "session": 0.18}
"""How often each is ended: after two of them, a second passes until torch is imported again."""
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
    """Items whose answers are all alike in form: code that is right or wrong by one."""
    return HEAD + "".join(
        ITEM.format(number=number, total=number + 3, wrong=number + 2) for number in range(ITEMS)
    )


@dataclass(slots=True)
class Soak:
    """One lesson, taken again and again in one home."""

    home: Path
    luck: random.Random
    kills: Counter[str] = field(default_factory=Counter)
    graded: int = 0
    uncounted: int = 0
    starts: int = 0
    whom: str = ""
    """Who is ended next, as soon as there is one."""

    @property
    def environment(self) -> dict[str, str]:
        """A home of its own."""
        return os.environ | {"TORCHQUIZ_HOME": str(self.home), "LC_ALL": "C.UTF-8"}

    def run(self, times: int) -> None:
        """Take the lesson, sitting after sitting, until there were so many kills."""
        until = time.monotonic() + MOST_S
        while self.kills.total() < times and time.monotonic() < until:
            Sitting(self).take()
        self.judge()

    def judge(self) -> None:
        """Look at what is stored against what was answered and said."""
        with sqlite3.connect(self.home / "progress.db") as db:
            rows = db.execute(
                "select session_id, item, try, response, verdict from attempt"
            ).fetchall()
        twice = [one for one, count in Counter(row[:3] for row in rows).items() if count > 1]
        wrong = [
            row for row in rows if (json.loads(row[3])[0].startswith("1 *")) != (row[4] == "right")
        ]
        assert not twice, f"stored twice: {twice}"
        assert not wrong, f"graded wrongly: {wrong}"
        assert len(rows) >= self.graded, (
            f"{self.graded} grades were said and {len(rows)} are stored"
        )
        assert len(rows) <= self.graded + self.kills["session"], (
            f"{self.graded} grades were said and {len(rows)} are stored"
        )


class Sitting:
    """One process that takes the lesson until it is over or ended."""

    def __init__(self, soak: Soak) -> None:
        self._soak = soak
        self._said = b""
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
        self._next_kill = self._drawn()
        self._seen: dict[int, int] = {}
        soak.starts += 1

    def take(self) -> None:
        """Answer until the process is gone; then nothing that it started may be left."""
        try:
            while self._process.poll() is None and self._hears():
                self._replies()
        finally:
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()
        left = list(self._seen.values())
        assert all_end(left, 5.0), "a process is left behind"

    def _hears(self) -> bool:
        """Read on, killing on the way; False once the other side has closed."""
        assert self._process.stdout is not None
        quiet_until = time.monotonic() + QUIET_S
        while True:
            ready, _, _ = select.select(
                [self._process.stdout], [], [], max(0.0, self._next_kill - time.monotonic())
            )
            if ready:
                part = os.read(self._process.stdout.fileno(), 1 << 16)
                self._said += part
                return bool(part)
            assert time.monotonic() < quiet_until, (
                f"nothing was said for {QUIET_S:g} s after: {self._said[-300:]!r}"
            )
            self._kill()
            self._next_kill = self._drawn()

    def _drawn(self) -> float:
        return time.monotonic() + self._soak.luck.uniform(0.0, LONGEST_PAUSE_S)

    def _kill(self) -> None:
        """End the session, its worker or the worker's child, whichever is there, with SIGKILL."""
        family = [pid for pid in descendants(self._process.pid) if _words(pid)]
        self._remember(family)
        whom = self._soak.whom = (
            self._soak.whom or self._soak.luck.choices([*WHOM], [*WHOM.values()])[0]
        )
        targets = {"session": [self._process.pid], "worker": family[:2], "child": family[2:]}[whom]
        if targets and self._process.poll() is None:
            try:
                os.kill(self._soak.luck.choice(targets), signal.SIGKILL)
            except ProcessLookupError:
                return
            self._soak.kills[whom] += 1
            self._soak.whom = ""

    def _remember(self, family: list[int]) -> None:
        for pid in family:
            if pid not in self._seen:
                try:
                    (self._seen[pid],) = handles([pid])
                except ProcessLookupError:
                    continue

    def _replies(self) -> None:
        """Answer what was asked last: one time in two rightly, in words that are not the key's, so that they must run."""
        if self._said.endswith(ASKED):
            total = int(self._said.rpartition(b"Make the sum ")[2].partition(b".")[0])
            is_right = self._soak.luck.random() < 0.5
            self._write(f"1 * {total}" if is_right else f"2 * {total}")
        elif self._said.endswith(GO_ON):
            is_uncounted = b"not counted" in self._said or b"cannot start" in self._said
            self._soak.uncounted += is_uncounted
            self._soak.graded += not is_uncounted
            self._write("r" if is_uncounted else "")
        elif self._said.endswith(b"Enter to end: "):
            self._write("")

    def _write(self, line: str) -> None:
        self._said = b""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{line}\n".encode())


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def main() -> None:
    """Run the soak and print its figures."""
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
    ended = ", ".join(f"{count:,} of a {whom}" for whom, count in sorted(soak.kills.items()))
    print(f"{soak.kills.total():,} kills in {seconds:.0f} s: {ended}")
    print(
        f"  {soak.starts:,} sittings, {soak.graded:,} grades said, {soak.uncounted:,} not counted and asked again"
    )
    print("  no attempt lost or doubled, no wrong grade, no process left")


if __name__ == "__main__":
    main()
