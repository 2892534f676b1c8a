"""Runs jobs on a forking worker, enforces their time limits, and replaces the worker if it dies."""

import os
import threading
import time
from collections.abc import Mapping
from typing import Any

from torchquiz.engine.sandbox.files import ChildExit, Files, StopReason
from torchquiz.engine.sandbox.job_runner import (
    NOT_STARTED,
    START_S,
    WATCH_S,
    JobRunner,
    Layer,
    LostError,
    Watch,
)
from torchquiz.engine.sandbox.worker_process import (
    JOB,
    KILL,
    USED,
    USUAL,
    WorkerDiedError,
    WorkerPlan,
    WorkerProcess,
)

KILL_GRACE_S = 5.0
"""The number of seconds that a worker may take to kill a child before it is considered dead."""
MOST_TIMES = 5.0
"""The number of times its limit that a job may take if it has to wait for a processor."""
IDLE_SHARE = 0.02
"""The share of a processor below which a job counts as idle, rather than as slowed down."""
FULL_SHARE = 0.95
"""The share of its limit in processor time from which a job counts as having used it up."""


class ForkingRunner(JobRunner):
    """A runner whose worker imports torch once and forks a fresh child for each job.

    Args:
        python: the path of another interpreter with its own torch, or empty for this interpreter.
        processors: the processors that the worker may run on, or empty for all of them.
        environment: environment variables that the worker receives besides the usual ones.
        plan: a description of the jobs that the worker will run.
    """

    def __init__(
        self,
        python: str = "",
        processors: frozenset[int] = frozenset(),
        environment: Mapping[str, str] | None = None,
        plan: WorkerPlan = USUAL,
    ) -> None:
        super().__init__()
        self._plan = plan
        self._python, self._processors = python, processors
        self._environment = environment or {}
        self._process: WorkerProcess | None = None
        # One thread may start the worker while another one runs a job on it.
        self._starting = threading.Lock()
        self._is_ready = self._is_warm = False

    def start(self) -> None:
        """Start the worker without waiting for it. Do nothing if it is already running."""
        self._started()

    def _kill(self) -> None:
        # The attribute is read only once, because another thread may replace it.
        process = self._process
        if process is not None:
            process.kill()

    def _end(self) -> None:
        if self._process is not None:
            self._process.close(at_once=not self._is_ready)
            self._process, self._is_ready, self._is_warm = None, False, False

    def _started(self) -> WorkerProcess:
        self._check_open()
        with self._starting:
            if self._process is None:
                self._process = WorkerProcess(
                    self._python, self._processors, self._environment, self._plan
                )
            return self._process

    def _run(self, job_bytes: bytes, timeout_s: float, watch: Watch | None) -> ChildExit:
        """Run a job. If the worker dies, run the job once more on a new worker."""
        for is_last in (False, True):
            process = self._started()
            try:
                return self._run_on(process, job_bytes, timeout_s, watch)
            except WorkerDiedError:
                was_ready = self._is_ready
                error = process.failed_start()
                self._end()
                if is_last and not was_ready:
                    raise error from None
            except BaseException:
                self._end()
                raise
        raise LostError("the worker died twice while running it")

    def _run_on(
        self, process: WorkerProcess, job_bytes: bytes, timeout_s: float, watch: Watch | None
    ) -> ChildExit:
        files = process.files
        files.begin(job_bytes)
        process.send(JOB)
        if not self._await_start(process, watch):
            self._end()
            return NOT_STARTED
        message = _await_end(process, timeout_s, watch)
        if not isinstance(message, str):
            return files.child_exit(_exit_code(message), None)
        process.send(KILL)
        return files.child_exit(_exit_code(_receive_status(process)), message)

    def _await_start(self, process: WorkerProcess, watch: Watch | None) -> bool:
        """Wait until the job's child process starts. Return False if the job is cancelled first.

        Waiting here keeps the time that torch takes to import out of the snippet's time limit. Once
        the worker has imported torch, children start immediately, and the worker no longer reports
        their start.
        """
        while not self._is_warm:
            message = _next_message(process, START_S, None, watch)
            if message == "timeout":
                raise WorkerDiedError
            if isinstance(message, str):
                return False
            self._is_ready = True
            if "ready" in message:
                layers = message["layers"]
                self.layers = {name: Layer(*reported) for name, reported in layers.items()}
            self._is_warm = "warm" in message
            if "started" in message:
                break
        return True


def _await_end(
    process: WorkerProcess, timeout_s: float, watch: Watch | None
) -> dict[str, Any] | StopReason:
    """Wait for the worker's message that the child has ended.

    Return the message, or the reason to stop the child. Time in which other programs keep the child
    from running does not count towards its limit. So the child is stopped after the limit only if
    it has used most of that time or was idle.
    """
    wait_s, waited_s, used_s = timeout_s, 0.0, 0.0
    while True:
        message = _next_message(process, wait_s, process.files, watch)
        if message != "timeout":
            return message
        reply = _used_so_far(process)
        if "status" in reply:
            return reply
        now_s = reply["used_s"]
        waited_s += wait_s
        if now_s is None or now_s >= FULL_SHARE * timeout_s or waited_s >= MOST_TIMES * timeout_s:
            return "timeout"
        if now_s - used_s < IDLE_SHARE * wait_s:
            return "timeout"
        used_s, wait_s = now_s, min(timeout_s - now_s, MOST_TIMES * timeout_s - waited_s)


def _used_so_far(process: WorkerProcess) -> dict[str, Any]:
    """Ask how much processor time the child has used, and return the worker's reply.

    If the child has ended, the reply says that instead.

    Raises:
        WorkerDiedError: the worker does not respond.
    """
    process.send(USED)
    reply = process.receive(KILL_GRACE_S)
    if reply is None:
        raise WorkerDiedError
    return reply


def _next_message(
    process: WorkerProcess, seconds: float, files: Files | None, watch: Watch | None
) -> dict[str, Any] | StopReason:
    """Wait for the worker's next message. Return it, or the reason to stop waiting.

    `watch` is called repeatedly during the wait.
    """
    deadline = time.monotonic() + seconds
    while (remaining_s := deadline - time.monotonic()) > 0:
        message = process.receive(min(remaining_s, WATCH_S) if watch else remaining_s)
        if message is not None:
            return message
        if watch and not watch(files.printed() if files else ""):
            return "cancelled"
    return "timeout"


def _exit_code(message: dict[str, Any]) -> int:
    return os.waitstatus_to_exitcode(message["status"])


def _receive_status(process: WorkerProcess) -> dict[str, Any]:
    """Wait for the worker's reply to `KILL`, and return it."""
    message = process.receive(KILL_GRACE_S)
    if message is None:
        raise WorkerDiedError
    return message
