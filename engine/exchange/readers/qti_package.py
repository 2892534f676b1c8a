"""Reads QTI packages: .zip files that contain one XML file for each item."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers import qti
from torchquiz.engine.exchange.readers.decoding import MAX_BYTES, decoded_content
from torchquiz.engine.exchange.readers.fitting import imported_quiz
from torchquiz.engine.exchange.readers.imported import ImportedQuestion, ImportedQuiz, Omission
from torchquiz.engine.exchange.readers.qti_xml import nodes, plain_name, value_of
from torchquiz.engine.exchange.readers.xml_lines import Lines, parsed_xml

MOST_FILES = 5_000
"""The maximum number of XML files in a package."""
Files = dict[str, tuple[Xml.Element, Lines]]
"""The root element of each XML file, and the lines of its elements, by the file's name."""


def read(path: Path) -> ImportedQuiz:
    """Read all items of a package, in the order of its test if it has one.

    Raises:
        TorchquizError: the file is not a .zip file, or its XML files are too large.
    """
    files: Files = {}
    omissions: list[Omission] = []
    for name, content in _xml_files(path):
        try:
            files[name] = parsed_xml(decoded_content(content, path).text, path)
        except TorchquizError as error:
            reason = str(error).removeprefix(f"{path}: ")
            omissions.append(Omission(posixpath.basename(name), 1, reason, name))
    questions = list(_questions(files))
    if not questions and not omissions:
        raise TorchquizError(f"{path}: the package contains no QTI 2 or QTI 3 items.")
    return imported_quiz([*questions, *omissions])


def _xml_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each XML file in a package, sorted by name."""
    try:
        with zipfile.ZipFile(path) as package:
            members = [each for each in package.infolist() if _is_xml(each.filename)]
            size = sum(each.file_size for each in members)
            if size > MAX_BYTES or len(members) > MOST_FILES:
                raise TorchquizError(
                    f"{path}: its {len(members):,} XML files have {size:,} bytes; the limits are"
                    f" {MOST_FILES:,} files and {MAX_BYTES:,} bytes. Split the package."
                )
            for member in sorted(members, key=lambda each: each.filename):
                yield member.filename, package.read(member)
    except OSError as error:
        raise TorchquizError(f"{path}: the file cannot be read: {error.strerror}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        reason = str(error).rstrip(".")
        raise TorchquizError(f"{path}: the file is not a readable .zip file: {reason}.") from None


def _is_xml(name: str) -> bool:
    # macOS adds a folder of files that only look like the others.
    return name.lower().endswith(".xml") and not name.startswith("__MACOSX/")


def _questions(files: Files) -> Iterator[ImportedQuestion | Omission]:
    listed = {name: number for number, name in enumerate(_listed(files))}
    items = [name for name, (root, _) in files.items() if plain_name(root) == qti.ITEM]
    for name in sorted(items, key=lambda each: listed.get(each, len(listed))):
        yield qti.question(*files[name], name)


def _listed(files: Files) -> Iterator[str]:
    """Yield the names of the items' files, in the order in which tests list them."""
    for name, (root, _) in files.items():
        if plain_name(root) == "assessmenttest":
            for node in nodes(root, "assessmentitemref"):
                address = posixpath.join(posixpath.dirname(name), value_of(node, "href"))
                yield posixpath.normpath(address)
