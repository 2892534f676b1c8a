"""Reads question banks in Moodle XML.

See https://docs.moodle.org/en/Moodle_XML_format
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    Omission,
    name_from,
)
from torchquiz.engine.exchange.readers.question_texts import QuestionTexts
from torchquiz.engine.exchange.readers.xml_lines import Lines

CHOICES = ("multichoice", "multichoiceset", "truefalse")
"""The question types that can be imported."""
FRACTION = re.compile(r"([-+]?\d{1,9}(?:[.,]\d{0,20})?) ?%?")
"""Matches a percentage: `33.33333`, `-50,0` or `100 %`."""
MOST_HINTS = 3
"""The maximum number of hints in an item."""
UNSUPPORTED = {
    "shortanswer": (
        "a typed answer needs code that computes it; rewrite it as an item of kind `predict`."
    ),
    "numerical": (
        "a typed number needs code that computes it; rewrite it as an item of kind `predict`."
    ),
    "cloze": (
        "gaps need code that computes them; rewrite it as an item of kind `predict` or `table`."
    ),
    "essay": "an essay cannot be graded automatically.",
    "ordering": (
        "an ordering question needs lines of code and a goal; rewrite it as an item of kind "
        "`order`."
    ),
    "matching": "matching questions are not supported.",
    "description": "a description is not a question.",
}
"""The unsupported question types, each with the reason why such questions are left out."""
STANDARD_FEEDBACK = frozenset(
    {
        "Your answer is correct.",
        "Your answer is incorrect.",
        "Your answer is partially correct.",
        "Die Antwort ist richtig.",
        "Die Antwort ist falsch.",
        "Die Antwort ist teilweise richtig.",
        "Votre réponse est correcte.",
        "Votre réponse est incorrecte.",
        "Votre réponse est partiellement correcte.",
        "Respuesta correcta",
        "Respuesta incorrecta.",
        "Respuesta parcialmente correcta.",
        "Risposta corretta.",
        "Risposta errata.",
        "Risposta parzialmente esatta.",
        "Sua resposta está correta.",
        "Sua resposta está incorreta.",
        "Sua resposta está parcialmente correta.",
    }
)
"""The default feedback of Moodle in some languages, for questions whose authors wrote none."""
FORMATS = {"plain_text": "plain", "markdown": "markdown", "moodle_auto_format": "moodle"}
"""The short names of the text formats in Moodle XML. All other formats are HTML."""


def questions(quiz: Xml.Element, lines: Lines) -> Iterator[ImportedQuestion | Omission]:
    """Convert the questions of a question bank.

    Args:
        quiz: the root element of the file.
        lines: the line of each element.
    """
    for number, node in enumerate(quiz.iter("question"), start=1):
        if node.get("type") != "category":
            yield _question(node, number, lines[node])


def _question(node: Xml.Element, number: int, line: int) -> ImportedQuestion | Omission:
    texts = QuestionTexts()
    stem = _text(texts, node.find("questiontext"))
    name = " ".join((node.findtext("name/text") or "").split()) or name_from(stem, number)
    kind = node.get("type", "")
    if kind not in CHOICES:
        reason = UNSUPPORTED.get(kind, f"questions of type '{kind}' are not supported.")
        return Omission(name, line, reason)
    try:
        wrong = _own_text(texts, node.find("incorrectfeedback"))
        options = tuple(_option(texts, answer, wrong) for answer in node.findall("answer"))
    except ValueError as error:
        return Omission(name, line, str(error))
    hints = [_text(texts, hint) for hint in node.findall("hint")]
    is_truth = {option.text.lower() for option in options} == {"true", "false"}
    return ImportedQuestion(
        name,
        stem,
        options,
        explanation=_explanation(texts, node),
        hints=tuple(filter(None, hints))[:MOST_HINTS],
        line=line,
        is_several=kind == "multichoiceset" or (kind == "multichoice" and not _is_single(node)),
        is_truth=kind == "truefalse" and is_truth,
        changes=(*texts.losses, *_other_losses(node), *_lost_feedback(node)),
    )


def _is_single(node: Xml.Element) -> bool:
    return (node.findtext("single") or "true").strip().lower() in ("true", "1")


def _other_losses(node: Xml.Element) -> Iterator[str]:
    """Yield a sentence for each setting of a question that has no equivalent in an item."""
    if image := (node.findtext("image") or "").strip():
        yield f"an image was left out: {image.rpartition('/')[2][:60]}."  # as in Moodle 1.9
    shuffles = (node.findtext("shuffleanswers") or "true").strip().lower()
    if node.get("type") != "truefalse" and shuffles in ("false", "0"):
        yield "the order of its options is lost, because lessons shuffle options."
    if len(node.findall("hint")) > MOST_HINTS:
        yield f"it has more than {MOST_HINTS} hints; the others are left out."


def _lost_feedback(node: Xml.Element) -> Iterator[str]:
    """Yield a sentence for each text of feedback that is not shown in the lesson."""
    texts = QuestionTexts()
    if _own_text(texts, node.find("partiallycorrectfeedback")):
        yield "its feedback on partly right answers is left out."
    answers = node.findall("answer")
    wrong = [answer for answer in answers if (answer.get("fraction") or "0").strip()[:1] in "0-"]
    if all(_text(texts, answer.find("feedback")) for answer in wrong) and _own_text(
        texts, node.find("incorrectfeedback")
    ):
        yield "its feedback on all wrong answers is left out, because each has feedback of its own."


def _explanation(texts: QuestionTexts, node: Xml.Element) -> str:
    on_right = _own_text(texts, node.find("correctfeedback"))
    return "\n\n".join(filter(None, (on_right, _text(texts, node.find("generalfeedback")))))


def _own_text(texts: QuestionTexts, node: Xml.Element | None) -> str:
    """Return feedback as text, or an empty string if it is only Moodle's standard feedback."""
    text = _text(texts, node)
    return "" if text in STANDARD_FEEDBACK else text


def _option(texts: QuestionTexts, answer: Xml.Element, on_wrong: str) -> ImportedOption:
    """Convert the XML element of an option.

    Args:
        texts: the converter for the texts of the question.
        answer: the XML element of the option.
        on_wrong: the question's feedback on wrong options, used for options without feedback.

    Raises:
        ValueError: the fraction of the option is not a number.
    """
    fraction = (answer.get("fraction") or "").strip() or "0"  # as in Moodle
    number = FRACTION.fullmatch(fraction)
    if number is None:
        raise ValueError(f"the fraction '{fraction}' of an answer is not a number.")
    weight = float(number[1].replace(",", "."))
    feedback = _text(texts, answer.find("feedback")) or ("" if weight > 0 else on_wrong)
    return ImportedOption(texts.option_text(*_source(answer)), weight > 0, feedback, weight)


def _text(texts: QuestionTexts, node: Xml.Element | None) -> str:
    """Return the text of an XML element without markup, or an empty string if there is none."""
    return texts.plain_text(*_source(node))


def _source(node: Xml.Element | None) -> tuple[str, str]:
    """Return the text of an XML element and its format. The text is empty if there is none."""
    inside = node.find("text") if node is not None else None
    if node is None or inside is None:
        return "", "html"
    written = inside.text or ""
    # Some programs write tags as elements, instead of hiding them in a CDATA section.
    written += "".join(Xml.tostring(child, encoding="unicode") for child in inside)
    return written, FORMATS.get(node.get("format", ""), "html")
