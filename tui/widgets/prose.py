"""Text in which code between backticks is styled."""

import re

from textual.content import Content

from torchquiz.tui.themes import CODE

CODE_SPAN = re.compile(r"(`[^`\n]+`)")
"""Code between backticks on one line, such as the `y.shape` of "Print `y.shape`."."""


def prose(text: str) -> Content:
    """Return the text with code between backticks in bold; leave a single backtick unchanged."""
    parts: list[Content | str | tuple[str, str]] = []
    for piece in CODE_SPAN.split(text):
        if len(piece) > 2 and piece[0] == piece[-1] == "`":
            parts.append((piece[1:-1], CODE))
        else:
            parts.append(piece)
    return Content.assemble(*parts)
