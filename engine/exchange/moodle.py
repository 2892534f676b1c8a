"""Writes Moodle XML.

The format: https://docs.moodle.org/en/Moodle_XML_format
"""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.markup import html, html_line
from torchquiz.engine.exchange.posed import Gap, Posed

PENALTY = "0.3333333"
"""What a further try costs in Moodle, its own default."""


def write(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a question bank with a category per lesson.

    Returns:
        A sentence for each question that loses something on the way.
    """
    quiz = Xml.Element("quiz")
    told: list[str] = []
    lesson = ""
    for one in questions:
        if one.lesson != lesson:
            lesson = one.lesson
            _category(quiz, f"$course$/top/{title}/{one.title.replace('/', '//')}")
        quiz.append(_question(one, told))
    Xml.indent(quiz)
    Xml.ElementTree(quiz).write(path, encoding="utf-8", xml_declaration=True)
    return told


def _category(quiz: Xml.Element, name: str) -> None:
    question = Xml.SubElement(quiz, "question", type="category")
    _text(question, "category", name)


def _question(one: Posed, told: list[str]) -> Xml.Element:
    if one.choices:
        return _multichoice(one)
    if one.lines:
        return _ordering(one)
    if len(one.gaps) == 1:
        return (
            _numerical(one, one.gaps[0])
            if one.gaps[0].number is not None
            else _short(one, one.gaps[0])
        )
    if one.gaps:
        return _cloze(one)
    told.append(
        f"{one.id}: what is written or recalled freely becomes an essay, which a person grades."
    )
    return _essay(one)


def _begun(one: Posed, kind: str, stem: str) -> Xml.Element:
    question = Xml.Element("question", type=kind)
    _text(question, "name", one.name)
    _html(question, "questiontext", stem)
    _html(question, "generalfeedback", html(one.explanation))
    Xml.SubElement(question, "idnumber").text = one.id
    Xml.SubElement(question, "penalty").text = PENALTY
    for hint in one.hints:
        _html(question, "hint", html(hint))
    tags = Xml.SubElement(question, "tags")
    for tag in one.tags:
        _text(tags, "tag", tag)
    return question


def _multichoice(one: Posed) -> Xml.Element:
    question = _begun(one, "multichoice", html(one.stem))
    Xml.SubElement(question, "single").text = "false" if one.is_several else "true"
    Xml.SubElement(question, "shuffleanswers").text = "true"
    Xml.SubElement(question, "answernumbering").text = "ABCD"
    keys = sum(choice.is_key for choice in one.choices)
    wrong = len(one.choices) - keys
    gain = f"{100 / keys:.5f}"
    loss = f"{-100 / wrong:.5f}" if one.is_several and wrong else "0"
    for choice in one.choices:
        answer = _answer(question, gain if choice.is_key else loss)
        answer.set("format", "html")
        Xml.SubElement(answer, "text").text = html_line(choice.text)
        _html(answer, "feedback", html(choice.because))
    return question


def _numerical(one: Posed, gap: Gap) -> Xml.Element:
    question = _begun(one, "numerical", html(one.stem))
    answer = _answer(question, "100")
    Xml.SubElement(answer, "text").text = f"{gap.number:.12g}"
    Xml.SubElement(answer, "tolerance").text = f"{gap.tolerance:g}"
    for text, because in gap.near:
        if _is_number(text):
            wrong = _answer(question, "0")
            Xml.SubElement(wrong, "text").text = text
            Xml.SubElement(wrong, "tolerance").text = f"{gap.tolerance:g}"
            _html(wrong, "feedback", html(because))
    return question


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _short(one: Posed, gap: Gap) -> Xml.Element:
    question = _begun(one, "shortanswer", html(one.stem))
    Xml.SubElement(question, "usecase").text = "1"
    for text in gap.accepted:
        Xml.SubElement(_answer(question, "100"), "text").text = text.replace("*", r"\*")
    for text, because in gap.near:
        wrong = _answer(question, "0")
        Xml.SubElement(wrong, "text").text = text.replace("*", r"\*")
        _html(wrong, "feedback", html(because))
    return question


def _cloze(one: Posed) -> Xml.Element:
    """Return a question with several gaps in one text.

    The format: https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
    """
    stem = html(one.stem).replace("{", "&#123;").replace("}", "&#125;")
    return _begun(one, "cloze", stem + "".join(map(_cloze_gap, one.gaps)))


def _cloze_gap(gap: Gap) -> str:
    accepted = "~".join(f"={_in_cloze(text)}" for text in gap.accepted)
    return f"<p>{html_line(gap.label)}: {{1:SHORTANSWER:{accepted}}}</p>"


def _in_cloze(text: str) -> str:
    for sign in ("\\", "}", "#", "~", "/", '"'):
        text = text.replace(sign, "\\" + sign)
    return text.replace("*", "\\*")


def _ordering(one: Posed) -> Xml.Element:
    question = _begun(one, "ordering", html(one.stem))
    for name, text in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("gradingtype", "ALL_OR_NOTHING"),
        ("showgrading", "1"),
    ):
        Xml.SubElement(question, name).text = text
    for place, line in enumerate(one.lines, start=1):
        answer = _answer(question, f"{place}")
        answer.set("format", "html")
        Xml.SubElement(answer, "text").text = html_line(line)
    return question


def _essay(one: Posed) -> Xml.Element:
    question = _begun(one, "essay", html(one.stem))
    Xml.SubElement(question, "responseformat").text = "monospaced"
    _html(question, "graderinfo", html(one.text))
    return question


def _answer(question: Xml.Element, fraction: str) -> Xml.Element:
    return Xml.SubElement(question, "answer", fraction=fraction)


def _text(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(Xml.SubElement(parent, tag), "text").text = text


def _html(parent: Xml.Element, tag: str, text: str) -> None:
    inside = Xml.SubElement(parent, tag, format="html")
    Xml.SubElement(inside, "text").text = text
