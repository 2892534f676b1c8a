"""Values and runs: what code really gave, as plain data that any front end can show."""

from typing import Any

from msgspec import Struct


class Value(Struct, frozen=True):
    """A value that a snippet gave, as plain data.

    `tag` says what it was (`int`, `shape`, `dtype`, `tensor`, …), `data` is what it is compared by, `text` how it is shown.
    """

    tag: str
    data: Any
    text: str


class Run(Struct, frozen=True):
    """A snippet that was really run: its code and what came of it."""

    code: str
    """Only the lines worth showing; empty when they stand right above."""
    asked: str
    """The expression that was evaluated afterwards; empty when none was."""
    value: str
    """What `asked` gave; empty when nothing was asked or the code raised."""
    output: str
    error: str
    """`RuntimeError: …` with the line of the snippet; empty when nothing was raised."""
    elapsed_ms: float

    @property
    def gave(self) -> str:
        """In one line: what a learner sees behind the arrow."""
        return self.error or self.value or self.output.rstrip("\n")
