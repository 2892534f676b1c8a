"""A process for each job, where a system cannot fork one that has torch: on Windows, at the price of an import a snippet.

The next process is started as soon as one has its job, and imports torch ahead. Nothing keeps a snippet from the user's files;
its time, its output, and what it starts are bounded.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.sandbox.files import FILE_CAP, OUTPUT_CAP, Left, Stopped
from torchquiz.engine.sandbox.process import ENVIRONMENT, search_path
from torchquiz.engine.sandbox.report import shown
from torchquiz.engine.sandbox.runner import NOTHING, START_S, WATCH_S, Layer, Runner, Watch
from torchquiz.engine.sandbox.windows import FLAGS, Cage

ALONE = Path(__file__).with_name("worker") / "alone.py"
POLL_S = 0.01
IS_WINDOWS = os.name == "nt"
WRITTEN = ("report", "output", "warnings")
KEPT = ("SYSTEMROOT",)
"""Of the user's environment, what a process on Windows does not start without."""


class Spawning(Runner):
    """A fresh process with torch for each job; of this interpreter, or of another `python`."""

    def __init__(self, python: str = "") -> None:
        super().__init__()
        self._python = python
        self._ahead: Alone | None = None
        self._now: Alone | None = None

    def start(self) -> None:
        """Start the process of the next job without waiting for it; does nothing when it runs."""
        self._ahead = self._ahead or Alone(self._python)

    def _kill(self) -> None:
        if (alone := self._now) is not None:
            alone.kill()

    def _end(self) -> None:
        if self._ahead is not None:
            self._ahead.close()
            self._ahead = None

    def _run(self, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        self._go_on()
        self.start()
        alone, self._ahead = self._ahead, None
        assert alone is not None
        self._now = alone
        with contextlib.closing(alone):
            stopped = alone.until(alone.is_ready, START_S, watch)
            if stopped == "cancelled":
                return NOTHING
            self._go_on()
            if stopped == "timeout" or alone.has_ended():
                raise WorkerError(
                    f"The worker cannot start: {alone.last_complaint()}. Is PyTorch installed for {sys.executable}?"
                )
            self.layers = {name: Layer(*said) for name, said in alone.said()["layers"].items()}
            alone.begin(letter)
            self.start()
            return alone.left(alone.until(alone.has_ended, timeout_s, watch))


class Alone:
    """The process of one job as its parent holds it."""

    def __init__(self, python: str = "") -> None:
        self._folder = tempfile.TemporaryDirectory(
            ignore_cleanup_errors=True
        )  # some systems free an ended process's files late
        self._at = Path(self._folder.name)
        for name in ("job", *WRITTEN):
            (self._at / name).touch()
        words = [
            python or sys.executable,
            "-I",
            "-X",
            "utf8",
            str(ALONE),
            self._folder.name,
            json.dumps(search_path(python)),
        ]
        with (self._at / "complaints").open("wb") as complaints:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env=ENVIRONMENT | {name: os.environ[name] for name in KEPT if name in os.environ},
                cwd=self._at.anchor,
                start_new_session=True,
                creationflags=FLAGS if IS_WINDOWS else 0,
            )
        self._cage = Cage(self._process) if IS_WINDOWS else None

    def until(
        self, is_so: Callable[[], bool], seconds: float, watch: Watch | None
    ) -> Stopped | None:
        """Wait until something is so, or the process has ended, or too much is printed; or say why no longer."""
        now = asked = time.monotonic()
        deadline = now + seconds
        while not (is_so() or self.has_ended() or self._is_flood()):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(POLL_S)
            now = time.monotonic()
            if now >= deadline:
                return "timeout"
            if watch and now - asked >= WATCH_S:
                asked = now
                if not watch(shown(self._read("output", OUTPUT_CAP).decode(errors="ignore"))):
                    return "cancelled"
        return None

    def is_ready(self) -> bool:
        """Whether it has imported torch."""
        return (self._at / "ready").exists()

    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def said(self) -> dict[str, dict[str, tuple[bool, str]]]:
        """What it said when it was ready."""
        said: dict[str, dict[str, tuple[bool, str]]] = json.loads(
            (self._at / "ready").read_text(encoding="utf-8")
        )
        return said

    def begin(self, letter: bytes) -> None:
        """Lay down the job, and let it begin; one that is gone by now is found to have ended."""
        (self._at / "job").write_bytes(letter)
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.write(b"J")
            self._process.stdin.flush()

    def left(self, stopped: Stopped | None) -> Left:
        """End it, with what it started, and take what it left."""
        self._end()
        written = {name: self._read(name, FILE_CAP) for name in WRITTEN}
        output, warnings = written["output"], written["warnings"]
        is_flood = FILE_CAP in (len(output), len(warnings))
        code = self._process.returncode
        return Left(
            code, stopped, written["report"], output[:OUTPUT_CAP], warnings[:OUTPUT_CAP], is_flood
        )

    def last_complaint(self) -> str:
        """The last line that it wrote to its standard error, or its status."""
        self._end()
        lines = (
            (self._at / "complaints")
            .read_text(encoding="utf-8", errors="replace")
            .strip()
            .splitlines()
        )
        return (
            lines[-1].rstrip(".") if lines else f"it ended with status {self._process.returncode}"
        )

    def close(self) -> None:
        """End it, and remove its folder."""
        self._end()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._folder.cleanup()

    def kill(self) -> None:
        """End it at once; whoever waits for it finds it ended."""
        self._process.kill()

    def _end(self) -> None:
        if self._cage is not None:
            self._cage.end()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _is_flood(self) -> bool:
        return any((self._at / name).stat().st_size >= FILE_CAP for name in WRITTEN)

    def _read(self, name: str, cap: int) -> bytes:
        with (self._at / name).open("rb") as file:
            return file.read(cap)
