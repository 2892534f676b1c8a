"""Determines from a QTI item how many marks each of its choices earns."""

from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.readers.qti_xml import child, nodes, plain_name, value_of

OWN_RULES = (
    "its own rules of grading are lost; the answer that it declares as correct counts as correct."
)
DISAGREEING = "its marks and its correct answer disagree; the marks count."
TEMPLATES = ("matchcorrect", "mapresponse")
"""The standard rules of grading for items with choices, as in `…/rptemplates/match_correct`."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks for the choices of an interaction."""

    weights: dict[str, float]
    """The percentage of the marks for each choice that the file mentions."""
    others: float = 0.0
    """The percentage for every other choice."""
    changes: tuple[str, ...] = ()

    def weight(self, choice: str) -> float:
        """Return the percentage of the marks for a choice."""
        return self.weights.get(choice, self.others)


def marks(item: Xml.Element, response: str) -> Marks | None:
    """Return the marks for the choices of an interaction, or None if the file has none.

    Args:
        item: the QTI item.
        response: the identifier of the interaction's response.
    """
    declared = [
        node
        for node in nodes(item, "responsedeclaration")
        if value_of(node, "identifier") == response
    ]
    if not declared:
        return None
    is_several = value_of(declared[0], "cardinality") != "single"
    correct = _correct(declared[0], is_several=is_several)
    mapped = _mapped(declared[0], is_several=is_several)
    rules = _rules(item)
    if mapped and (rules == "mapresponse" or not correct):
        right = {choice for choice, weight in mapped.weights.items() if weight > 0}
        is_same = not correct or not is_several or right == correct.weights.keys()
        return mapped if is_same else Marks(mapped.weights, mapped.others, (DISAGREEING,))
    if correct and rules == "own":
        return Marks(correct.weights, changes=(OWN_RULES,))
    return correct


def _correct(declared: Xml.Element, *, is_several: bool) -> Marks | None:
    answer = child(declared, "correctresponse")
    if answer is None:
        return None
    names = [(node.text or "").strip() for node in nodes(answer, "value")]
    names = names if is_several else names[:1]
    return Marks({name: 100.0 / len(names) for name in names}) if names else None


def _mapped(declared: Xml.Element, *, is_several: bool) -> Marks | None:
    """Return the marks of a mapping, as percentages of the best answer's marks."""
    mapping = child(declared, "mapping")
    if mapping is None:
        return None
    points = {
        value_of(entry, "mapkey"): _number(value_of(entry, "mappedvalue"))
        for entry in nodes(mapping, "mapentry")
    }
    positive = [value for value in points.values() if value > 0]
    if not positive:
        return None
    best = sum(positive) if is_several else max(positive)
    others = 100.0 * _number(value_of(mapping, "defaultvalue")) / best
    return Marks({name: 100.0 * value / best for name, value in points.items()}, others)


def _rules(item: Xml.Element) -> str:
    """Return which rules grade an item: `matchcorrect`, `mapresponse` or `own`.

    An item without rules is graded by its correct answer.
    """
    processing = child(item, "responseprocessing")
    if processing is None:
        return "matchcorrect"
    template = value_of(processing, "template").rpartition("/")[2].replace("_", "").lower()
    for name in TEMPLATES:
        if template.startswith(name):
            return name
    used = {plain_name(node) for node in processing.iter()}
    if "mapresponse" in used:
        return "mapresponse"
    return "matchcorrect" if {"match", "correct"} <= used else "own"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
