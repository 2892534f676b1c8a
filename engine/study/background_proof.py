"""A background process that proves lessons and reports its progress."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import msgspec
from msgspec import Struct

from torchquiz.engine.errors import Fault
from torchquiz.engine.folders import INSTALLED
from torchquiz.engine.models.beginning import Beginning
from torchquiz.engine.models.decoding import decode
from torchquiz.engine.sandbox.worker_process import search_path
from torchquiz.engine.starting import STARTING

START = Path(__file__).parent.parent / "proving" / "start_background.py"
"""The program that the process runs. Its first argument lists the folders from which to import."""


class ProofProgress(Struct, frozen=True):
    """A report on the progress of one lesson's proof."""

    path: Path
    done: int
    total: int
    faults: tuple[Fault, ...] = ()
    obstacle: str = ""
    """Why the lesson cannot be proven on this machine, such as a missing PyTorch, or empty."""
    is_finished: bool = False
    is_open: bool = False
    """Whether learners can now open more of the lesson, although it is still being proven."""


class BackgroundProof:
    """A background process that proves lessons and caches the proofs.

    Iterate over it in a thread to receive its progress reports.

    Args:
        paths: the lessons, in the order in which they are proven.
        proofs: the file of the cache.
        jobs: the number of workers.
        begins_with: what the learner begins with in the first lesson, which is proven first. None
            means that no learner is waiting.
    """

    def __init__(
        self, paths: list[Path], proofs: Path, jobs: int, begins_with: Beginning | None = None
    ) -> None:
        folders = [str(INSTALLED), *search_path("")]
        command = [
            sys.executable,
            "-I",
            str(START),
            msgspec.json.encode(folders).decode(),
            str(proofs),
            str(jobs),
            msgspec.json.encode(begins_with).decode() if begins_with else "",
            *map(str, paths),
        ]
        self._paths = paths
        self._is_stopped = False
        self._is_read = False
        """Whether a thread is reading the reports. That thread closes the stream when it has
        finished."""
        self._messages = TemporaryFile()  # noqa: SIM115 (closed with the process)
        with STARTING:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._messages,
                text=True,
            )

    def __iter__(self) -> Iterator[ProofProgress]:
        """Yield progress reports until everything is proven or the process is stopped.

        If the process ends early without being stopped, the obstacle is reported for each remaining
        lesson.
        """
        assert self._process.stdout is not None
        self._is_read = True
        left = dict.fromkeys(self._paths)
        with self._process.stdout as lines:
            for line in lines:
                progress = _read_progress(line)
                if progress.is_finished:
                    left.pop(progress.path, None)
                yield progress
        for path in () if self._is_stopped else left:
            message = f"The proof of {path} ended early: {self._last_message()}."
            obstacle = f"{message} Run `torchquiz check {path}` for details."
            yield ProofProgress(path, 0, 0, obstacle=obstacle, is_finished=True)

    def stop(self) -> None:
        """Stop the process and its reports. Finished proofs remain cached."""
        self._is_stopped = True
        self._process.terminate()
        self._process.wait()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._messages.close()
        if not self._is_read:
            self._process.stdout.close()

    def _last_message(self) -> str:
        status = self._process.wait()
        self._messages.seek(0)
        lines = self._messages.read().decode(errors="replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else f"the process ended with status {status}"


def _read_progress(line: str) -> ProofProgress:
    """Parse a progress report from a line that the process printed."""
    return decode(line, ProofProgress)
