"""Text for a learner, with its `backticks` set as code."""

import re

from textual.content import Content

from torchquiz.tui.themes import CODE


def prose(text: str) -> Content:
    """Set `code` in bold; a backtick without its partner stays as it is."""
    parts: list[Content | str | tuple[str, str]] = []
    for piece in re.split(r"(`[^`\n]+`)", text):
        if len(piece) > 2 and piece[0] == piece[-1] == "`":
            parts.append((piece[1:-1], CODE))
        else:
            parts.append(piece)
    return Content.assemble(*parts)
