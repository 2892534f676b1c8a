"""Text for a learner, with its `backticks` set as code."""

import re

from textual.content import Content

from torchquiz.tui.themes import CODE

CODE_SPAN = re.compile(r"(`[^`\n]+`)")
"""Code between backticks on one line, such as the `y.shape` of "Print `y.shape`."."""


def prose(text: str) -> Content:
    """Set `code` in bold; a backtick without its partner stays as it is."""
    parts: list[Content | str | tuple[str, str]] = []
    for piece in CODE_SPAN.split(text):
        if len(piece) > 2 and piece[0] == piece[-1] == "`":
            parts.append((piece[1:-1], CODE))
        else:
            parts.append(piece)
    return Content.assemble(*parts)
