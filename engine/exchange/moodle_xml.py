"""Reads Moodle XML.

The format: https://docs.moodle.org/en/Moodle_XML_format
"""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.imported import Question, Read, Statement

TYPED = {
    "shortanswer": "a typed answer needs code that gives it; write it as kind predict.",
    "numerical": "a number to be typed needs code that gives it; write it as kind predict.",
    "cloze": "several gaps need code that gives them; write it as kind predict or table.",
    "essay": "an essay is answered freely.",
    "ordering": "an order needs lines of code and a goal; write it as kind order.",
    "matching": "it asks to match pairs.",
    "description": "it asks nothing.",
}


def read(path: Path) -> Read:
    """Read a question bank.

    Raises:
        TorchquizError: the file is no XML, or declares entities, which could make it grow without end.
    """
    text = path.read_text(encoding="utf-8-sig")
    if "<!ENTITY" in text:
        raise TorchquizError(
            f"{path}: the file declares entities, which no question bank needs; it is not read."
        )
    try:
        quiz = Xml.fromstring(text)
    except Xml.ParseError as error:
        raise TorchquizError(f"{path}: the file is no XML: {error}.") from None
    found, left_out = [], []
    for node in quiz.iter("question"):
        if node.get("type") == "category":
            continue
        question = _question(node)
        if isinstance(question, Question):
            found.append(question)
        else:
            left_out.append(f"'{_text(node, 'name')}': {question}")
    return Read(tuple(found), tuple(left_out))


def _question(node: Xml.Element) -> Question | str:
    kind = node.get("type", "")
    if kind not in ("multichoice", "truefalse"):
        return TYPED.get(kind, f"there is no place for the kind '{kind}'.")
    options = tuple(
        Statement(
            _plain(_text(one)), float(one.get("fraction", "0")) > 0, _plain(_text(one, "feedback"))
        )
        for one in node.iter("answer")
    )
    if len({option.is_key for option in options}) < 2:
        return "it has no right answer, or no wrong one."
    hints = tuple(filter(None, (_plain(_text(hint)) for hint in node.findall("hint"))))
    return Question(
        _plain(_text(node, "name")),
        _plain(_text(node, "questiontext")),
        options,
        explanation=_plain(_text(node, "generalfeedback")),
        hints=hints[:3],
    )


def _text(node: Xml.Element, inside: str = "") -> str:
    return (node.findtext(f"{inside}/text" if inside else "text") or "").strip()


def _plain(text: str) -> str:
    """HTML as Markdown, as far as questions use it: paragraphs, lines, code."""
    text = re.sub(
        r"<pre[^>]*>(?:<code[^>]*>)?(.*?)(?:</code>)?</pre>", r"\n\n\1\n\n", text, flags=re.DOTALL
    )
    text = re.sub(r"</?code[^>]*>", "`", text)
    text = re.sub(r"<(?:br|/p|/div|/li)[^>]*>", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", unescape(re.sub(r"<[^>]+>", "", text))).strip()
