"""Hides the differences between the XML of QTI 2 and QTI 3, and converts its texts to HTML."""

from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.readers.html_tags import KNOWN

PREFIX = "qti"
VOID = frozenset({"br", "col", "hr", "img", "meta", "source", "wbr"})
"""The HTML elements that have no end tag."""
SKIPPED = frozenset({"stylesheet", "infocontrol", "catalog", "cataloginfo", "apipaccessibility"})
"""Elements that hold no part of the text."""


def plain_name(node: Xml.Element) -> str:
    """Return the name of an element, in the same form for QTI 2 and QTI 3.

    It is `simplechoice` for `simpleChoice` and for `qti-simple-choice`.
    """
    name = node.tag.rpartition(":")[2].replace("-", "").lower()
    return name.removeprefix(PREFIX)


def value_of(node: Xml.Element, name: str) -> str:
    """Return the value of an attribute, whose name is given as in QTI 2 but in lower case.

    Return an empty string if the element does not have it.
    """
    for key, value in node.attrib.items():
        if key.rpartition(":")[2].replace("-", "").lower() == name:
            return value.strip()
    return ""


def nodes(root: Xml.Element, name: str) -> Iterator[Xml.Element]:
    """Yield all elements with a plain name inside an element, in the order of the file."""
    return (node for node in root.iter() if plain_name(node) == name)


def child(root: Xml.Element, name: str) -> Xml.Element | None:
    """Return the first direct child with a plain name, or None if no child has it."""
    return next((node for node in root if plain_name(node) == name), None)


class HtmlWriter:
    """Writes the content of QTI elements as HTML.

    Args:
        replaced: HTML that stands for certain elements of the file.
    """

    def __init__(self, replaced: dict[Xml.Element, str]) -> None:
        self._replaced = replaced

    def inside(self, node: Xml.Element | None) -> str:
        """Return the content of an element as HTML; of None, an empty string."""
        if node is None:
            return ""
        parts = [escape(node.text or "", quote=False)]
        for inner in node:
            parts += [self._whole(inner), escape(inner.tail or "", quote=False)]
        return "".join(parts)

    def _whole(self, node: Xml.Element) -> str:
        if node in self._replaced:
            return self._replaced[node]
        prefix, _, local = node.tag.rpartition(":")
        name = local.lower()
        if plain_name(node) in SKIPPED:
            return ""
        if name == "math":
            return f"<math>{self._formula(node)}</math>"
        if name == "object":
            return self._object(node)
        if name not in KNOWN or prefix == "ssml":
            return self.inside(node)
        start = f"<{name}{_attributes(node)}>"
        return start if name in VOID else f"{start}{self.inside(node)}</{name}>"

    def _formula(self, node: Xml.Element) -> str:
        """Return the content of a formula in MathML, without prefixes of namespaces."""
        parts = [escape(node.text or "", quote=False)]
        for inner in node:
            name = inner.tag.rpartition(":")[2]
            parts.append(f"<{name}{_attributes(inner)}>{self._formula(inner)}</{name}>")
            parts.append(escape(inner.tail or "", quote=False))
        return "".join(parts)

    def _object(self, node: Xml.Element) -> str:
        """Return an embedded file as an image or object, without its replacement text."""
        name = "img" if value_of(node, "type").startswith("image/") else "embed"
        shown = " ".join("".join(node.itertext()).split())
        source = escape(value_of(node, "data"))
        return f'<{name} src="{source}" alt="{escape(shown)}">'


def _attributes(node: Xml.Element) -> str:
    return "".join(
        f' {key}="{escape(value)}"' for key, value in node.attrib.items() if ":" not in key
    )
