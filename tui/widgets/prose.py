"""Styles the text of lessons, which may contain code, fenced code, bold text and links."""

import re

from textual.content import Content

from torchquiz.engine.text.spans import SPAN, code_of
from torchquiz.tui.themes import CODE, MUTED
from torchquiz.tui.widgets.code import highlight_python

FENCE = re.compile(
    r"[ ]*(?P<fence>```|~~~)[ ]*(?P<language>\w*)[ ]*\n(?P<code>.*?)(?:\n[ ]*(?P=fence)\.?|\Z)",
    re.DOTALL,
)
"""A fenced block: a line such as "```python", a line "n = 1" and a line "```".

It may begin after words on the same line, and a full stop after it is dropped.
"""
BAR = "│ "


def prose(text: str) -> Content:
    """Return the text with code, bold text and links styled. Any other markup is left as it is."""
    parts: list[Content] = []
    end = 0
    for match in FENCE.finditer(text):
        parts.append(_spans(text[end : match.start()].removesuffix("\n")))
        parts.append(_block(match["code"], match["language"]))
        end = match.end()
    rest = text[end:].removeprefix("\n") if end else text
    parts.append(_spans(rest))
    return parts[0] if len(parts) == 1 else Content("\n").join(part for part in parts if part.plain)


def _block(code: str, language: str) -> Content:
    """Return fenced code with a vertical bar before each line, highlighted if it is Python."""
    is_python = language.lower() in ("python", "py")
    content = highlight_python(code) if is_python else Content(code)
    lines = content.split("\n", allow_blank=True)
    return Content("\n").join(Content.styled(BAR, MUTED) + line for line in lines)


def _spans(text: str) -> Content:
    """Return the text with inline code, bold text and links styled."""
    parts: list[str | tuple[str, str]] = []
    end = 0
    for match in SPAN.finditer(text):
        parts.append(text[end : match.start()])
        if code := code_of(match):
            parts.append((code, CODE))
        elif match["bold"]:
            parts.append((match["bold"], "bold"))
        else:
            parts.append(f"{match['label']} ({match['url']})")
        end = match.end()
    return Content.assemble(*parts, text[end:])
