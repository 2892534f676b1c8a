"""Random mutations of text and of files, drawn from a seeded generator."""

import random
from collections.abc import Callable

TOKENS: tuple[str, ...] = (
    *"{}[]()<>:=~#%&*|\"'`\\,;-?!@$^\t\0\r",
    "\n",
    "\n\n",
    "  ",
    "```",
    "->",
    "::",
    "####",
    "____",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\ud800",
    "\x1b[2J",
    "é",
    "字",
    "nan",
    "1e999",
    "-0",
    "9" * 5000,
    "null",
    "true",
    "[" * 1500,
    "{" * 1500,
    "<p>" * 500,
    "&amp;",
    "&#x110000;",
    "<!--",
    "<![CDATA[",
    "%-33.3%",
    "%100%",
    "!!python/object:os.system",
    "*a",
    "&a",
)
"""Strings that are special in one of the formats, or hard to handle in all of them."""
WORD_LENGTH = 12
MOST_CHANGES = 4
PAGE = 4096
"""The size of an SQLite page in bytes."""


TextChange = Callable[[str, random.Random], str]


def mutated_text(text: str, luck: random.Random) -> str:
    """Return a text with one to four changes."""
    for _ in range(luck.randint(1, MOST_CHANGES)):
        change: TextChange = luck.choice(TEXT_CHANGES)
        text = change(text, luck)
    return text


def _piece(text: str, luck: random.Random, most: int = WORD_LENGTH) -> tuple[int, int]:
    start = luck.randint(0, len(text))
    return start, min(len(text), start + luck.randint(0, most))


def _insert(text: str, luck: random.Random) -> str:
    at, _ = _piece(text, luck)
    return text[:at] + luck.choice(TOKENS) + text[at:]


def _replace(text: str, luck: random.Random) -> str:
    start, end = _piece(text, luck)
    return text[:start] + luck.choice(TOKENS) + text[end:]


def _delete(text: str, luck: random.Random) -> str:
    start, end = _piece(text, luck, 200)
    return text[:start] + text[end:]


def _repeat(text: str, luck: random.Random) -> str:
    start, end = _piece(text, luck, 400)
    return text[:end] + text[start:end] * luck.choice((1, 2, 50)) + text[end:]


def _swap_lines(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    first, second = luck.randrange(len(lines)), luck.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def _shift_line(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    number = luck.randrange(len(lines))
    shift = luck.choice((" ", "  ", "\t", "- "))
    lines[number] = luck.choice((shift + lines[number], lines[number].lstrip()))
    return "\n".join(lines)


def _cut(text: str, luck: random.Random) -> str:
    return text[: luck.randint(0, len(text))]


TEXT_CHANGES: tuple[TextChange, ...] = (
    _insert,
    _replace,
    _delete,
    _repeat,
    _swap_lines,
    _shift_line,
    _cut,
)


def mutated_bytes(content: bytes, luck: random.Random) -> bytes:
    """Return the content of a file with one to four kinds of damage, as if by a failing disk."""
    damaged = bytearray(content)
    for _ in range(luck.randint(1, MOST_CHANGES)):
        luck.choice(FILE_DAMAGES)(damaged, luck)
    return bytes(damaged)


def encoded(text: str, luck: random.Random) -> bytes:
    """Return text as bytes, usually in UTF-8, and sometimes with damaged bytes."""
    encoding = luck.choice(("utf-8",) * 20 + ("utf-16", "latin-1", "utf-8-sig"))
    content = text.encode(encoding, errors="surrogatepass" if "utf" in encoding else "replace")
    return mutated_bytes(content, luck) if luck.random() < 0.05 else content


def _flip(damaged: bytearray, luck: random.Random) -> None:
    for _ in range(luck.choice((1, 8, 64)) if damaged else 0):
        damaged[luck.randrange(len(damaged))] ^= 1 << luck.randrange(8)


def _overwrite(damaged: bytearray, luck: random.Random) -> None:
    at = luck.randint(0, len(damaged))
    length = min(luck.choice((16, PAGE, 4 * PAGE)), len(damaged) - at)
    damaged[at : at + length] = luck.choice((bytes(length), luck.randbytes(length)))


def _truncate(damaged: bytearray, luck: random.Random) -> None:
    del damaged[luck.randint(0, len(damaged)) :]


def _swap_pages(damaged: bytearray, luck: random.Random) -> None:
    pages = len(damaged) // PAGE
    if pages < 2:
        return
    first, second = (PAGE * luck.randrange(pages) for _ in range(2))
    page = damaged[first : first + PAGE]
    damaged[first : first + PAGE] = damaged[second : second + PAGE]
    damaged[second : second + PAGE] = page


def _append(damaged: bytearray, luck: random.Random) -> None:
    damaged += luck.randbytes(luck.choice((1, PAGE)))


FILE_DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _overwrite,
    _truncate,
    _swap_pages,
    _append,
)
