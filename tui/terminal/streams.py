"""Adapts the streams of the process to what the program that reads them can show."""

import locale
import os
from typing import TextIO


def replace_unknown_characters(stream: TextIO | None) -> None:
    """Let a stream replace characters that it cannot represent, instead of raising an error.

    The encoding changes only on a terminal. A file keeps the encoding that Python has chosen.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if stream is None or reconfigure is None or stream.closed:
        return
    encoding = encoding_of(stream) if stream.isatty() else stream.encoding or "utf-8"
    if not is_utf8(encoding):
        from torchquiz.engine.text.encodable import PLAIN_CHARACTERS

        reconfigure(encoding=encoding, errors=PLAIN_CHARACTERS)


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
