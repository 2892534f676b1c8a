"""Splits sentences about unproven parts of lessons into a position and a message."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

POSITION = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<message>.*)", re.DOTALL)
"""A sentence that begins with a position: `conv.yaml:12:7: item 'size': its source: a book.`"""


@dataclass(frozen=True, slots=True)
class UnprovenLine:
    """A part of a lesson that is not proven, with its position and the reason."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


def unproven_lines(sentences: Iterable[str]) -> list[UnprovenLine]:
    """Split sentences into positions and messages. Sentences without a position are left out."""
    matches = filter(None, map(POSITION.fullmatch, sentences))
    return [
        UnprovenLine(match["path"], int(match["line"]), int(match["column"]), match["message"])
        for match in matches
    ]
