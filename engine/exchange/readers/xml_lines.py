"""Parses XML, and records the line on which each element begins."""

from pathlib import Path
from xml.etree import ElementTree as Xml
from xml.parsers import expat

from torchquiz.engine.errors import TorchquizError

Lines = dict[Xml.Element, int]
MAX_DEPTH = 200


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
    parser = _Parser()
    try:
        return parser.parse(text), parser.lines
    except _TooDeepError:
        raise TorchquizError(
            f"{path}: its elements are nested more than {MAX_DEPTH} levels deep, so it is not a"
            " quiz."
        ) from None
    except expat.ExpatError as error:
        raise TorchquizError(f"{path}: the file is not valid XML: {error}.") from None
