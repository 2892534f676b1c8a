"""Reads Moodle XML.

The format: https://docs.moodle.org/en/Moodle_XML_format
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    QuestionOrReason,
    imported_quiz,
)

MOST_HINTS = 3
NOT_CARRIED_OVER = {
    "shortanswer": "a typed answer needs code that gives it; write it as kind predict.",
    "numerical": "a number to be typed needs code that gives it; write it as kind predict.",
    "cloze": "several gaps need code that gives them; write it as kind predict or table.",
    "essay": "an essay is answered freely.",
    "ordering": "an order needs lines of code and a goal; write it as kind order.",
    "matching": "it asks to match pairs.",
    "description": "it asks nothing.",
}
"""Why a type of question is left out."""

PRE = re.compile(r"<pre[^>]*>(?:<code[^>]*>)?(.*?)(?:</code>)?</pre>", re.DOTALL)
"""Code of several lines: `<pre><code class="python">x = 1</code></pre>`."""
CODE = re.compile(r"</?code[^>]*>")
"""Where code within a line begins or ends: `<code>` or `</code>`."""
LINE_END = re.compile(r"<(?:br|/p|/div|/li)[^>]*>")
"""What ends a line: `<br/>` or `</p>`."""
TAG = re.compile(r"<[^>]+>")
"""Any other tag: `<span class="x">`."""
EMPTY_LINES = re.compile(r"\n{3,}")
"""More than one empty line."""


def read(path: Path) -> ImportedQuiz:
    """Read a question bank.

    Raises:
        TorchquizError: the file is not XML, or declares entities, which could make it grow
            without end.
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
    return imported_quiz(_questions(quiz))


def _questions(quiz: Xml.Element) -> Iterator[tuple[str, QuestionOrReason]]:
    for node in quiz.iter("question"):
        if node.get("type") != "category":
            yield f"'{_text(node, 'name')}'", _question(node)


def _question(node: Xml.Element) -> QuestionOrReason:
    kind = node.get("type", "")
    if kind not in ("multichoice", "truefalse"):
        return NOT_CARRIED_OVER.get(kind, f"there is no place for the kind '{kind}'.")
    hints = [_markdown(_text(hint)) for hint in node.findall("hint")]
    return ImportedQuestion(
        _markdown(_text(node, "name")),
        _markdown(_text(node, "questiontext")),
        tuple(map(_option, node.iter("answer"))),
        explanation=_markdown(_text(node, "generalfeedback")),
        hints=tuple(filter(None, hints))[:MOST_HINTS],
    )


def _option(answer: Xml.Element) -> ImportedOption:
    is_key = float(answer.get("fraction", "0")) > 0
    return ImportedOption(
        _markdown(_text(answer)), is_key, because=_markdown(_text(answer, "feedback"))
    )


def _text(node: Xml.Element, inside: str = "") -> str:
    return (node.findtext(f"{inside}/text" if inside else "text") or "").strip()


def _markdown(html: str) -> str:
    """Return HTML as Markdown, as far as questions use it: paragraphs, lines, code."""
    text = PRE.sub(r"\n\n\1\n\n", html)
    text = CODE.sub("`", text)
    text = LINE_END.sub("\n", text)
    text = unescape(TAG.sub("", text))
    return EMPTY_LINES.sub("\n\n", text).strip()
