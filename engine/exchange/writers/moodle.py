"""Writes a question bank in Moodle XML.

See https://docs.moodle.org/en/Moodle_XML_format
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.writers.exported import (
    ExportedQuestion,
    Gap,
    Layout,
    WrittenExport,
    is_number,
    loss,
)
from torchquiz.engine.exchange.writers.markup import html, html_line, html_steps
from torchquiz.engine.exchange.writers.moodle_cloze import cloze_text

PENALTY = "0.3333333"
"""The fraction of the mark that is lost with each further try, which is Moodle's default."""


def write(questions: Sequence[ExportedQuestion], path: Path, title: str) -> WrittenExport:
    """Write a question bank that contains one category per lesson."""
    quiz = Xml.Element("quiz")
    lesson = ""
    for question in questions:
        if question.lesson != lesson:
            lesson = question.lesson
            _category(quiz, f"$course$/top/{title}/{question.title.replace('/', '//')}")
        quiz.append(WRITERS[question.layout](question))
    essays = [question for question in questions if question.layout == "free"]
    Xml.indent(quiz)
    Xml.ElementTree(quiz).write(path, encoding="utf-8", xml_declaration=True)
    return WrittenExport(
        len(questions), loss(essays, "exported as an essay, which a teacher must grade")
    )


def _category(quiz: Xml.Element, name: str) -> None:
    node = Xml.SubElement(quiz, "question", type="category")
    _text(node, "category", name)


def _new_question(question: ExportedQuestion, kind: str, stem: str) -> Xml.Element:
    node = Xml.Element("question", type=kind)
    _text(node, "name", question.name)
    _html(node, "questiontext", stem)
    _html(node, "generalfeedback", html_steps(question.solution) + html(question.check))
    Xml.SubElement(node, "idnumber").text = question.id
    Xml.SubElement(node, "penalty").text = PENALTY
    for hint in question.hints:
        _html(node, "hint", html(hint))
    tags = Xml.SubElement(node, "tags")
    for tag in question.tags:
        _text(tags, "tag", tag)
    return node


def _multichoice(question: ExportedQuestion) -> Xml.Element:
    node = _new_question(question, "multichoice", html(question.stem))
    Xml.SubElement(node, "single").text = "false" if question.is_several else "true"
    Xml.SubElement(node, "shuffleanswers").text = "true"
    Xml.SubElement(node, "answernumbering").text = "ABCD"
    keys = sum(option.is_key for option in question.options)
    wrong = len(question.options) - keys
    gain = f"{100 / keys:.5f}"
    loss = f"{-100 / wrong:.5f}" if question.is_several and wrong else "0"
    for option in question.options:
        answer = _answer(node, gain if option.is_key else loss)
        answer.set("format", "html")
        Xml.SubElement(answer, "text").text = html_line(option.text)
        _html(answer, "feedback", html(option.because))
    return node


def _single_gap(question: ExportedQuestion) -> Xml.Element:
    (gap,) = question.gaps
    return _short(question, gap) if gap.number is None else _numerical(question, gap)


def _numerical(question: ExportedQuestion, gap: Gap) -> Xml.Element:
    node = _new_question(question, "numerical", html(question.stem))
    answer = _answer(node, "100")
    Xml.SubElement(answer, "text").text = f"{gap.number:.12g}"
    Xml.SubElement(answer, "tolerance").text = f"{gap.tolerance:g}"
    for text, because in gap.near:
        if is_number(text):
            wrong = _answer(node, "0")
            Xml.SubElement(wrong, "text").text = text
            Xml.SubElement(wrong, "tolerance").text = f"{gap.tolerance:g}"
            _html(wrong, "feedback", html(because))
    return node


def _short(question: ExportedQuestion, gap: Gap) -> Xml.Element:
    node = _new_question(question, "shortanswer", html(question.stem))
    Xml.SubElement(node, "usecase").text = "1"
    for text in gap.accepted:
        Xml.SubElement(_answer(node, "100"), "text").text = text.replace("*", r"\*")
    for text, because in gap.near:
        wrong = _answer(node, "0")
        Xml.SubElement(wrong, "text").text = text.replace("*", r"\*")
        _html(wrong, "feedback", html(because))
    return node


def _cloze(question: ExportedQuestion) -> Xml.Element:
    return _new_question(question, "cloze", cloze_text(question))


def _ordering(question: ExportedQuestion) -> Xml.Element:
    node = _new_question(question, "ordering", html(question.stem))
    for name, text in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("gradingtype", "ALL_OR_NOTHING"),
        ("showgrading", "1"),
    ):
        Xml.SubElement(node, name).text = text
    for position, line in enumerate(question.lines, start=1):
        answer = _answer(node, f"{position}")
        answer.set("format", "html")
        Xml.SubElement(answer, "text").text = html_line(line)
    return node


def _essay(question: ExportedQuestion) -> Xml.Element:
    node = _new_question(question, "essay", html(question.stem))
    Xml.SubElement(node, "responseformat").text = "monospaced"
    _html(node, "graderinfo", html(question.text))
    return node


def _answer(node: Xml.Element, fraction: str) -> Xml.Element:
    return Xml.SubElement(node, "answer", fraction=fraction)


def _text(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(Xml.SubElement(parent, tag), "text").text = text


def _html(parent: Xml.Element, tag: str, text: str) -> None:
    inside = Xml.SubElement(parent, tag, format="html")
    Xml.SubElement(inside, "text").text = text


WRITERS: dict[Layout, Callable[[ExportedQuestion], Xml.Element]] = {
    "options": _multichoice,
    "order": _ordering,
    "gap": _single_gap,
    "gaps": _cloze,
    "table": _cloze,
    "free": _essay,
}
"""For each layout, a function that returns the question in Moodle XML."""
