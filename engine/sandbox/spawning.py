"""Starts a process for each job, on systems without fork.

On Windows, every snippet needs its own import of torch. Therefore, as soon as one process has
received its job, the next one starts and imports torch ahead of time. Snippets can access the
user's files, but there are limits on their time, their output and the processes that they start.
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
from torchquiz.engine.sandbox.failed_start import failed_start
from torchquiz.engine.sandbox.files import FILE_CAP, OUTPUT_CAP, ChildExit, StopReason
from torchquiz.engine.sandbox.job_runner import (
    NOT_STARTED,
    START_S,
    WATCH_S,
    JobRunner,
    Layer,
    Watch,
)
from torchquiz.engine.sandbox.windows import CREATION_FLAGS, JobObject
from torchquiz.engine.sandbox.worker_process import ENVIRONMENT, search_path
from torchquiz.engine.starting import STARTING
from torchquiz.engine.text.printable import printable

SINGLE_JOB = Path(__file__).with_name("worker") / "single_job.py"
POLL_S = 0.01
IS_WINDOWS = os.name == "nt"
WRITTEN = ("report", "output", "warnings")
"""The names of the files to which a job's process writes."""
KEPT_VARIABLES = ("SYSTEMROOT",)
"""The user's environment variables that a process needs in order to start on Windows."""


class SpawningRunner(JobRunner):
    """A runner that starts a fresh process for each job, with this or another interpreter."""

    def __init__(self, python: str = "") -> None:
        super().__init__()
        self._python = python
        self._next: SingleJobProcess | None = None
        self._current: SingleJobProcess | None = None

    def start(self) -> None:
        """Start the process for the next job without waiting, unless it is already running."""
        self._next = self._next or SingleJobProcess(self._python)

    def _kill(self) -> None:
        # The attribute is read only once, because another thread may replace it.
        process = self._current
        if process is not None:
            process.kill()

    def _end(self) -> None:
        if self._next is not None:
            self._next.close()
            self._next = None

    def _run(self, job_bytes: bytes, timeout_s: float, watch: Watch | None) -> ChildExit:
        self._check_open()
        self.start()
        process, self._next = self._next, None
        assert process is not None
        self._current = process
        with contextlib.closing(process):
            stop_reason = process.wait_until(process.is_ready, START_S, watch)
            if stop_reason == "cancelled":
                return NOT_STARTED
            self._check_open()
            if stop_reason == "timeout" or process.has_ended():
                raise process.failed_start()
            layers = process.ready_message()["layers"]
            self.layers = {name: Layer(*reported) for name, reported in layers.items()}
            process.begin(job_bytes)
            self.start()
            return process.end(process.wait_until(process.has_ended, timeout_s, watch))


class SingleJobProcess:
    """A handle with which the parent controls a process that runs a single job."""

    def __init__(self, python: str = "") -> None:
        # Windows may keep an ended process's files open for a while, so removing them may fail.
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._path = Path(self._folder.name)
        for name in ("job", *WRITTEN):
            (self._path / name).touch()
        command = [python or sys.executable, "-I", "-X", "utf8", str(SINGLE_JOB)]
        arguments = [self._folder.name, json.dumps(search_path(python))]
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        with (self._path / "stderr").open("wb") as stderr, STARTING:
            self._process = subprocess.Popen(
                [*command, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                env=ENVIRONMENT | kept,
                cwd=self._path.anchor,
                # The process leads a process group, so that it can be ended together with those
                # that it starts.
                start_new_session=True,
                creationflags=CREATION_FLAGS if IS_WINDOWS else 0,
            )
        self._job_object = JobObject(self._process) if IS_WINDOWS else None

    def wait_until(
        self, condition: Callable[[], bool], seconds: float, watch: Watch | None
    ) -> StopReason | None:
        """Wait until a condition is true, or until the process ends or has printed too much.

        Returns:
            `timeout` or `cancelled` if the wait ended for that reason, and None otherwise.
        """
        now = asked = time.monotonic()
        deadline = now + seconds
        while not (condition() or self.has_ended() or self._has_overflowed()):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(POLL_S)
            now = time.monotonic()
            if now >= deadline:
                return "timeout"
            if watch and now - asked >= WATCH_S:
                asked = now
                if not watch(self._printed()):
                    return "cancelled"
        return None

    def is_ready(self) -> bool:
        """Return whether the process has imported torch."""
        return (self._path / "ready").exists()

    def has_ended(self) -> bool:
        """Return whether the process has ended."""
        return self._process.poll() is not None

    def ready_message(self) -> dict[str, dict[str, tuple[bool, str]]]:
        """Return the message that the process wrote to a file after importing torch."""
        text = (self._path / "ready").read_text(encoding="utf-8")
        message: dict[str, dict[str, tuple[bool, str]]] = json.loads(text)
        return message

    def begin(self, job_bytes: bytes) -> None:
        """Write the job to a file, and tell the process to run it."""
        (self._path / "job").write_bytes(job_bytes)
        assert self._process.stdin is not None
        # If the process has already ended, this is noticed later, when the parent waits for its
        # end.
        with contextlib.suppress(OSError):
            self._process.stdin.write(b"J")
            self._process.stdin.flush()

    def end(self, stop_reason: StopReason | None) -> ChildExit:
        """Kill the process and everything that it started, and return what the job wrote."""
        self._end()
        report, output, warnings = (self._read(name, FILE_CAP) for name in WRITTEN)
        return ChildExit(
            self._process.returncode,
            stop_reason,
            report,
            output[:OUTPUT_CAP],
            warnings[:OUTPUT_CAP],
            has_overflowed=FILE_CAP in (len(output), len(warnings)),
        )

    def failed_start(self) -> WorkerError:
        """Kill the process, and return an error that explains why it did not start."""
        exit_code = self._process.poll()
        self._end()
        stderr = (self._path / "stderr").read_text(encoding="utf-8", errors="replace")
        return failed_start(exit_code, stderr)

    def close(self) -> None:
        """Kill the process, and remove its folder."""
        self._end()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._folder.cleanup()

    def kill(self) -> None:
        """Kill the process immediately. A thread that is waiting for it will notice."""
        self._process.kill()

    def _end(self) -> None:
        if self._job_object is not None:
            self._job_object.end()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _has_overflowed(self) -> bool:
        return any((self._path / name).stat().st_size >= FILE_CAP for name in WRITTEN)

    def _printed(self) -> str:
        return printable(self._read("output", OUTPUT_CAP).decode(errors="ignore"))

    def _read(self, name: str, cap: int) -> bytes:
        with (self._path / name).open("rb") as file:
            return file.read(cap)
