"""The invisible characters that must not be hidden in a lesson or in the output of a snippet."""

import re

JOINERS = "\u200c\u200d"
INVISIBLE = re.compile(
    # control characters except tab and newline
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    # soft hyphen, vowel separator, zero-width space, word joiner, byte-order mark, tags
    "\xad\u180e\u200b\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    # line separators, and marks that change the writing direction
    "\u061c\u200e\u200f\u2028-\u202e"
    # lone surrogates, which no terminal and no UTF-8 file can show
    "\ud800-\udfff]"
    # joiners, unless both neighbours are non-ASCII characters, as in Persian or in emoji
    f"|(?<![^\x00-\x7f])[{JOINERS}]|[{JOINERS}](?![^\x00-\x7f])"
)
"""An invisible character: `a\\u200bb` looks like `ab`, and `a\\u202eb` reads backwards."""
