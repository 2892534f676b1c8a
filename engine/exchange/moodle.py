"""Writes Moodle XML.

The format: https://docs.moodle.org/en/Moodle_XML_format
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.markup import html, html_line
from torchquiz.engine.exchange.posed import Gap, Layout, Posed

PENALTY = "0.3333333"
"""What a further try costs in Moodle, its own default."""


def write(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a question bank with a category a lesson; return a sentence for each loss."""
    quiz = Xml.Element("quiz")
    losses: list[str] = []
    lesson = ""
    for one in questions:
        if one.lesson != lesson:
            lesson = one.lesson
            _category(quiz, f"$course$/top/{title}/{one.title.replace('/', '//')}")
        quiz.append(WRITERS[one.layout](one))
        if one.layout == "free":
            losses.append(
                f"{one.id}: what is written or recalled freely becomes an essay,"
                " which a person grades."
            )
    Xml.indent(quiz)
    Xml.ElementTree(quiz).write(path, encoding="utf-8", xml_declaration=True)
    return losses


def _category(quiz: Xml.Element, name: str) -> None:
    question = Xml.SubElement(quiz, "question", type="category")
    _text(question, "category", name)


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
    for choice in one.choices:
        loss = 100 / (len(one.choices) - keys) if one.is_several and len(one.choices) > keys else 0
        answer = _answer(
            question, f"{100 / keys:.5f}" if choice.is_key else f"{-loss:.5f}" if loss else "0"
        )
        answer.set("format", "html")
        Xml.SubElement(answer, "text").text = html_line(choice.text)
        _html(answer, "feedback", html(choice.because))
    return question


def _single_gap(one: Posed) -> Xml.Element:
    (gap,) = one.gaps
    return _short(one, gap) if gap.number is None else _numerical(one, gap)


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
    gaps = "".join(map(_cloze_gap, one.gaps))
    return _begun(one, "cloze", html(one.stem).replace("{", "&#123;").replace("}", "&#125;") + gaps)


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


WRITERS: dict[Layout, Callable[[Posed], Xml.Element]] = {
    "choices": _multichoice,
    "order": _ordering,
    "gap": _single_gap,
    "gaps": _cloze,
    "free": _essay,
}
"""Returns a question of the type that fits the layout."""
