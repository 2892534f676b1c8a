"""Says lines and asks for one; knows nothing about quizzes."""

import io
import shutil
import textwrap
from contextlib import suppress
from typing import TextIO

from torchquiz.tui.plain.glyphs import carried
from torchquiz.tui.terminal.capabilities import encoding_of

WIDEST = 100
"""Columns of prose on a terminal; in a pipe a sentence stays one line."""


class Dialogue:
    """A conversation over two streams; either may be closed.

    What was typed is repeated if it came from a pipe, so that a transcript reads as it would on a
    terminal. Bytes that are not text are read as the replacement character, which no answer has.
    """

    def __init__(self, heard: TextIO | None, said: TextIO | None) -> None:
        self._heard = heard
        self._said = said
        self._encoding = encoding_of(said)
        self._width = (
            min(WIDEST, shutil.get_terminal_size().columns)
            if said is not None and said.isatty()
            else 0
        )
        if isinstance(heard, io.TextIOWrapper):
            heard.reconfigure(errors="replace")
        self._is_typed = heard is not None and heard.isatty()
        self.is_on_terminal = self._is_typed and said is not None and said.isatty()
        """Whether somebody sits at a terminal on both ends."""

    def say(self, *lines: str) -> None:
        """Say lines as they are."""
        self._write("".join(f"{line}\n" for line in lines))

    def tell(self, *texts: str) -> None:
        """Say prose, which is wrapped at the width of the terminal."""
        for text in texts:
            for line in text.splitlines() or [""]:
                self.say(*self._wrapped(line))

    def ask(self, prompt: str) -> str:
        """Ask for one line.

        Raises:
            EOFError: nobody answers, or no longer.
        """
        self._write(prompt)
        line = self._hear()
        if not line.endswith("\n") or not self._is_typed:
            self.say(line.rstrip("\n"))
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def _hear(self) -> str:
        """Return the next line; empty if there is none."""
        try:
            return self._heard.readline() if self._heard is not None else ""
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
        if self._said is None:
            return
        self._said.write(carried(text, self._encoding))
        self._said.flush()
