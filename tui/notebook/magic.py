"""Defines the magic `%torchquiz`, which runs a command inside a notebook in plain text."""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Protocol

from torchquiz.tui.cli import main
from torchquiz.tui.commandline.table import COMMANDS
from torchquiz.tui.terminal.cell import CellInput

LINE_BY_LINE = ("take", "review")
"""Commands that open the app unless they are given `--plain`."""


class Shell(Protocol):
    """The part of IPython's shell that torchquiz uses."""

    def register_magic_function(
        self, func: Callable[[str], None], magic_kind: str, magic_name: str
    ) -> None:
        """Register a function as a magic command."""


def register(shell: Shell) -> None:
    """Add the magic `%torchquiz` to an IPython shell."""

    def torchquiz(line: str) -> None:
        """Run a torchquiz command, such as `%torchquiz take conv2d`.

        Without a command, open the home screen.
        """
        # IPython in a terminal has no kernel; there, standard input works without help.
        is_in_cell = getattr(shell, "kernel", None) is not None
        run_line(line, is_in_cell=is_in_cell)

    shell.register_magic_function(torchquiz, "line", "torchquiz")


def run_line(line: str, *, is_in_cell: bool) -> None:
    """Run the command line that follows `%torchquiz`.

    If a quotation mark is missing, print an error instead.
    """
    try:
        words = shlex.split(line)
    except ValueError as error:
        print(f"torchquiz: {error}; add the missing quotation mark.", file=sys.stderr)
        return
    with _answers_from_cell() if is_in_cell else nullcontext():
        main(plain_words(words))


def plain_words(words: Sequence[str]) -> list[str]:
    """Return the arguments, with `--plain` added if the command would otherwise open the app."""
    command = next((word for word in words if word in COMMANDS), None)
    is_asking = command in LINE_BY_LINE or (command is None and "--help" not in words)
    return ["--plain", *words] if is_asking and "--plain" not in words else list(words)


@contextmanager
def _answers_from_cell() -> Iterator[None]:
    before, sys.stdin = sys.stdin, CellInput()
    try:
        yield
    finally:
        sys.stdin = before
