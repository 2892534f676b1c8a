"""Converts the Markdown of lessons to HTML."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


def html(text: str) -> str:
    """Return a text as HTML; tags in the text are escaped."""
    return str(_parser().render(text)).strip()


def html_line(text: str) -> str:
    """Return a text as HTML, without `<p>` around it if it is a single paragraph."""
    whole = html(text)
    if whole.count("<p>") == 1 and whole.startswith("<p>") and whole.endswith("</p>"):
        return whole[3:-4]
    return whole
