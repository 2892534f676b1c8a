"""Writes the table of a question as HTML or Markdown, including its row and column names."""

import re
from collections.abc import Callable, Iterator

from torchquiz.engine.exchange.writers.exported import ExportedTable, Gap
from torchquiz.engine.exchange.writers.markup import html_line, markdown

BAR = re.compile(r"(?<!\\)\|")
"""Matches a `|` that is not escaped."""
WriteGap = Callable[[Gap, int], str]
"""A function that returns the content of a cell to fill in. Its second argument is the number of
the gap."""


def html_table(table: ExportedTable, write_gap: WriteGap) -> str:
    """Convert a table to HTML. `write_gap` returns the markup of a cell to fill in."""
    head = "".join(f"<th>{html_line(name)}</th>" for name in ("", *table.columns))
    rows = "".join(
        f"<tr><th>{html_line(name)}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for name, cells in _written_rows(table, html_line, write_gap)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def markdown_table(table: ExportedTable, write_gap: WriteGap) -> str:
    """Convert a table to Markdown. `write_gap` returns the markup of a cell to fill in."""
    lines = [["", *map(markdown, table.columns)], ["---"] * (len(table.columns) + 1)]
    for name, cells in _written_rows(table, markdown, write_gap):
        lines.append([markdown(name), *cells])
    return "\n".join(f"| {' | '.join(map(_cell, cells))} |" for cells in lines)


def _cell(text: str) -> str:
    """Put the content of a Markdown cell on one line, and escape every `|` in it."""
    return BAR.sub(r"\\|", " ".join(text.split("\n")))


def _written_rows(
    table: ExportedTable, write_text: Callable[[str], str], write_gap: WriteGap
) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each row, together with the markup of its cells."""
    number = 0
    for name, cells in table.rows:
        written: list[str] = []
        for cell in cells:
            if isinstance(cell, Gap):
                number += 1
                written.append(write_gap(cell, number))
            else:
                written.append(write_text(cell))
        yield name, written
