"""Defines which characters count as invisible in text from outside torchquiz.

A lesson with such characters is rejected, and an import removes them. In text that is shown, such
as the output of snippets, messages and paths, visible symbols take their place.
"""

import re

JOINERS = "\u200c\u200d"
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
INVISIBLE = re.compile(
    # control characters except tab and newline
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    # soft hyphen, fillers, vowel separator, zero-width space, word joiner, byte-order mark
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u206f\u3164\ufeff\uffa0"
    # marks in shorthand and in music, and around annotations; tags
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    # line separators, and marks that change the writing direction
    "\u061c\u200e\u200f\u2028-\u202e"
    # lone surrogates and noncharacters, which no terminal and no UTF-8 file can show
    "\ud800-\udfff\ufffe\uffff]"
    # joiners, unless both neighbours are non-ASCII characters, as in Persian or in emoji
    f"|(?<![^\x00-\x7f])[{JOINERS}]|[{JOINERS}](?![^\x00-\x7f])"
    # variation selectors, unless they follow a non-ASCII character or are part of a keycap
    f"|(?<![^\x00-\x7f])[{SELECTORS}](?!\u20e3)"
)
"""Matches an invisible character: `a\\u200bb` looks like `ab`, and `a\\u202eb` reads backwards."""
