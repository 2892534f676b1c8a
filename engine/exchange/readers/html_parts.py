"""Holds the text made from HTML so far, with its open lists, tables and formatting elements."""

import re
from dataclasses import dataclass
from html import unescape

from torchquiz.engine.exchange.readers.html_formats import CODE_TAGS, formatted, preformatted
from torchquiz.engine.exchange.readers.html_tables import HtmlTable
from torchquiz.engine.exchange.readers.html_tags import Tag

SPACES = re.compile(r"\s+")
"""Matches whitespace, which HTML displays as a single space."""
EMPTY_LINES = re.compile(r"\n{3,}")
"""Matches two or more consecutive empty lines."""
BULLET = re.compile(r" *(?:-|\d+\.) ")
"""Matches the sign before an entry of a list."""
Open = dict[str, tuple[int, str]]
"""For each open tag: the number of preceding parts, and the address if the tag is a link."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A table cell that is still being read."""

    table: HtmlTable
    tag: Tag
    count: int
    """The number of parts that precede the cell."""
    open: Open
    """The tags that are open outside the table."""


class HtmlParts:
    """A builder for the text that an HTML string is converted to.

    Args:
        keeps_lines: whether line breaks in the HTML are kept.
    """

    def __init__(self, *, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._parts: list[str] = []
        self._open: Open = {}
        self._lists: list[int | None] = []
        """The number of the latest entry of each open list, or None for a list without numbers."""
        self._tables: list[HtmlTable] = []
        self._cells: list[_Cell] = []

    def text(self) -> str:
        """End all open tables and formatting elements, and return the whole text."""
        while self._tables:
            self.end_table()
        self._end_all_formatting()
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n").strip(" ")

    def add(self, part: str) -> None:
        """Add a string to the text unchanged."""
        self._parts.append(part)

    def add_text(self, text: str) -> None:
        """Add the text between two HTML tags, with its white space reduced as in a browser."""
        text = unescape(text).replace("\xa0", " ")
        if "pre" not in self._open:
            text = text if self._keeps_lines else SPACES.sub(" ", text)
            if self._parts and self._parts[-1].endswith("\n"):
                text = text.removeprefix("\n")  # the tag has already begun a new line
            if self._is_after_bullet():
                text = text.lstrip()
            if self._is_line_start() or self._parts[-1].endswith(" "):
                text = text.lstrip(" ")
        if text:
            self._parts.append(text)

    def begin_line(self) -> None:
        """Begin a new line, unless the text is already at the beginning of one."""
        if "pre" not in self._open and not (self._is_line_start() or self._is_after_bullet()):
            self._parts.append("\n")

    def end_paragraph(self) -> None:
        """Add an empty line, except in a list."""
        if not self._lists:
            self._parts.append("\n")

    def _is_line_start(self) -> bool:
        count = self._cells[-1].count if self._cells else 0
        return len(self._parts) == count or self._parts[-1].endswith("\n")

    def _is_after_bullet(self) -> bool:
        return bool(self._parts) and BULLET.fullmatch(self._parts[-1]) is not None

    def begin_list(self, *, is_numbered: bool) -> None:
        """Begin a list, which may be inside another list."""
        self._lists.append(0 if is_numbered else None)

    def begin_entry(self) -> None:
        """Begin an entry of the innermost list with a bullet or a number."""
        indent = "  " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            self._parts.append(f"{indent}- ")
            return
        self._lists[-1] += 1
        self._parts.append(f"{indent}{self._lists[-1]}. ")

    def end_list(self) -> None:
        """End the innermost list, if there is one."""
        if self._lists:
            self._lists.pop()

    def begin_table(self) -> None:
        """Begin a table, which may be inside a cell of another table."""
        self._tables.append(HtmlTable())

    def begin_row(self) -> None:
        """Begin a row of the innermost table, if there is one."""
        if self._tables:
            self.end_cell()
            self._tables[-1].begin_row()

    def begin_cell(self, tag: Tag) -> None:
        """Begin a cell of the innermost table.

        Outside a table, only add a space, so that the words of two cells stay separate.
        """
        if not self._tables:
            self._parts.append(" ")
            return
        self.end_cell()
        self._cells.append(_Cell(self._tables[-1], tag, len(self._parts), self._open))
        self._open = {}

    def end_cell(self) -> None:
        """End the open cell of the innermost table, if there is one."""
        if not self._cells or self._cells[-1].table is not self._tables[-1]:
            return
        self._end_all_formatting()
        cell = self._cells.pop()
        self._open = cell.open
        inside = EMPTY_LINES.sub("\n\n", "".join(self._parts[cell.count :])).strip()
        del self._parts[cell.count :]
        cell.table.add_cell(inside, cell.tag.number("colspan"), cell.tag.number("rowspan"))

    def end_table(self) -> None:
        """End the innermost table, if there is one, and add its lines."""
        if not self._tables:
            return
        self.end_cell()
        if text := self._tables.pop().text():
            self.begin_line()
            self._parts.append(f"{text}\n")

    def begin_formatting(self, name: str, address: str) -> None:
        """Begin a formatting element, unless one with this name is already open."""
        self._open.setdefault(name, (len(self._parts), address))

    def end_formatting(self, name: str, following: str) -> None:
        """End a formatting element, and mark up its content. Do nothing if it is not open.

        Args:
            name: the name of the tag.
            following: the character after the element, or an empty string.
        """
        if name not in self._open:
            return
        count, address = self._open.pop(name)
        inside = "".join(self._parts[count:])
        del self._parts[count:]
        before = self._parts[-1][-1:] if self._parts else ""
        if name == "pre":
            inside = preformatted(inside)
        elif "pre" not in self._open and not self._open.keys() & CODE_TAGS:
            inside = formatted(name, inside, address, before, following)
        self._parts.append(inside)

    def _end_all_formatting(self) -> None:
        for name in list(self._open):
            self.end_formatting(name, "")
