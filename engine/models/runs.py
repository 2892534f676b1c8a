"""The results of running code, as plain data that both front ends can show."""

from typing import Any

from msgspec import Struct


class Value(Struct, frozen=True):
    """A value from a snippet, as plain data.

    `tag` is the type of the value (`int`, `shape`, `dtype`, `tensor`, …), `data` is what is
    compared, and `text` is what is shown.
    """

    tag: str
    data: Any
    text: str


class Run(Struct, frozen=True):
    """The result of running a snippet once: its code, and its value, output or error."""

    code: str
    """The lines of code to show. It is empty if they are already on the screen."""
    asked: str
    """The expression that was evaluated after the code, or an empty string if there was none."""
    value: str
    """The value of `asked`. It is empty if `asked` is empty or the code raised an error."""
    output: str
    error: str
    """The error with its line in the snippet, such as `RuntimeError: …`. It is empty on success."""
    elapsed_ms: float

    @property
    def gave(self) -> str:
        """The result that is shown after the arrow: the error, the value or the output."""
        return self.error or self.value or self.output.rstrip("\n")
