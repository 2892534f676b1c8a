"""Splits the sentences about what is not proven into their position and their message."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

POSITION = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<message>.*)", re.DOTALL)
"""A sentence with its position: `conv.yaml:12:7: item 'size': its source: a book.`"""


@dataclass(frozen=True, slots=True)
class UnprovenLine:
    """Something that is not proven: where, and why."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


def unproven_lines(sentences: Iterable[str]) -> list[UnprovenLine]:
    """Return the sentences with their positions; one without a position is left out."""
    matches = filter(None, map(POSITION.fullmatch, sentences))
    return [
        UnprovenLine(match["path"], int(match["line"]), int(match["column"]), match["message"])
        for match in matches
    ]
