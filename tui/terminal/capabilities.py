"""Finds out whether a terminal can show the full-screen app."""

import os
import sys
from typing import TextIO

from torchquiz.tui.terminal.streams import encoding_of, is_utf8

DUMB = {"dumb", "unknown"}


def unfit(command: str = "") -> str:
    """Return the reason this terminal cannot show the app, and what the user can do about it.

    Return an empty string if the terminal can show the app.
    """
    if os.environ.get("TEXTUAL_DRIVER", "").endswith("WebDriver"):
        return ""
    plain = f"`{' '.join(filter(None, ['torchquiz', command, '--plain']))}`"
    # Textual draws on the standard error stream.
    if not all(map(_is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        return (
            "The full-screen app needs a terminal;"
            f" use {plain}, which works line by line and in a pipe."
        )
    term = os.environ.get("TERM", "")
    if term in DUMB:
        return (
            f"This terminal (TERM={term}) does not support cursor movement; use {plain}, which "
            "works line by line."
        )
    encoding = encoding_of(sys.stdout)
    if not is_utf8(encoding):
        return (
            f"The full-screen app needs UTF-8, but this terminal uses {encoding};"
            f" set LC_ALL=C.UTF-8, or use {plain}."
        )
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
