"""Decides whether code that does not come with torchquiz may run.

If the sandbox is complete, the code may always run. Otherwise it runs only after the user has
agreed. The user agrees to the content of a file, not to its path, and so must agree again if a
lesson changes.
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
"""A function that asks the user a question and returns whether the answer is yes."""
MOST_NAMES = 3
"""The maximum number of files that the question names."""


class Trust:
    """The lessons that the user has agreed to run, stored in a file as one hash per line."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def unknown(self, paths: Sequence[Path]) -> list[Path]:
        """Return the files that neither come with torchquiz nor have been allowed by the user."""
        agreed = set(self._file.read_text().split()) if self._file.is_file() else set()
        return [
            path
            for path in paths
            if BANKS not in path.resolve().parents and _content_hash(path) not in agreed
        ]

    def remember(self, paths: Sequence[Path]) -> None:
        """Record that these files may run as long as their content does not change.

        Raises:
            StoreError: the record cannot be written.
        """
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a") as file:
                file.writelines(f"{_content_hash(path)}\n" for path in paths)
        except OSError as error:
            raise StoreError(
                f"{self._file}: could not record that you trust this code: {error.strerror}."
            ) from error


def ask_on_terminal(question: str) -> bool:
    """Ask a yes-or-no question on the terminal. An empty answer means no."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def terminal_prompt() -> AskUser | None:
    """Return a function that asks the user on the terminal.

    Return None if standard input is not a terminal.
    """
    return ask_on_terminal if sys.stdin is not None and sys.stdin.isatty() else None


def layers_of(workers: Workers) -> Mapping[str, Layer]:
    """Run an empty job, and return the sandbox's layers of protection around the workers."""
    workers.run(Job(()))
    return workers.layers


def permit(
    paths: Sequence[Path],
    trust: Trust,
    layers: Callable[[], Mapping[str, Layer]],
    ask: AskUser | None,
) -> None:
    """Check that these lessons may run, and ask the user if the sandbox is incomplete.

    Args:
        paths: the lesson files to run.
        trust: the files that the user has already allowed.
        layers: a function that returns the layers of the sandbox. It is called only if needed,
            because it starts a worker.
        ask: a function that asks the user, or None if the user cannot be asked.

    Raises:
        TorchquizError: the user said no or cannot be asked.
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
    if not ask(f"{reason}\nRun the code anyway, and allow it until it changes? [y/N] "):
        raise TorchquizError("Nothing was run.")
    trust.remember(unknown)


def _names(paths: Sequence[Path]) -> str:
    """Return the first few paths, followed by the number of those left out."""
    names = ", ".join(map(str, paths[:MOST_NAMES]))
    left_out = len(paths) - MOST_NAMES
    return f"{names} and {left_out} more" if left_out > 0 else names


def _content_hash(path: Path) -> str:
    """Return a hash of a file's content, or an empty string if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
