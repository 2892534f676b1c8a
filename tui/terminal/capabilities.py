"""Finds out whether a terminal can show the full-screen app, and which encoding it needs."""

import locale
import os
import sys
from typing import TextIO

DUMB = {"dumb", "unknown"}


def unfit(command: str = "") -> str:
    """Return the reason this terminal cannot show the app, and what the user can do about it.

    Return an empty string if the terminal can show the app.
    """
    if os.environ.get("TEXTUAL_DRIVER", "").endswith("WebDriver"):
        return ""
    plain = f"`{' '.join(filter(None, ['torchquiz', command, '--plain']))}`"
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        return (
            "The full-screen app needs a terminal;"
            f" use {plain}, which works line by line and in a pipe."
        )
    term = os.environ.get("TERM", "")
    if term in DUMB:
        return (
            f"This terminal (TERM={term}) cannot move its cursor;"
            f" use {plain}, which works line by line."
        )
    encoding = encoding_of(sys.stdout)
    if not is_utf8(encoding):
        return (
            f"The full-screen app needs UTF-8, but this terminal uses {encoding};"
            f" set LC_ALL=C.UTF-8, or use {plain}."
        )
    return ""


def encoding_of(stream: TextIO | None) -> str:
    """Return the encoding that the program reading a stream expects.

    Under a C locale, Python writes UTF-8 even if that program expects something else (PEP 540). The
    locale therefore decides, unless the user has chosen an encoding for Python.
    """
    written = getattr(stream, "encoding", None) or "utf-8"
    expected = locale.getencoding()
    if os.name == "nt" or not is_utf8(written) or is_utf8(expected) or _is_chosen():
        return written
    return expected


def is_utf8(encoding: str) -> bool:
    """Return whether an encoding name stands for UTF-8."""
    return encoding.lower().replace("-", "").replace("_", "") in ("utf8", "utf8sig")


def _is_chosen() -> bool:
    return os.environ.get("PYTHONUTF8") == "1" or bool(os.environ.get("PYTHONIOENCODING"))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
