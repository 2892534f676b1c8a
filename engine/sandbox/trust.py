"""Decides whether code that did not come with torchquiz may run.

Where the sandbox is complete it always may; elsewhere only after the user has agreed. The decision
is stored for a file's content, not its path, so a changed lesson needs a new decision.
"""

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.sandbox.job import Job
from torchquiz.engine.sandbox.job_runner import Layer
from torchquiz.engine.sandbox.pool import Workers

AskUser = Callable[[str], bool]
"""Asks the user a question, and returns whether the answer is yes."""
MOST_NAMES = 3
"""Number of files that the question names, at most."""


class Trust:
    """The lessons that the user has agreed to run, stored as one hash a line."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def unknown(self, paths: Sequence[Path]) -> list[Path]:
        """Return the files that did not come with torchquiz and that the user has not allowed."""
        agreed = set(self._file.read_text().split()) if self._file.is_file() else set()
        return [
            path
            for path in paths
            if BANKS not in path.resolve().parents and _content_hash(path) not in agreed
        ]

    def remember(self, paths: Sequence[Path]) -> None:
        """Store that these files may run as long as their content does not change.

        Raises:
            StoreError: the file cannot be written.
        """
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a") as file:
                file.writelines(f"{_content_hash(path)}\n" for path in paths)
        except OSError as error:
            raise StoreError(
                f"{self._file}: could not save that you trust this code: {error.strerror}."
            ) from error


def ask_on_terminal(question: str) -> bool:
    """Ask on the terminal; an empty answer means no."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def terminal_prompt() -> AskUser | None:
    """Return the function that asks the user; None if standard input is not a terminal."""
    return ask_on_terminal if sys.stdin is not None and sys.stdin.isatty() else None


def layers_of(workers: Workers) -> Mapping[str, Layer]:
    """Return the layers that confine the workers; start one of them to find out."""
    workers.run(Job(()))
    return workers.layers


def permit(
    paths: Sequence[Path],
    trust: Trust,
    layers: Callable[[], Mapping[str, Layer]],
    ask: AskUser | None,
) -> None:
    """Check that these lessons may run; ask the user if the sandbox is incomplete.

    Args:
        paths: the lesson files to run.
        trust: the files that the user has allowed before.
        layers: returns the layers that confine the worker; called only if needed, as it starts one.
        ask: asks the user; None if that is not possible.

    Raises:
        TorchquizError: the user said no, or cannot be asked.
    """
    unknown = trust.unknown(paths)
    if not unknown:
        return
    missing = [
        f"{name} ({layer.detail})" for name, layer in layers().items() if not layer.is_active
    ]
    if not missing:
        return
    reason = (
        f"The code in {_names(unknown)} would run with your own permissions, because the sandbox "
        f"is incomplete on this machine. Missing: {', '.join(missing)}."
    )
    if ask is None:
        raise TorchquizError(
            f"{reason} To allow it, run `torchquiz check` in a terminal, or pass `--trust`."
        )
    if not ask(f"{reason}\nRun it anyway, now and until it changes? [y/N] "):
        raise TorchquizError("Nothing was run.")
    trust.remember(unknown)


def _names(paths: Sequence[Path]) -> str:
    """Return the first few names, and the number of those left out."""
    names = ", ".join(map(str, paths[:MOST_NAMES]))
    left_out = len(paths) - MOST_NAMES
    return f"{names} and {left_out} more" if left_out > 0 else names


def _content_hash(path: Path) -> str:
    """Return a hash of a file's content, or an empty string if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
