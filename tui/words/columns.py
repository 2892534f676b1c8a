"""Texts in columns; pure, and shared by both front ends."""

import textwrap
from collections.abc import Sequence

GAP = 3
LEAST = 8
"""A column that is broken keeps at least so many characters."""


def aligned(rows: Sequence[Sequence[str]], width: int = 0) -> list[str]:
    """The rows as lines: the first and last columns stand left, those between right.

    The last column is broken where `width` ends, and goes on below itself; 0 means never.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lead = sum(widths[:-1]) + GAP * (len(widths) - 1)
    return [
        line
        for row in rows
        for line in _lines(row, widths, max(width - lead, LEAST) if width else 0)
    ]


def _lines(row: Sequence[str], widths: Sequence[int], room: int) -> list[str]:
    first, *between, last = (
        f"{cell:{'>' if 0 < place < len(row) - 1 else '<'}{width}}"
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    lead = (" " * GAP).join([first, *between, ""])
    told = textwrap.wrap(last.strip(), room) if room else [last.strip()]
    return [
        f"{start}{text}".rstrip()
        for start, text in zip([lead, *[" " * len(lead)] * len(told)], told or [""], strict=False)
    ]
