"""Converts HTML to the markup of lessons: backticks, fenced code, bold and links.

Tags that are not HTML are kept, because a quiz about code may contain `List<int>`. The running time
is linear in the length of the input.
"""

import re

from torchquiz.engine.exchange.readers.html_formats import FORMATTING, STRUCK_TAGS
from torchquiz.engine.exchange.readers.html_math import math_text
from torchquiz.engine.exchange.readers.html_parts import HtmlParts
from torchquiz.engine.exchange.readers.html_tags import (
    BLOCKS,
    HIDDEN,
    KNOWN,
    LOST,
    PAIRED,
    Tag,
    last_end_tags,
    tag_at,
)

FOLLOWING = re.compile(r"(?:</?[A-Za-z]{1,9}>){0,4}([^<]?)")
"""Matches the next character of the text after a tag, and further tags before it."""
ATTACHED = "@@PLUGINFILE@@"
"""The beginning of the address of a file that Moodle stores with a question."""
MATH_END = re.compile("</math", re.IGNORECASE)
"""Matches the beginning of the end tag of a formula."""


class HtmlText:
    """Converts one HTML string to the markup of lessons.

    Args:
        html: the HTML string.
        keeps_lines: whether line breaks in the string are kept.
    """

    def __init__(self, html: str, *, keeps_lines: bool = False) -> None:
        self.losses: list[str] = []
        self._html = html
        self._end_tags = last_end_tags(html)
        self._hidden = ""
        self._parts = HtmlParts(keeps_lines=keeps_lines)
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
            position = self._add_tag(tag)
        self._add_text(self._html[position:])
        return self._parts.text()

    def _add_text(self, text: str) -> None:
        if not self._hidden:
            self._parts.add_text(text)

    def _add_tag(self, tag: Tag) -> int:
        """Process a tag, and return the index after it or, for a formula, after its end tag."""
        name = tag.name
        if self._hidden:
            self._hidden = "" if tag.is_closing and name == self._hidden else self._hidden
        elif name not in KNOWN:
            if not tag.is_foreign:
                self._parts.add(tag.source)
        elif tag.is_closing:
            self._end(tag)
        elif name in PAIRED and not tag.is_empty and not self._has_end(tag):
            self._parts.add(tag.source)
        elif name == "math":
            return self._add_math(tag)
        elif name in HIDDEN:
            self._hidden = name
        elif name in LOST:
            self._add_lost(tag)
        else:
            self._begin(tag)
        return tag.end

    def _has_end(self, tag: Tag) -> bool:
        return self._end_tags.get(tag.name, -1) > tag.start

    def _add_math(self, tag: Tag) -> int:
        match = MATH_END.search(self._html, tag.start)
        end = self._html.find(">", match.end()) + 1 if match else tag.end
        end = end or len(self._html)
        if formula := math_text(self._html[tag.start : end]):
            self._parts.add(formula)
            self.losses.append(f"a formula was converted to plain text: {formula}")
        return end

    def _add_lost(self, tag: Tag) -> None:
        shown = tag.attribute("alt") or tag.attribute("src").rpartition("/")[2][:60]
        place = f"[{LOST[tag.name]}: {shown}]" if shown else f"[{LOST[tag.name]}]"
        is_before_word = self._html[tag.end : tag.end + 1].isalnum()
        self._parts.add(f"{place} " if is_before_word else place)
        self.losses.append(f"an {LOST[tag.name]} was left out: {shown or '(unnamed)'}.")
        if tag.name in PAIRED and not tag.is_empty:
            self._hidden = tag.name  # the lines of a drawing, or text for old browsers

    def _begin(self, tag: Tag) -> None:
        name, parts = tag.name, self._parts
        if name in BLOCKS:
            parts.begin_line()
        if name in ("ul", "ol"):
            parts.begin_list(is_numbered=name == "ol")
        elif name == "li":
            parts.begin_entry()
        elif name == "table":
            self.losses.append("a table was converted to lines of text.")
            parts.begin_table()
        elif name == "tr":
            parts.begin_row()
        elif name in ("td", "th"):
            parts.begin_cell(tag)
        elif name == "br":
            parts.add("\n")
        elif name in FORMATTING:
            address = tag.attribute("href")
            if ATTACHED in address:
                self.losses.append(f"a file was left out: {address.rpartition('/')[2][:60]}.")
            parts.begin_formatting(name, address)
        elif name in STRUCK_TAGS:
            self.losses.append("text that was struck through is shown like other text.")

    def _end(self, tag: Tag) -> None:
        name, parts = tag.name, self._parts
        if name in FORMATTING:
            following = FOLLOWING.match(self._html, tag.end)
            parts.end_formatting(name, following[1] if following else "")
        elif name in ("td", "th"):
            parts.end_cell()
        elif name == "table":
            parts.end_table()
        elif name in ("ul", "ol"):
            parts.end_list()
        if name in BLOCKS and name != "pre":
            parts.begin_line()
        if name in ("p", "pre", "table"):
            parts.end_paragraph()
