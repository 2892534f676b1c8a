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
    for posed in questions:
        if posed.lesson != lesson:
            lesson = posed.lesson
            _category(quiz, f"$course$/top/{title}/{posed.title.replace('/', '//')}")
        quiz.append(WRITERS[posed.layout](posed))
        if posed.layout == "free":
            losses.append(
                f"{posed.id}: what is written or recalled freely becomes an essay,"
                " which a person grades."
            )
    Xml.indent(quiz)
    Xml.ElementTree(quiz).write(path, encoding="utf-8", xml_declaration=True)
    return losses


def _category(quiz: Xml.Element, name: str) -> None:
    question = Xml.SubElement(quiz, "question", type="category")
    _text(question, "category", name)


def _begun(posed: Posed, kind: str, stem: str) -> Xml.Element:
    question = Xml.Element("question", type=kind)
    _text(question, "name", posed.name)
    _html(question, "questiontext", stem)
    _html(question, "generalfeedback", html(posed.explanation))
    Xml.SubElement(question, "idnumber").text = posed.id
    Xml.SubElement(question, "penalty").text = PENALTY
    for hint in posed.hints:
        _html(question, "hint", html(hint))
    tags = Xml.SubElement(question, "tags")
    for tag in posed.tags:
        _text(tags, "tag", tag)
    return question


def _multichoice(posed: Posed) -> Xml.Element:
    question = _begun(posed, "multichoice", html(posed.stem))
    Xml.SubElement(question, "single").text = "false" if posed.is_several else "true"
    Xml.SubElement(question, "shuffleanswers").text = "true"
    Xml.SubElement(question, "answernumbering").text = "ABCD"
    keys = sum(choice.is_key for choice in posed.choices)
    wrong = len(posed.choices) - keys
    gain = f"{100 / keys:.5f}"
    loss = f"{-100 / wrong:.5f}" if posed.is_several and wrong else "0"
    for choice in posed.choices:
        answer = _answer(question, gain if choice.is_key else loss)
        answer.set("format", "html")
        Xml.SubElement(answer, "text").text = html_line(choice.text)
        _html(answer, "feedback", html(choice.because))
    return question


def _single_gap(posed: Posed) -> Xml.Element:
    (gap,) = posed.gaps
    return _short(posed, gap) if gap.number is None else _numerical(posed, gap)


def _numerical(posed: Posed, gap: Gap) -> Xml.Element:
    question = _begun(posed, "numerical", html(posed.stem))
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


def _short(posed: Posed, gap: Gap) -> Xml.Element:
    question = _begun(posed, "shortanswer", html(posed.stem))
    Xml.SubElement(question, "usecase").text = "1"
    for text in gap.accepted:
        Xml.SubElement(_answer(question, "100"), "text").text = text.replace("*", r"\*")
    for text, because in gap.near:
        wrong = _answer(question, "0")
        Xml.SubElement(wrong, "text").text = text.replace("*", r"\*")
        _html(wrong, "feedback", html(because))
    return question


def _cloze(posed: Posed) -> Xml.Element:
    """Return a question with several gaps in one text.

    The format: https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
    """
    gaps = "".join(map(_cloze_gap, posed.gaps))
    stem = html(posed.stem).replace("{", "&#123;").replace("}", "&#125;")
    return _begun(posed, "cloze", stem + gaps)


def _cloze_gap(gap: Gap) -> str:
    accepted = "~".join(f"={_in_cloze(text)}" for text in gap.accepted)
    return f"<p>{html_line(gap.label)}: {{1:SHORTANSWER:{accepted}}}</p>"


def _in_cloze(text: str) -> str:
    for sign in ("\\", "}", "#", "~", "/", '"'):
        text = text.replace(sign, "\\" + sign)
    return text.replace("*", "\\*")


def _ordering(posed: Posed) -> Xml.Element:
    question = _begun(posed, "ordering", html(posed.stem))
    for name, text in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("gradingtype", "ALL_OR_NOTHING"),
        ("showgrading", "1"),
    ):
        Xml.SubElement(question, name).text = text
    for place, line in enumerate(posed.lines, start=1):
        answer = _answer(question, f"{place}")
        answer.set("format", "html")
        Xml.SubElement(answer, "text").text = html_line(line)
    return question


def _essay(posed: Posed) -> Xml.Element:
    question = _begun(posed, "essay", html(posed.stem))
    Xml.SubElement(question, "responseformat").text = "monospaced"
    _html(question, "graderinfo", html(posed.text))
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
