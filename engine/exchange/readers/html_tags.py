"""Finds the tags in HTML in linear time."""

import re
from dataclasses import dataclass
from html import unescape


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "address article aside blockquote caption center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot "
    "thead tr ul"
)
"""Tags that start a new line."""
HIDDEN = frozenset({"script", "style", "head", "title"})
"""Tags with invisible content."""
PAIRED = _names(
    "a address article aside audio b blockquote body button center cite code del dfn div dl em "
    "fieldset figure font footer form h1 h2 h3 h4 h5 h6 head header html i iframe ins kbd label "
    "main mark math nav object ol pre q s samp script section small span strike strong style sub "
    "sup svg table title tt u ul var video"
)
"""Tags that have no meaning without an end tag. Without one, they are the subject of a question, as
in `What is larger, <h1> or <h2>?`"""
LOST = {
    "img": "image",
    "svg": "image",
    "audio": "audio file",
    "video": "embedded video",
    "iframe": "embedded page",
    "object": "embedded object",
    "embed": "embedded object",
}
"""Tags that cannot be represented in plain text, each with a description for the user."""
INLINE = _names(
    "a abbr acronym b bdi bdo big body br cite code col colgroup del dfn em font html i ins "
    "kbd label mark math meta picture q s samp small source span strike strong sub sup td th tt u "
    "var wbr"
)
FLAGS = _names(
    "/ allowfullscreen async autoplay checked compact controls defer disabled hidden loop multiple"
    " muted noshade nowrap open readonly required reversed selected"
)
"""Attributes that have no value."""
KNOWN = BLOCKS | HIDDEN | LOST.keys() | INLINE
"""All tags that are recognised as HTML."""

TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>:-])")
"""Matches the beginning of a tag: `<p` or `</code`."""
QUOTE_OR_END = re.compile("[\"'<>]")
"""Matches the characters at which a search for the end of a tag stops."""
END_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9]*)")
"""Matches the beginning of an end tag: `</code`."""
ATTRIBUTE = re.compile(
    r"""(?<![A-Za-z-])([A-Za-z-]{1,30})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]{1,999})"""
)
"""Matches an attribute: `alt="a cat"` or `width=3`."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in an HTML string."""

    name: str
    source: str
    """The tag as it appears in the HTML, such as `<br>`."""
    end: int
    """The index of the first character after the tag."""

    @property
    def start(self) -> int:
        """The index of the first character of the tag."""
        return self.end - len(self.source)

    @property
    def is_closing(self) -> bool:
        """Whether the tag is an end tag, such as `</p>`."""
        return self.source.startswith("</")

    @property
    def is_empty(self) -> bool:
        """Whether the tag closes itself, as `<svg/>` does."""
        return self.source.endswith("/>")

    @property
    def is_foreign(self) -> bool:
        """Whether the tag belongs to a language other than HTML, as `<o:p>` does."""
        return ":" in self.source[:12] or self.source.startswith("<!")

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, or an empty string if the tag does not have it."""
        for match in ATTRIBUTE.finditer(self.source):
            if match[1].lower() == name:
                return unescape(match[2].strip("\"'"))
        return ""

    def number(self, name: str) -> int:
        """Return the value of an attribute if it is a number of at most three digits, or else 1."""
        value = self.attribute(name).strip()
        return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1


def last_end_tags(text: str) -> dict[str, int]:
    """Return the index of the last end tag for each tag name."""
    return {match[1].lower(): match.start() for match in END_TAG.finditer(text)}


def tag_at(text: str, start: int) -> Tag | None:
    """Return the tag or comment that begins at an index of a string, or None if there is none."""
    if text.startswith("<!--", start):
        end = text.find("-->", start)
        return Tag("!", "<!--", len(text) if end < 0 else end + 3)
    name = TAG_NAME.match(text, start)
    if name is None:
        return None
    end = _tag_end(text, name.end())
    if end < 0 or not _are_attributes(text[name.end() : end - 1]):
        return None
    return Tag(name[1].lower(), text[start:end], end)


def _are_attributes(text: str) -> bool:
    """Return whether a string may be a tag's attributes, unlike the middle of `a<b and c>d`."""
    return text[:1] in (":", "-") or "=" in text or all(word in FLAGS for word in text.split())


def _tag_end(text: str, position: int) -> int:
    """Return the index after the `>` that ends a tag, or -1 if the tag is not closed."""
    while match := QUOTE_OR_END.search(text, position):
        if match[0] == ">":
            return match.end()
        if match[0] == "<":
            return -1
        closing = text.find(match[0], match.end())
        if closing < 0:
            return -1
        position = closing + 1
    return -1
