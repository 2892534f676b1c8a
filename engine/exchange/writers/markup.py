"""Parses the markup of lessons, and converts it to HTML or Markdown.

The markup consists of code in backticks, fenced code, `**bold**` and `[text](url)`. Everything else
is plain text: `__init__`, `> 0`, `2 * 3`, `<tag>`, backslashes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from torchquiz.engine.text.spans import SPAN, code_of

FENCE = re.compile(r"[ \t]*```[\w+-]*[ \t]*")
"""Matches a line that begins or ends fenced code: "```python"."""
SPECIAL = re.compile(r"([\\`*_\[\]<>&#|~$!])")
"""Matches a character that may have a meaning in Markdown."""
LINE_START = re.compile(r"^([ \t]*\d{0,9})([-+=.)])", re.MULTILINE)
"""Matches the start of a line that Markdown could take for a list or a heading: `- ` or `1. `."""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of fenced code in a text."""

    code: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text, which may consist of several lines."""

    text: str


def blocks(text: str) -> Iterator[CodeBlock | Paragraph]:
    """Split a text into its paragraphs and code blocks."""
    lines: list[str] = []
    is_code = False
    for line in text.strip("\n").split("\n"):
        is_fence = FENCE.fullmatch(line) is not None
        if is_fence or not (line.strip() or is_code):
            yield from _block(lines, is_code=is_code)
            lines = []
            is_code = is_fence and not is_code
        else:
            lines.append(line)
    yield from _block(lines, is_code=is_code)


def _block(lines: list[str], *, is_code: bool) -> Iterator[CodeBlock | Paragraph]:
    text = "\n".join(lines)
    if is_code and lines:
        yield CodeBlock(text)
    elif text.strip():
        yield Paragraph(text.strip())


def code_block(code: str) -> str:
    """Convert code to an HTML block without colours."""
    return f"<pre><code>{escape(code, quote=False)}</code></pre>"


def html(text: str, write_code: Callable[[str], str] = code_block) -> str:
    """Convert a text from lesson markup to HTML, escaping any tags in it."""
    return "\n".join(_html_block(block, write_code) for block in blocks(text))


def html_line(text: str, write_code: Callable[[str], str] = code_block) -> str:
    """Convert a text to HTML, without `<p>` around it if it is a single paragraph."""
    parts = list(blocks(text))
    if len(parts) == 1 and isinstance(parts[0], Paragraph):
        return _html_inline(parts[0].text)
    return "\n".join(_html_block(block, write_code) for block in parts)


def html_steps(steps: Iterable[str]) -> str:
    """Convert steps to a numbered list in HTML. Return an empty string if there are no steps."""
    entries = "".join(f"<li>{html_line(step)}</li>" for step in steps)
    return f"<ol>{entries}</ol>" if entries else ""


def _html_block(block: CodeBlock | Paragraph, write_code: Callable[[str], str]) -> str:
    if isinstance(block, CodeBlock):
        return write_code(block.code)
    return f"<p>{_html_inline(block.text)}</p>"


def _html_inline(text: str) -> str:
    parts: list[str] = []
    position = 0
    for match in SPAN.finditer(text):
        parts.append(escape(text[position : match.start()], quote=False))
        parts.append(_html_match(match))
        position = match.end()
    parts.append(escape(text[position:], quote=False))
    return "".join(parts).replace("\n", "<br/>")


def _html_match(match: re.Match[str]) -> str:
    if code := code_of(match):
        return f"<code>{escape(code, quote=False)}</code>"
    if match["bold"]:
        return f"<strong>{escape(match['bold'], quote=False)}</strong>"
    return f'<a href="{escape(match["url"])}">{escape(match["label"], quote=False)}</a>'


def markdown(text: str) -> str:
    """Convert a text from lesson markup to Markdown, escaping all other special characters."""
    return "\n\n".join(map(_markdown_block, blocks(text)))


def _markdown_block(block: CodeBlock | Paragraph) -> str:
    if isinstance(block, CodeBlock):
        return f"```python\n{block.code}\n```"
    parts: list[str] = []
    position = 0
    for match in SPAN.finditer(block.text):
        parts.append(_escaped(block.text[position : match.start()]))
        parts.append(_markdown_match(match))
        position = match.end()
    parts.append(_escaped(block.text[position:]))
    return LINE_START.sub(r"\1\\\2", "".join(parts)).replace("\n", "\\\n")


def _markdown_match(match: re.Match[str]) -> str:
    if match["bold"]:
        return f"**{_escaped(match['bold'])}**"
    if match["label"]:
        return f"[{_escaped(match['label'])}]({match['url']})"
    return match[0]


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
