"""Parses XML, and records the line on which each element begins."""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Xml
from xml.parsers import expat

from torchquiz.engine.errors import TorchquizError

Lines = dict[Xml.Element, int]
MAX_DEPTH = 200
UNDEFINED_ENTITY = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
NAMED_CHARACTER = re.compile(r"&[A-Za-z][A-Za-z0-9]{0,30};")
"""Matches a named character reference of HTML: `&nbsp;`."""


def with_html_characters(text: str) -> str:
    """Replace HTML's named characters in XML, such as `&nbsp;`, with the characters themselves.

    References to `<`, `>`, `&` and quotation marks are kept, because these have a meaning in XML.
    """
    return NAMED_CHARACTER.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    character = unescape(reference[0])
    return reference[0] if character in "<>&\"'" else character


class _TooDeepError(Exception):
    """Raised when XML elements are nested more deeply than in any question bank."""


class _Parser:
    """A parser for a single XML document."""

    def __init__(self) -> None:
        self.lines: Lines = {}
        self._depth = 0
        self._builder = Xml.TreeBuilder()
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._builder.data

    def parse(self, text: str) -> Xml.Element:
        """Parse the document, and return its root element."""
        self._expat.Parse(text, True)
        root: Xml.Element = self._builder.close()
        return root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeepError
        element = self._builder.start(tag, attributes)
        self.lines[element] = self._expat.CurrentLineNumber

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(tag)


def parsed_xml(text: str, path: Path) -> tuple[Xml.Element, Lines]:
    """Parse an XML document. Return its root element and the line of each element.

    Raises:
        TorchquizError: the document is not valid XML, is nested too deeply, or declares entities.
    """
    if "<!ENTITY" in text:
        raise TorchquizError(
            f"{path}: the file declares XML entities, which could expand to any size;"
            " remove its `<!ENTITY>` declarations."
        )
    try:
        return _parsed(text)
    except _TooDeepError:
        raise TorchquizError(
            f"{path}: its elements are nested more than {MAX_DEPTH} levels deep, so it is not a"
            " quiz."
        ) from None
    except expat.ExpatError as error:
        raise TorchquizError(f"{path}: the file is not valid XML: {error}.") from None


def _parsed(text: str) -> tuple[Xml.Element, Lines]:
    parser = _Parser()
    try:
        return parser.parse(text), parser.lines
    except expat.ExpatError as error:
        if error.code != UNDEFINED_ENTITY:
            raise
    # Hand-written files contain the named characters of HTML, which XML does not know.
    parser = _Parser()
    return parser.parse(with_html_characters(text)), parser.lines
