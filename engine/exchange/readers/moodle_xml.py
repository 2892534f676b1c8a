"""Reads question banks in Moodle XML.

See https://docs.moodle.org/en/Moodle_XML_format
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    QuestionOrReason,
    imported_quiz,
)

MOST_HINTS = 3
"""Number of hints that an item may have."""
UNSUPPORTED = {
    "shortanswer": "a typed answer needs code that computes it; rewrite it as kind predict.",
    "numerical": "a typed number needs code that computes it; rewrite it as kind predict.",
    "cloze": "gaps need code that computes them; rewrite it as kind predict or table.",
    "essay": "an essay cannot be graded automatically.",
    "ordering": "ordering needs lines of code and a goal; rewrite it as kind order.",
    "matching": "matching questions are not supported.",
    "description": "a description asks nothing.",
}
"""The reason why each of these types of question is left out."""

PRE = re.compile(r"<pre[^>]*>(?:<code[^>]*>)?(.*?)(?:</code>)?</pre>", re.DOTALL)
"""Matches code of several lines: `<pre><code class="python">x = 1</code></pre>`."""
CODE = re.compile(r"</?code[^>]*>")
"""Matches the beginning or end of code within a line: `<code>` or `</code>`."""
LINE_END = re.compile(r"<(?:br|/p|/div|/li)[^>]*>")
"""Matches a tag that ends a line: `<br/>` or `</p>`."""
TAG = re.compile(r"<[^>]+>")
"""Matches any other tag: `<span class="x">`."""
EMPTY_LINES = re.compile(r"\n{3,}")
"""Matches two or more empty lines."""


def read(path: Path) -> ImportedQuiz:
    """Read a question bank.

    Raises:
        TorchquizError: the file is not XML, or declares entities, which could expand to
            any size.
    """
    text = path.read_text(encoding="utf-8-sig")
    if "<!ENTITY" in text:
        raise TorchquizError(
            f"{path}: the file declares XML entities, which could expand to any size;"
            " remove its `<!ENTITY>` declarations."
        )
    try:
        quiz = Xml.fromstring(text)
    except Xml.ParseError as error:
        raise TorchquizError(f"{path}: the file is not valid XML: {error}.") from None
    return imported_quiz(_questions(quiz))


def _questions(quiz: Xml.Element) -> Iterator[tuple[str, QuestionOrReason]]:
    for node in quiz.iter("question"):
        if node.get("type") != "category":
            yield f"'{_text(node, 'name')}'", _question(node)


def _question(node: Xml.Element) -> QuestionOrReason:
    kind = node.get("type", "")
    if kind not in ("multichoice", "truefalse"):
        return UNSUPPORTED.get(kind, f"questions of type '{kind}' are not supported.")
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
    """Return Markdown for HTML made of paragraphs, lines and code; other tags are removed."""
    text = PRE.sub(r"\n\n\1\n\n", html)
    text = CODE.sub("`", text)
    text = LINE_END.sub("\n", text)
    text = unescape(TAG.sub("", text))
    return EMPTY_LINES.sub("\n\n", text).strip()
