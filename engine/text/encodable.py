"""Replaces characters that an encoding cannot represent, and escapes control characters."""

import codecs
import unicodedata

PLAIN = {
    "✔": "[right]",
    "✘": "[wrong]",
    "→": "->",
    "←": "<-",
    "↑": "up",
    "↓": "down",
    "×": "x",
    "·": "*",
    "÷": "/",
    "⁄": "/",
    "−": "-",
    "–": "-",
    "—": "-",
    "±": "+/-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "√": "sqrt",
    "∞": "inf",
    "²": "^2",
    "³": "^3",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "•": "*",
    "│": "|",
    "━": "=",
    "─": "-",
    "░": ".",
    "▒": ":",
    "▓": "+",
    "█": "#",
    **{level: str(height) for height, level in enumerate("▁▂▃▄▅▆▇", start=1)},
}

CONTROL = {
    code: f"\\x{code:02x}"
    for code in (*range(0x20), *range(0x7F, 0xA0))
    if chr(code) not in "\n\t\r"
} | {ord("\r"): "\n"}
"""Escapes for control characters, so that a snippet's output cannot control the terminal."""


PLAIN_CHARACTERS = "torchquiz-plain"
"""The name of the error handler that replaces characters, for `codecs` and for streams."""


def make_encodable(text: str, encoding: str) -> str:
    """Replace characters that the encoding cannot represent, and escape control characters."""
    tame = text.replace("\r\n", "\n").translate(CONTROL)
    return tame.encode(encoding, errors=PLAIN_CHARACTERS).decode(encoding)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(character: str) -> str:
    if character in PLAIN:
        return PLAIN[character]
    name = unicodedata.name(character, "")
    if name.startswith("GREEK"):
        return name.split(" WITH ")[0].rsplit(" ", 1)[-1].lower()
    apart = "".join(PLAIN.get(part, part) for part in unicodedata.normalize("NFKD", character))
    return apart.encode("ascii", "ignore").decode() or "?"


codecs.register_error(PLAIN_CHARACTERS, _replaced)
