"""A process that proves lessons in the background, and the news of how far it is."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from msgspec import Struct

from torchquiz.engine.errors import Fault
from torchquiz.engine.folders import INSTALLED

START = Path(__file__).parent.parent / "proving" / "start_background.py"
"""The program of the process that proves; its first argument is the folder to import from."""


class ProofProgress(Struct, frozen=True):
    """How far the proof of a lesson in the background is."""

    path: Path
    done: int
    total: int
    faults: tuple[Fault, ...] = ()
    is_finished: bool = False


class BackgroundProof:
    """A process that proves lessons and keeps the proofs; iterate over its news in a thread."""

    def __init__(self, paths: list[Path], proofs: Path, jobs: int) -> None:
        root = str(INSTALLED)
        command = [
            sys.executable,
            "-I",
            str(START),
            root,
            str(proofs),
            str(jobs),
            *map(str, paths),
        ]
        self._paths = paths
        self._is_stopped = False
        self._is_heard = False
        """Whether the news is being read, which then closes the stream."""
        self._messages = TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._messages,
            text=True,
        )

    def __iter__(self) -> Iterator[ProofProgress]:
        """Yield news until everything is proven or the process is stopped.

        If the process ends by itself, every lesson that is left has a fault that says so.
        """
        assert self._process.stdout is not None
        self._is_heard = True
        left = dict.fromkeys(self._paths)
        with self._process.stdout as lines:
            for line in lines:
                news = json.loads(line)
                faults = tuple(Fault(**fault) for fault in news.pop("faults"))
                progress = ProofProgress(**news | {"path": Path(news["path"]), "faults": faults})
                if progress.is_finished:
                    left.pop(progress.path, None)
                yield progress
        for path in () if self._is_stopped else left:
            message = f"its proof ended early: {self._last_message()}."
            fault = Fault(str(path), 1, 1, message, "Run torchquiz check to see more.")
            yield ProofProgress(path, 0, 0, (fault,), is_finished=True)

    def stop(self) -> None:
        """End the process and with it the news; what it proved so far is kept."""
        self._is_stopped = True
        self._process.terminate()
        self._process.wait()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._messages.close()
        if not self._is_heard:
            self._process.stdout.close()

    def _last_message(self) -> str:
        status = self._process.wait()
        self._messages.seek(0)
        lines = self._messages.read().decode(errors="replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else f"the process ended with status {status}"
