"""Decodes a quiz file with the encoding that it declares or that its bytes suggest."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from torchquiz.engine.errors import TorchquizError

MAX_BYTES = 16 << 20
"""The maximum size of a file in bytes."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks. UTF-32 precedes UTF-16 because its mark begins with that of UTF-16."""
DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
"""Matches the encoding in an XML declaration: `<?xml version="1.0" encoding="ISO-8859-1"?>`."""
SURROGATE = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Matches a code point that cannot be saved in a file, such as one half of a surrogate pair."""


@dataclass(frozen=True, slots=True)
class DecodedFile:
    """The content of a file, with a note if its encoding had to be guessed."""

    text: str
    notes: tuple[str, ...] = ()


def decoded_file(path: Path) -> DecodedFile:
    """Read a text file, detecting its encoding.

    Raises:
        TorchquizError: the file cannot be read, is too large, or is not a text file.
    """
    return decoded_content(_content(path), path)


def decoded_content(content: bytes, path: Path) -> DecodedFile:
    """Decode the content of a file, detecting its encoding.

    Raises:
        TorchquizError: the content is not text.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return DecodedFile(_decoded(path, content[len(mark) :], encoding))
    if wide := _wide_encoding(content):
        return DecodedFile(_decoded(path, content, wide))
    if declared := DECLARATION.match(content):
        return DecodedFile(_decoded(path, content, declared[1].decode()))
    try:
        return DecodedFile(_with_unix_lines(content.decode("utf-8")))
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        note = (
            "the file is not valid UTF-8; it was read as Windows-1252. Check the accented letters."
        )
        return DecodedFile(_with_unix_lines(text), (note,))


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise TorchquizError(
                f"{path}: the file is {size:,} bytes long; the limit is {MAX_BYTES:,}."
                " Split it into several files."
            )
        return path.read_bytes()
    except OSError as error:
        raise TorchquizError(f"{path}: the file cannot be read: {error.strerror}.") from None


def _wide_encoding(content: bytes) -> str:
    """Return the name of a UTF-16 encoding if every other byte of a file seems to be zero.

    Return an empty string for all other files.
    """
    start = content[:200]
    if len(start) < 4 or b"\0" not in start:
        return ""
    if start[1::2].count(0) > len(start) / 4:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) / 4 else ""


def _decoded(path: Path, content: bytes, encoding: str) -> str:
    try:
        return _with_unix_lines(content.decode(encoding))
    except (UnicodeError, LookupError) as error:
        raise TorchquizError(
            f"{path}: the file is not valid {encoding.upper()} ({error}); save it as UTF-8."
        ) from None


def _with_unix_lines(text: str) -> str:
    return SURROGATE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
