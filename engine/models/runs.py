"""Defines runs and the values they returned, as plain data that any front end can show."""

from typing import Any

from msgspec import Struct


class Value(Struct, frozen=True):
    """A value that a snippet returned, as plain data.

    `tag` is its type (`int`, `shape`, `dtype`, `tensor`, …), `data` is used to compare it, and
    `text` is shown.
    """

    tag: str
    data: Any
    text: str


class Run(Struct, frozen=True):
    """One run of a snippet: its code, and its value, output or error."""

    code: str
    """Lines worth showing; empty if they are already on the screen."""
    asked: str
    """Expression that was evaluated afterwards; empty if none was."""
    value: str
    """Value of `asked`; empty if nothing was asked or the code raised an error."""
    output: str
    error: str
    """Error with the line of the snippet, as `RuntimeError: …`; empty if there was none."""
    elapsed_ms: float

    @property
    def gave(self) -> str:
        """Text that a learner sees after the arrow: the error, the value or the output."""
        return self.error or self.value or self.output.rstrip("\n")
