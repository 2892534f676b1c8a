"""Draws values as small grids of numbers, so that learners see where two values differ."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from torchquiz.engine.models.runs import Value

MOST_SHOWN = 8
"""The maximum number of rows, and of columns, of a tensor to draw."""
LONGEST = 40
"""The maximum length, in characters, of a value that is not a tensor."""
WIDEST = 68
"""The maximum width of a picture in characters. If it is wider, its parts are stacked."""
GAP = "   "

Part = tuple[str, Value]
"""A value with its heading."""


def picture(parts: Sequence[Part]) -> str:
    """Return the values side by side below their headings, or one above the other if they are wide.

    Return an empty string if none of the values is a tensor or a sequence.
    """
    if not any(value.tag in ("tensor", "list", "tuple") for _, value in parts):
        return ""
    blocks = [[heading, *_rows(value)] for heading, value in parts]
    widths = [max(map(len, block)) for block in blocks]
    if sum(widths) + len(GAP) * len(widths) > WIDEST:
        return "\n".join("\n".join([block[0], *_indented(block[1:])]) for block in blocks)
    lines = zip_longest(*blocks, fillvalue="")
    return "\n".join(
        GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _rows(value: Value) -> list[str]:
    """Return the lines that show a value."""
    if value.tag == "tensor":
        shape = tuple(value.data["shape"])
        numbers = [_number(number) for number in value.data["data"]]
        return _tensor_rows(shape, numbers)
    text = value.text if len(value.text) <= LONGEST else f"{value.text[: LONGEST - 1]}…"
    return text.split("\n")


def _tensor_rows(shape: tuple[int, ...], numbers: Sequence[str]) -> list[str]:
    if 0 in shape:
        return [f"empty, shape {shape}"]
    if len(shape) <= 1:
        return _grid([list(numbers)])
    if len(shape) == 2:
        columns = shape[1]
        return _grid([list(numbers[at : at + columns]) for at in range(0, len(numbers), columns)])
    size = len(numbers) // shape[0]
    blocks = [
        _tensor_rows(shape[1:], numbers[at * size : (at + 1) * size]) for at in range(shape[0])
    ]
    lines = [line for block in blocks[:MOST_SHOWN] for line in (*block, "")]
    return lines[:-1] + (["…"] if shape[0] > MOST_SHOWN else [])


def _grid(rows: Sequence[list[str]]) -> list[str]:
    """Return the rows of a matrix with aligned columns. A large matrix is cut off."""
    shown = [_cut(row) for row in rows[:MOST_SHOWN]]
    width = max(len(cell) for row in shown for cell in row)
    lines = [" ".join(cell.rjust(width) for cell in row) for row in shown]
    return lines + (["…"] if len(rows) > MOST_SHOWN else [])


def _cut(row: list[str]) -> list[str]:
    return row if len(row) <= MOST_SHOWN else [*row[:MOST_SHOWN], "…"]


def _number(number: Any) -> str:
    """Format a number compactly. Booleans are shown as 0 or 1."""
    if isinstance(number, bool):
        return str(int(number))
    return f"{number:.4g}" if isinstance(number, float) else str(number)
