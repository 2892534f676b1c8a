"""Makes text from lessons and other files safe and short enough to print on a terminal."""

import re
import unicodedata

UNSAFE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories of control characters, invisible marks, surrogates and line separators."""
LONGEST_QUOTE = 80
LONGEST_LINE = 1000
QUOTE = re.compile(rf"(['\"`])(?!torchquiz )([^'\"`\n]{{{LONGEST_QUOTE + 1},}})\1")
"""A long quotation in a message: `'aaaa…'` with more than 80 characters between the quotes.

A command for the user to type, such as `torchquiz check PATH`, is never shortened.
"""


def printable(text: str) -> str:
    """Replace all characters that a terminal could act on, except line breaks."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if _is_unsafe(character) else character for character in text
    )


def message_text(text: str) -> str:
    """Make a message printable, and shorten its long quotations and long lines."""
    quotes_cut = QUOTE.sub(
        lambda quote: f"{quote[1]}{_cut(quote[2], LONGEST_QUOTE)}{quote[1]}", text
    )
    return "\n".join(_cut(line, LONGEST_LINE) for line in printable(quotes_cut).split("\n"))


def _is_unsafe(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in UNSAFE


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
