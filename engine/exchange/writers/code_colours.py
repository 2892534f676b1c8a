"""Marks up the keywords, strings, numbers and comments in Python code as HTML."""

import io
import keyword
import tokenize
from html import escape

CLASSES = {tokenize.STRING: "s", tokenize.NUMBER: "m", tokenize.COMMENT: "c"}
"""The CSS class for each type of token. Keywords have the class `k`."""


def coloured_code(code: str) -> str:
    """Convert Python code to an HTML block, coloured if the code is valid."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return f"<pre><code>{escape(code, quote=False)}</code></pre>"
    lines = code.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    parts: list[str] = []
    position = 0
    for token in tokens:
        name = "k" if keyword.iskeyword(token.string) else CLASSES.get(token.type, "")
        if not name:
            continue
        start = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        parts.append(escape(code[position:start], quote=False))
        parts.append(f'<span class="{name}">{escape(code[start:end], quote=False)}</span>')
        position = end
    parts.append(escape(code[position:], quote=False))
    return f"<pre><code>{''.join(parts)}</code></pre>"
