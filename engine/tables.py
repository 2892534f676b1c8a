"""Formats rows of strings as a table with aligned columns."""

import textwrap
from collections.abc import Sequence

NONE = slice(0)
BETWEEN = slice(1, -1)
"""All columns except the first and last, which usually contain names and sentences."""
ALL_BUT_FIRST = slice(1, None)
LEAST = 8
"""Minimum width of a wrapped column, however narrow the screen is."""


def aligned(
    rows: Sequence[Sequence[str]], *, right: slice = BETWEEN, gap: int = 3, width: int = 0
) -> list[str]:
    """Format rows as lines with aligned columns.

    Args:
        rows: the cells of each row. All rows have the same number of cells.
        right: the columns to align to the right. All others are aligned to the left.
        gap: the number of spaces between two columns.
        width: the length of a line in characters. If a row is longer, its last cell is wrapped
            within its column. With 0, nothing is wrapped.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    to_right = set(range(len(widths))[right])
    lead = sum(widths[:-1]) + gap * (len(widths) - 1)
    room = max(width - lead, LEAST) if width else 0
    lines: list[str] = []
    for row in rows:
        cells = [
            cell.rjust(widths[column]) if column in to_right else cell.ljust(widths[column])
            for column, cell in enumerate(row)
        ]
        lines += _wrap_last_cell((" " * gap).join([*cells[:-1], ""]), cells[-1], room)
    return lines


def _wrap_last_cell(lead: str, last: str, room: int) -> list[str]:
    """Return the lines of a row. `lead` holds all cells but the last, and `last` the last cell."""
    if not room:
        return [(lead + last).rstrip()]
    first, *others = textwrap.wrap(last.strip(), room) or [""]
    return [(lead + first).rstrip(), *(" " * len(lead) + other for other in others)]
