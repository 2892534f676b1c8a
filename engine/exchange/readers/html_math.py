"""Converts formulas in MathML to plain text: `<msup><mi>x</mi><mn>2</mn></msup>` to `x^2`."""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.readers.xml_lines import with_html_characters

TAG = re.compile(r"<[^<>]*>")
"""Matches any tag."""
MAX_DEPTH = 50
"""The depth at which the structure of a formula is ignored."""
SIGNS = {
    "msup": ("^",),
    "msub": ("_",),
    "msubsup": ("_", "^"),
    "mover": ("^",),
    "munder": ("_",),
    "munderover": ("_", "^"),
}
"""The signs before the second and third part of an element."""
HIDDEN = frozenset({"annotation", "annotation-xml", "mphantom"})


def math_text(source: str) -> str:
    """Convert a formula, which is given as a `<math>` element, to one line of text."""
    try:
        root = Xml.fromstring(with_html_characters(source))
    except Xml.ParseError:
        return " ".join(unescape(TAG.sub("", source)).split())
    return " ".join(_text(root, MAX_DEPTH).split())


def _text(node: Xml.Element, depth: int) -> str:
    if depth == 0:
        return "".join(node.itertext())
    name = node.tag.rpartition("}")[2]
    if name in HIDDEN:
        return ""
    parts = [_text(child, depth - 1) for child in node]
    if name in SIGNS and len(parts) > 1:
        return parts[0] + "".join(_attached(SIGNS[name], parts[1:]))
    if name == "mfrac" and len(parts) == 2:
        return "/".join(map(_grouped, parts))
    if name == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    if name == "mroot" and len(parts) == 2:
        return f"root {parts[1]} of {_grouped(parts[0])}"
    if name == "mfenced":
        separator = node.get("separators", ",").strip()[:1]
        return f"{node.get('open', '(')}{separator.join(parts)}{node.get('close', ')')}"
    if name == "mtable":
        return f"[{'; '.join(parts)}]"
    if name == "mtr":
        return ", ".join(parts)
    return (node.text or "").strip() + "".join(parts)


def _attached(signs: tuple[str, ...], parts: list[str]) -> Iterator[str]:
    for sign, part in zip(signs, parts, strict=False):
        yield f"{sign}{_grouped(part)}"


def _grouped(text: str) -> str:
    """Put a part of a formula in parentheses unless it is a single number or name."""
    return text if text.isalnum() else f"({text})"
