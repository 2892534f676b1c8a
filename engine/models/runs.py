"""Values and runs: what code returned, as plain data that any front end can show."""

from typing import Any

from msgspec import Struct


class Value(Struct, frozen=True):
    """A value that a snippet returned, as plain data.

    `tag` is its type (`int`, `shape`, `dtype`, `tensor`, …), `data` is what it is compared by, and
    `text` is how it is shown.
    """

    tag: str
    data: Any
    text: str


class Run(Struct, frozen=True):
    """A snippet that was run: its code, and its output or error."""

    code: str
    """Only the lines worth showing; empty if they are shown right above."""
    asked: str
    """The expression that was evaluated afterwards; empty if none was."""
    value: str
    """The value of `asked`; empty if nothing was asked or the code raised."""
    output: str
    error: str
    """`RuntimeError: …` with the line of the snippet; empty if nothing was raised."""
    elapsed_ms: float

    @property
    def gave(self) -> str:
        """What a learner sees after the arrow."""
        return self.error or self.value or self.output.rstrip("\n")
