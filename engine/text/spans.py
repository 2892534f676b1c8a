"""The markup within a line of a lesson, which means the same on the screen and in every export."""

import re

SPAN = re.compile(
    # Code that contains a backtick: "``a`b``".
    r"``(?P<long>[^\n]{1,2000}?)``(?!`)"
    # Code: the `y.shape` in "Print `y.shape`."
    r"|`(?P<code>[^`\n]+)`"
    # Bold: the "**Which**" in "**Which** of these?", but not the operators in "x**2 + y**2".
    r"|(?<![\w*])\*\*(?P<bold>[^\s*](?:[^*\n]{0,2000}[^*\s])?)\*\*(?![\w*])"
    # A link: "[the docs](https://pytorch.org)".
    r"|\[(?P<label>[^\]\[\n]{1,2000})\]\((?P<url>https?://[^)\s]{1,2000})\)"
)
"""Matches code in backticks, bold text, or a link. Everything else in a line means itself."""

INLINE_CODE = re.compile(r"`([^`\n]+)`")
"""Matches code in prose that contains no backtick, such as `` `x.squeeze(1)` ``."""


def code_of(span: re.Match[str]) -> str:
    """Return the code that a span shows, or an empty string if the span is not code.

    A space on both sides separates code from backticks, as in "`` `x` ``", and is not shown.
    """
    long: str | None = span["long"]
    if long is None:
        return span["code"] or ""
    is_padded = long.startswith(" ") and long.endswith(" ") and long.strip()
    return long[1:-1] if is_padded else long


def code_span(code: str) -> str:
    """Enclose a single line of code in backticks."""
    if "`" not in code:
        return f"`{code}`"
    return f"`` {code} ``"
