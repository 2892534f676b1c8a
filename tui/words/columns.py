"""Texts in columns, shared by both front ends."""

import textwrap
from collections.abc import Sequence

GAP = 3
LEAST = 8
"""A column that is wrapped keeps at least this many characters."""


def aligned(rows: Sequence[Sequence[str]], width: int = 0) -> list[str]:
    """Return the rows as lines, whose first and last columns are flush left, the others right.

    The last column is wrapped at `width` and goes on below itself; 0 means never.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    before_last = sum(widths[:-1]) + GAP * (len(widths) - 1)
    room = max(width - before_last, LEAST) if width else 0
    lines: list[str] = []
    for row in rows:
        lines += _lines(row, widths, room)
    return lines


def _lines(row: Sequence[str], widths: Sequence[int], room: int) -> list[str]:
    """Return a row as one line, or as several if its last cell is wrapped."""
    first, *between, last = row
    cells = [first.ljust(widths[0])]
    cells += [cell.rjust(width) for cell, width in zip(between, widths[1:-1], strict=True)]
    lead = (" " * GAP).join([*cells, ""])
    wrapped = textwrap.wrap(last.strip(), room) if room else [last.strip()]
    leads = [lead] + [" " * len(lead)] * max(len(wrapped) - 1, 0)
    pairs = zip(leads, wrapped or [""], strict=True)
    return [f"{start}{text}".rstrip() for start, text in pairs]
