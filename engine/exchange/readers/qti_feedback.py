"""Assigns the feedback of a QTI item to the choices and to the solution."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.readers.imported import shortened
from torchquiz.engine.exchange.readers.qti_xml import HtmlWriter, nodes, value_of
from torchquiz.engine.exchange.readers.question_texts import QuestionTexts

WITHIN_TEXT = ("feedbackinline", "feedbackblock")
ON_RIGHT = ("solution", "correct", "right", "general", "explanation")
ON_WRONG = ("incorrect", "wrong", "notcorrect")
HINTS = ("hint",)
"""The beginnings of identifiers by which feedback on right answers, on wrong answers and on a
request for help is recognised."""
LONGEST = 60
"""The maximum number of characters displayed of feedback that is left out."""


@dataclass(slots=True)
class Feedback:
    """The feedback of a QTI item."""

    on_choices: dict[str, str] = field(default_factory=dict)
    on_wrong: str = ""
    """Feedback on all wrong choices that have none of their own."""
    explanation: str = ""
    hints: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


def feedback(
    item: Xml.Element, choices: list[Xml.Element], keys: set[str], texts: QuestionTexts
) -> Feedback:
    """Return the feedback of an item, with a sentence for each part that is left out.

    Args:
        item: the QTI item.
        choices: the choices of its interaction.
        keys: the identifiers of the right choices.
        texts: the converter for the texts of the item.
    """
    found = Feedback()
    names = {value_of(choice, "identifier") for choice in choices}
    for node, owner in _parts(item, choices):
        if text := texts.plain_text(HtmlWriter({}).inside(node)):
            name = value_of(node, "identifier")
            if value_of(node, "showhide") == "hide":
                # It is hidden from learners who choose `name`, and shown to all others.
                _assign(found, text, "incorrect" if name in keys else "", "", names)
            else:
                _assign(found, text, name, owner, names)
    return found


def _parts(item: Xml.Element, choices: list[Xml.Element]) -> Iterator[tuple[Xml.Element, str]]:
    """Yield each part of the feedback, with the choice that contains it or an empty string."""
    inside: dict[Xml.Element, str] = {}
    for choice in choices:
        for kind in WITHIN_TEXT:
            inside |= dict.fromkeys(nodes(choice, kind), value_of(choice, "identifier"))
    for kind in (*WITHIN_TEXT, "modalfeedback"):
        for node in nodes(item, kind):
            yield node, inside.get(node, "")


def _assign(found: Feedback, text: str, name: str, owner: str, names: set[str]) -> None:
    sign = name.lower().replace("_", "").replace("-", "").removeprefix("feedback")
    if owner or name in names:
        choice = owner or name
        before = found.on_choices.get(choice, "")
        found.on_choices[choice] = "\n\n".join(filter(None, (before, text)))
    elif sign.startswith(ON_WRONG):
        found.on_wrong = "\n\n".join(filter(None, (found.on_wrong, text)))
    elif sign.startswith(ON_RIGHT):
        found.explanation = "\n\n".join(filter(None, (found.explanation, text)))
    elif sign.startswith(HINTS):
        found.hints.append(text)
    else:
        shown = shortened(text, LONGEST)
        found.changes.append(f"feedback that belongs to no single answer is left out: {shown}")
