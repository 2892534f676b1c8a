"""Makes text from outside safe and short enough to be shown on a terminal."""

import re

from torchquiz.engine.text.invisible import INVISIBLE

COLOUR = re.compile("\x1b\\[[0-9;]*m")
"""The control sequence for a colour, such as ESC[31m or ESC[0;1m."""
LONGEST_QUOTE = 80
LONGEST_LINE = 1000
QUOTE = re.compile(rf"(['\"`])(?!torchquiz )([^'\"`\n]{{{LONGEST_QUOTE + 1},}})\1")
"""A long quotation in a message: `'aaaa…'` with more than 80 characters between the quotes.

A command that the user is supposed to type, such as `torchquiz check PATH`, is never shortened.
"""


def printable(text: str) -> str:
    """Return the text without terminal control codes and invisible characters.

    A control character becomes a visible symbol. Any other invisible character becomes U+FFFD. The
    colour codes that PyTorch puts into some of its messages are removed. Tabs and line breaks stay
    as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return INVISIBLE.sub(_symbol, COLOUR.sub("", text))


def printable_line(text: str) -> str:
    """Return printable text on a single line, with symbols for tabs and line breaks."""
    return printable(text).replace("\t", "␉").replace("\n", "␊")


def message_text(text: str) -> str:
    """Make a message printable. Shorten long quotations and long lines."""
    quotes_cut = QUOTE.sub(
        lambda quote: f"{quote[1]}{_cut(quote[2], LONGEST_QUOTE)}{quote[1]}", text
    )
    return "\n".join(_cut(line, LONGEST_LINE) for line in printable(quotes_cut).split("\n"))


def _symbol(match: re.Match[str]) -> str:
    """Return the symbol that replaces an invisible character, such as ␛ for ESC."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
