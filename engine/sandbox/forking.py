"""The parent's side of a worker: hands it jobs, bounds their time, and begins anew when it dies."""

import os
import sys
import time
from typing import Any

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.sandbox.files import Files, Left, Stopped
from torchquiz.engine.sandbox.process import JOB, KILL, Process, WorkerDiedError
from torchquiz.engine.sandbox.runner import (
    NOTHING,
    START_S,
    WATCH_S,
    Layer,
    LostError,
    Runner,
    Watch,
)

KILL_GRACE_S = 5.0


class Forking(Runner):
    """One process with torch that forks a fresh child for each job.

    Args:
        python: another interpreter, with a torch of its own; empty for this one.
        processors: on which it runs; on any when there are none.
    """

    def __init__(self, python: str = "", processors: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self._python, self._processors = python, processors
        self._process: Process | None = None
        self._is_ready = self._is_warm = False

    def start(self) -> None:
        """Start the process without waiting for it; does nothing when it runs."""
        self._started()

    def _kill(self) -> None:
        if (process := self._process) is not None:
            process.kill()

    def _end(self) -> None:
        if self._process is not None:
            self._process.close(at_once=not self._is_ready)
            self._process, self._is_ready, self._is_warm = None, False, False

    def _started(self) -> Process:
        self._go_on()
        if self._process is None:
            self._process = Process(self._python, self._processors)
        return self._process

    def _run(self, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        """Run a job; when the worker dies under it or while it starts, once more on a new one."""
        for is_last in (False, True):
            process = self._started()
            try:
                return self._run_on(process, letter, timeout_s, watch)
            except WorkerDiedError:
                was_ready = self._is_ready
                reason = process.last_complaint()
                self._end()
                if is_last and not was_ready:
                    raise WorkerError(
                        f"The worker cannot start: {reason}. Is PyTorch installed for {sys.executable}?"
                    ) from None
            except BaseException:
                self._end()
                raise
        raise LostError("the worker died twice while it ran")

    def _run_on(
        self, process: Process, letter: bytes, timeout_s: float, watch: Watch | None
    ) -> Left:
        files = process.files
        files.begin(letter)
        process.send(JOB)
        if not self._await_start(process, watch):
            self._end()
            return NOTHING
        answer = _next(process, timeout_s, files, watch)
        if not isinstance(answer, str):
            return files.left(_code(answer), None)
        process.send(KILL)
        return files.left(_code(_answered(process)), answer)

    def _await_start(self, process: Process, watch: Watch | None) -> bool:
        """Wait until the job's child runs: a snippet's time does not pay for the import of torch. False when cancelled.

        Once the worker is warm nothing keeps the child from running, and it does not say so.
        """
        while not self._is_warm:
            message = _next(process, START_S, None, watch)
            if message == "timeout":
                raise WorkerDiedError
            if isinstance(message, str):
                return False
            self._is_ready = True
            if "ready" in message:
                self.layers = {name: Layer(*said) for name, said in message["layers"].items()}
            self._is_warm = "warm" in message
            if "started" in message:
                break
        return True


def _next(
    process: Process, seconds: float, files: Files | None, watch: Watch | None
) -> dict[str, Any] | Stopped:
    """The worker's next message, or why it is not waited for any longer; the watcher is asked on the way."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        message = process.receive(min(left, WATCH_S) if watch else left)
        if message is not None:
            return message
        if watch and not watch(files.printed() if files else ""):
            return "cancelled"
    return "timeout"


def _code(answer: dict[str, Any]) -> int:
    return os.waitstatus_to_exitcode(answer["status"])


def _answered(process: Process) -> dict[str, Any]:
    """The worker's answer to the order to end a child."""
    message = process.receive(KILL_GRACE_S)
    if message is None:
        raise WorkerDiedError
    return message
