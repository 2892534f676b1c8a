"""Decides whether code that did not come with torchquiz may run.

Where it is fully confined it always may; elsewhere only after the user has agreed. The answer is
remembered for the content, not for the path: after a change of the bank the user is asked again.
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

Ask = Callable[[str], bool]
"""Puts a question to the user, and returns whether the answer is yes."""
NAMED = 3
"""How many files are named in the question."""


class Trust:
    """The banks that the user has agreed to run, in a file with one hash a line."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def unknown(self, paths: Sequence[Path]) -> list[Path]:
        """Return the files that did not come with torchquiz and that nobody has agreed to."""
        agreed = set(self._file.read_text().split()) if self._file.is_file() else set()
        return [
            path
            for path in paths
            if BANKS not in path.resolve().parents and _content_hash(path) not in agreed
        ]

    def remember(self, paths: Sequence[Path]) -> None:
        """Remember that these files may run with their present content.

        Raises:
            StoreError: the file cannot be written.
        """
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a") as file:
                file.writelines(f"{_content_hash(path)}\n" for path in paths)
        except OSError as error:
            raise StoreError(
                f"{self._file}: your answer cannot be remembered: {error.strerror}."
            ) from error


def ask_on_terminal(question: str) -> bool:
    """Ask whoever sits at the terminal; silence is a no."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def somebody() -> Ask | None:
    """Return how to ask the user; None if standard input is not a terminal."""
    return ask_on_terminal if sys.stdin is not None and sys.stdin.isatty() else None


def layers_of(workers: Workers) -> Mapping[str, Layer]:
    """Return what confines the workers; starts one of them to find out."""
    workers.run(Job(()))
    return workers.layers


def permit(
    paths: Sequence[Path], trust: Trust, layers: Callable[[], Mapping[str, Layer]], ask: Ask | None
) -> None:
    """Return only if all code is confined, known, or agreed to now.

    Args:
        paths: the lesson files that would run.
        trust: what was agreed to before.
        layers: returns what confines the worker; only called when it matters, as it starts one.
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
        f"Code of {_named(unknown)} would run with your rights: this machine does not confine it "
        f"fully. Missing: {', '.join(missing)}."
    )
    if ask is None:
        raise TorchquizError(
            f"{reason} To agree to it, run torchquiz check on a terminal, or with --trust."
        )
    if not ask(f"{reason}\nRun it all the same, now and later, until it changes? [y/N] "):
        raise TorchquizError("Nothing was run.")
    trust.remember(unknown)


def _named(paths: Sequence[Path]) -> str:
    """Return the first few names, and how many more there are."""
    names = ", ".join(map(str, paths[:NAMED]))
    return f"{names} and {len(paths) - NAMED} more" if len(paths) > NAMED else names


def _content_hash(path: Path) -> str:
    """Return a hash of a file's content; empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
