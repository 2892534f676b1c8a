"""Prints lines and asks for input, without knowing anything about quizzes."""

import io
import shutil
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from torchquiz.engine.text.encodable import make_encodable
from torchquiz.tui.terminal.cell import CellInput
from torchquiz.tui.terminal.streams import encoding_of

WIDEST = 100
"""Maximum width of prose on a terminal; in a pipe, lines are not wrapped."""


class Dialogue:
    """A conversation with the learner over two streams, either of which may be closed.

    Input from a pipe is echoed, so that a transcript reads as it would on a terminal. Bytes that
    cannot be decoded become the replacement character, which is not part of any answer.
    """

    def __init__(self, source: TextIO | None, target: TextIO | None) -> None:
        self._input = source
        self._output = target
        self._encoding = encoding_of(target)
        self._width = (
            min(WIDEST, shutil.get_terminal_size().columns)
            if target is not None and target.isatty()
            else 0
        )
        if isinstance(source, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):  # the stream was read before
                source.reconfigure(errors="replace")
        self._mentioned: set[str] = set()
        self.shows_pictures = True
        """Whether to print pictures and bars made of characters, besides what they show."""
        self._is_typed = source is not None and source.isatty()
        self.is_on_terminal = self._is_typed and target is not None and target.isatty()
        """Whether both the input and the output are terminals."""

    def say(self, *lines: str) -> None:
        """Print lines as they are, without wrapping."""
        self._write("".join(f"{line}\n" for line in lines))

    def tell(self, *texts: str) -> None:
        """Print paragraphs, wrapped to the width of the terminal."""
        for text in texts:
            for line in text.splitlines() or [""]:
                self.say(*self._wrapped(line))

    def unmentioned(self, commands: Iterable[str]) -> list[str]:
        """Return the descriptions of commands that this method has not returned before."""
        new = [command for command in commands if command not in self._mentioned]
        self._mentioned.update(new)
        return new

    def ask(self, prompt: str) -> str:
        """Ask for one line of input.

        Raises:
            EOFError: The input is closed or has ended.
            TorchquizError: A notebook cannot ask for input.
        """
        if isinstance(self._input, CellInput):
            return self._input.ask(prompt)
        self._write(prompt)
        line = self._read_line()
        if not line.endswith("\n") or not self._is_typed:
            self.say(line.rstrip("\n"))
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def _read_line(self) -> str:
        """Return the next line of input, or an empty string if the input has ended."""
        try:
            return self._input.readline() if self._input is not None else ""
        except SystemExit:
            with suppress(OSError):
                self.say("")
            raise

    def _wrapped(self, line: str) -> list[str]:
        if len(line) < self._width or not self._width:
            return [line]
        margin = line[: len(line) - len(line.lstrip())]
        return textwrap.wrap(
            line,
            self._width - 1,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _write(self, text: str) -> None:
        if self._output is None:
            return
        self._output.write(make_encodable(text, self._encoding))
        self._output.flush()
