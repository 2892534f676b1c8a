"""Converts HTML to the markup of lessons: backticks, fenced code, bold and links.

Tags that are not HTML are kept, because a quiz about code may contain `List<int>`. The running time
is linear in the length of the input.
"""

import re
from html import unescape

from torchquiz.engine.exchange.readers.html_tags import (
    BLOCKS,
    HIDDEN,
    KNOWN,
    LOST,
    Tag,
    tag_at,
)

SPACES = re.compile(r"\s+")
"""Matches whitespace, which HTML displays as a single space."""
EMPTY_LINES = re.compile(r"\n{3,}")
"""Matches two or more consecutive empty lines."""
SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
CODE_TAGS = frozenset({"code", "tt", "kbd", "samp", "var"})
BOLD_TAGS = frozenset({"b", "strong"})
SMALL_TAGS = {"sup": ("^", SUPERSCRIPTS), "sub": ("_", SUBSCRIPTS)}


class HtmlText:
    """Converts one HTML string to the markup of lessons.

    Args:
        html: the HTML string.
        keeps_lines: whether line breaks in the string are kept.
    """

    def __init__(self, html: str, *, keeps_lines: bool = False) -> None:
        self.losses: list[str] = []
        self._html = html
        self._keeps_lines = keeps_lines
        self._parts: list[str] = []
        self._open: dict[str, tuple[int, str]] = {}
        """For each open tag: the number of preceding parts, and the address if the tag is a
        link."""
        self._hidden = ""
        self._lists: list[int | None] = []
        """The number of the latest entry of each open list, or None for a list without numbers."""
        self.text = self._converted()

    def _converted(self) -> str:
        position = 0
        while (start := self._html.find("<", position)) >= 0:
            tag = tag_at(self._html, start)
            if tag is None:
                self._add_text(self._html[position : start + 1])
                position = start + 1
                continue
            self._add_text(self._html[position:start])
            self._add_tag(tag)
            position = tag.end
        self._add_text(self._html[position:])
        for name in list(self._open):
            self._close(name)
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n").strip(" ")

    def _add_text(self, text: str) -> None:
        if self._hidden:
            return
        text = unescape(text).replace("\xa0", " ")
        if "pre" not in self._open:
            text = text if self._keeps_lines else SPACES.sub(" ", text)
            if self._parts and self._parts[-1].endswith("\n"):
                text = text.removeprefix("\n")  # the tag has already begun a new line
            if not self._parts or self._parts[-1].endswith(("\n", " ")):
                text = text.lstrip(" ")
        if text:
            self._parts.append(text)

    def _add_tag(self, tag: Tag) -> None:
        name = tag.name
        if self._hidden:
            self._hidden = "" if tag.is_closing and name == self._hidden else self._hidden
        elif name not in KNOWN:
            if not tag.is_foreign:
                self._parts.append(tag.source)
        elif name in HIDDEN and not tag.is_closing:
            self._hidden = name
        elif name in LOST:
            self._add_lost(tag)
        elif tag.is_closing:
            self._close(name)
        else:
            self._begin(tag)

    def _add_lost(self, tag: Tag) -> None:
        if not tag.is_closing:
            shown = tag.attribute("alt") or tag.attribute("src").rpartition("/")[2][:60]
            self._parts.append(f"[{LOST[tag.name]}: {shown}]" if shown else f"[{LOST[tag.name]}]")
            self.losses.append(f"an {LOST[tag.name]} was left out: {shown or 'without a name'}.")

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        if name in BLOCKS:
            self._begin_line()
        if name in ("ul", "ol"):
            self._lists.append(0 if name == "ol" else None)
        elif name == "li":
            self._parts.append(self._bullet())
        elif name in ("td", "th"):
            self._begin_cell()
        elif name == "table":
            self.losses.append("a table was converted to lines of text.")
        elif name == "br":
            self._parts.append("\n")
        elif name == "pre" or name in CODE_TAGS | BOLD_TAGS | SMALL_TAGS.keys() | {"a"}:
            self._open.setdefault(name, (len(self._parts), tag.attribute("href")))

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _begin_line(self) -> None:
        if "pre" not in self._open and self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n")

    def _begin_cell(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append(" | ")

    def _close(self, name: str) -> None:
        if name in ("ul", "ol") and self._lists:
            self._lists.pop()
        if name in self._open:
            count, address = self._open.pop(name)
            inside = "".join(self._parts[count:])
            del self._parts[count:]
            self._parts.append(self._formatted(name, inside, address))
        elif name in BLOCKS:
            self._begin_line()
        if name in ("p", "pre", "table"):
            self._parts.append("\n")

    def _formatted(self, name: str, inside: str, address: str) -> str:
        """Return the content of an HTML element, marked up as in lessons."""
        if name == "pre":
            return "\n```\n" + inside.strip("\n") + "\n```\n"
        if not inside.strip() or "pre" in self._open:
            return inside
        if name in SMALL_TAGS:
            return _small(inside, *SMALL_TAGS[name])
        if name in CODE_TAGS:
            return inside if "`" in inside or "\n" in inside else f"`{inside}`"
        if self._open.keys() & CODE_TAGS:
            return inside
        if name in BOLD_TAGS:
            return inside if "*" in inside or "\n" in inside else f"**{inside.strip()}**"
        is_link = address.startswith(("http://", "https://")) and "]" not in inside
        return f"[{inside}]({address})" if is_link and ")" not in address else inside


def _small(inside: str, sign: str, characters: dict[int, int]) -> str:
    """Write a superscript or subscript with Unicode's small characters or, without them, a sign."""
    plain = inside.strip()
    if all(ord(character) in characters for character in plain):
        return plain.translate(characters)
    return f"{sign}{plain}" if len(plain) == 1 else f"{sign}({plain})"
