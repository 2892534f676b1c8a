"""Whether code that did not come with torchquiz may run: always where it is fully confined, else only once the user has said so.

The answer is remembered for the content, not for the path: a bank that changes is asked about again.
"""

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.sandbox.job import Job
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.sandbox.runner import Layer

Ask = Callable[[str], bool]
"""Puts a question to the user; None where there is nobody to ask."""


class Trust:
    """The banks that the user has agreed to run, in a file with one hash per line."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def unknown(self, paths: Sequence[Path]) -> list[Path]:
        """Those of the lesson files that did not come with torchquiz, and that nobody has agreed to as they stand."""
        agreed = set(self._file.read_text().split()) if self._file.is_file() else set()
        return [
            path
            for path in paths
            if BANKS not in path.resolve().parents and _content(path) not in agreed
        ]

    def remember(self, paths: Sequence[Path]) -> None:
        """Remember that these files may run as they stand.

        Raises:
            StoreError: the file cannot be written.
        """
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a") as file:
                file.writelines(f"{_content(path)}\n" for path in paths)
        except OSError as error:
            raise StoreError(
                f"{self._file}: your answer cannot be remembered: {error.strerror}."
            ) from error


def ask_on_terminal(question: str) -> bool:
    """Put a question to whoever sits at the terminal; silence is a no."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def somebody() -> Ask | None:
    """Whom to ask: nobody in a pipe."""
    return ask_on_terminal if sys.stdin is not None and sys.stdin.isatty() else None


def layers_of(workers: Workers) -> Mapping[str, Layer]:
    """What confines the workers; one of them is started to know."""
    workers.run(Job(()))
    return workers.layers


def permit(
    paths: Sequence[Path], trust: Trust, layers: Callable[[], Mapping[str, Layer]], ask: Ask | None
) -> None:
    """Go on only with code that is confined, known, or agreed to now.

    Args:
        paths: the lesson files that would run.
        trust: what was agreed to before.
        layers: tells what confines the worker; only called when it matters, for it starts one.
        ask: asks the user.

    Raises:
        TorchquizError: the user said no, or cannot be asked.
    """
    strangers = trust.unknown(paths)
    if not strangers:
        return
    missing = [
        f"{name} ({layer.detail})" for name, layer in layers().items() if not layer.is_active
    ]
    if not missing:
        return
    names = ", ".join(map(str, strangers[:3])) + (
        f" and {len(strangers) - 3} more" if len(strangers) > 3 else ""
    )
    reason = f"Code of {names} would run with your rights: this machine does not confine it fully. Missing: {', '.join(missing)}."
    if ask is None:
        raise TorchquizError(
            f"{reason} To agree to it, run torchquiz check on a terminal, or with --trust."
        )
    if not ask(f"{reason}\nRun it all the same, now and later, until it changes? [y/N] "):
        raise TorchquizError("Nothing was run.")
    trust.remember(strangers)


def _content(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
