"""Reads strict YAML, from a file or a string, into values and their positions.

PyYAML's own loaders lose positions, accept duplicate keys, and follow YAML 1.1, in which `no` is
false and `1:30` is 90. They also let a small file nest or expand until the process dies. Therefore
this package processes libyaml's events directly.
"""

from collections.abc import Iterator
from pathlib import Path

from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.yaml.document import Document
from torchquiz.engine.yaml.positions import Source

MAX_BYTES = 32 << 20


def read_source(path: Path, name: str | None = None) -> Source:
    """Read a YAML file. Faults refer to the file as `name`.

    Raises:
        BankError: the file cannot be read, or is not strict YAML. The error contains all faults.
    """
    name = name or str(path)
    return read_text(_decode(_content(path, name), name), name)


def read_text(text: str, name: str = "") -> Source:
    """Parse a string of YAML. Faults refer to the file it came from as `name`.

    Raises:
        BankError: the string is not strict YAML. The error contains all faults.
    """
    if faults := list(_tabs(text, name)):
        raise BankError(faults)
    document = Document(name)
    document.read(text)
    if document.faults:
        raise BankError(document.faults)
    return document.source


def _content(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _refusal(
                name,
                f"the file is {size:,} bytes long; the limit is {MAX_BYTES:,}.",
                "Split it into several lessons.",
            )
        return path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        raise _refusal(name, message, "Check its name and its permissions.") from error


def _decode(content: bytes, name: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _refusal(name, "the file is UTF-16.", "Save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the byte 0x{content[error.start]:02x} is not valid UTF-8."
        raise _refusal(name, message, "Save the file as UTF-8.", line, column) from error


def _refusal(name: str, message: str, remedy: str, line: int = 1, column: int = 1) -> BankError:
    return BankError([Fault(name, line, column, message, remedy)])


def _tabs(text: str, name: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            column = indent.index("\t") + 1
            message = "the line is indented with a tab."
            yield Fault(name, number, column, message, "Use spaces to indent.")
