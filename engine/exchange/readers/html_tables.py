"""Converts an HTML table to lines of text, in which the cells of a column are aligned."""

import re
from dataclasses import dataclass, field

from torchquiz.engine.text.spans import SPAN, code_of

WIDEST = 76
"""The maximum width in characters of a table whose columns are aligned."""
MOST_SPANNED = 50
"""The maximum number of columns or rows that one cell may span."""


@dataclass(slots=True)
class HtmlTable:
    """The rows of a table that have been read so far."""

    rows: list[list[str]] = field(default_factory=list)
    _below: dict[int, int] = field(default_factory=dict)
    """For each column, the number of further rows that a cell above spans."""

    def begin_row(self) -> None:
        """Begin a row. It has empty cells where a cell above spans several rows."""
        self.rows.append([])

    def add_cell(self, text: str, columns: int, rows: int) -> None:
        """Add a cell to the last row.

        Args:
            text: the content of the cell, in the markup of lessons.
            columns: the number of columns that the cell spans.
            rows: the number of rows that the cell spans.
        """
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        self._skip_spanned(row)
        for number in range(max(1, min(columns, MOST_SPANNED))):
            self._below[len(row)] = max(1, min(rows, MOST_SPANNED)) - 1
            row.append("" if number else text)

    def _skip_spanned(self, row: list[str]) -> None:
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append("")

    def text(self) -> str:
        """Return the table as fenced lines with aligned columns, or as plain lines if it is wide.

        A table with a single column, or with cells of several lines, serves only for layout and
        also becomes plain lines.
        """
        rows = [row for row in self.rows if any(row)]
        columns = max(map(len, rows), default=0)
        if columns < 2 or any("\n" in cell for row in rows for cell in row):
            return "\n".join(map(_joined, rows))
        plain = [[*map(_without_spans, row), *[""] * (columns - len(row))] for row in rows]
        widths = [max(len(row[column]) for row in plain) for column in range(columns)]
        if sum(widths) + 3 * (columns - 1) > WIDEST:
            return "\n".join(map(_joined, rows))
        lines = (" | ".join(map(str.ljust, row, widths)).rstrip() for row in plain)
        return "\n".join(["```", *lines, "```"])


def _joined(row: list[str]) -> str:
    """Join the cells of a row on one line, or below each other if one of them has several lines."""
    return ("\n" if any("\n" in cell for cell in row) else " | ").join(row)


def _without_spans(text: str) -> str:
    """Remove the markup for code, bold text and links, because a fence would show it as is."""
    return SPAN.sub(_content, text)


def _content(span: re.Match[str]) -> str:
    return code_of(span) or span["bold"] or f"{span['label']} ({span['url']})"
