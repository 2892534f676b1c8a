"""Writes the rules by which QTI items are graded, with either full marks or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

SLACK = 1e-9
"""The relative error allowed if an item has no tolerance, because 0.1 + 0.2 is not 0.3."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """An anticipated wrong answer: a condition that recognises it, and its feedback."""

    condition: Xml.Element
    """The expression that is true if the response is this wrong answer."""
    feedback: tuple[str, str]
    """The identifier of the feedback, and the feedback itself."""


def matches_key(response: str) -> Xml.Element:
    """Return a QTI expression that is true if a response equals the correct value."""
    match = Xml.Element("match")
    Xml.SubElement(match, "variable", identifier=response)
    Xml.SubElement(match, "correct", identifier=response)
    return match


def matches_text(response: str, text: str) -> Xml.Element:
    """Return a QTI expression that is true if a response equals a string."""
    match = Xml.Element("stringMatch", caseSensitive="true")
    Xml.SubElement(match, "variable", identifier=response)
    Xml.SubElement(match, "baseValue", baseType="string").text = text
    return match


def matches_number(response: str, number: float, tolerance: float) -> Xml.Element:
    """Return a QTI expression that is true if a response is close enough to a number."""
    allowed = f"{max(tolerance, abs(number) * SLACK):g}"
    equal = Xml.Element("equal", toleranceMode="absolute", tolerance=f"{allowed} {allowed}")
    Xml.SubElement(equal, "variable", identifier=response)
    Xml.SubElement(equal, "baseValue", baseType="float").text = f"{number:.12g}"
    return equal


def any_of(conditions: Sequence[Xml.Element]) -> Xml.Element:
    """Return a QTI expression that is true if at least one of the conditions is true."""
    return _joined("or", conditions)


def all_of(conditions: Sequence[Xml.Element]) -> Xml.Element:
    """Return a QTI expression that is true if all of the conditions are true."""
    return _joined("and", conditions)


def _joined(tag: str, conditions: Sequence[Xml.Element]) -> Xml.Element:
    if len(conditions) == 1:
        return conditions[0]
    expression = Xml.Element(tag)
    expression.extend(conditions)
    return expression


def response_processing(
    condition: Xml.Element, options: Sequence[str], mistakes: Sequence[Mistake]
) -> Xml.Element:
    """Return the rules that set the score and select the feedback.

    Args:
        condition: the expression that is true if the response is correct.
        options: the identifiers of the options with individual feedback.
        mistakes: the anticipated wrong answers with individual feedback.
    """
    processing = Xml.Element("responseProcessing")
    rule = Xml.SubElement(processing, "responseCondition")
    right = Xml.SubElement(rule, "responseIf")
    right.append(condition)
    _set_score(right, "1")
    _set_score(Xml.SubElement(rule, "responseElse"), "0")
    _set_feedback(processing, options)
    for mistake in mistakes:
        _add_feedback(processing, mistake)
    return processing


def _set_score(rule: Xml.Element, value: str) -> None:
    outcome = Xml.SubElement(rule, "setOutcomeValue", identifier="SCORE")
    Xml.SubElement(outcome, "baseValue", baseType="float").text = value


def _set_feedback(processing: Xml.Element, options: Sequence[str]) -> None:
    """Add a rule that shows the solution, and the feedback on each selected option.

    The feedback on an option has the same identifier as the option.
    """
    outcome = Xml.SubElement(processing, "setOutcomeValue", identifier="FEEDBACK")
    shown = Xml.SubElement(outcome, "multiple")
    if options:
        Xml.SubElement(shown, "variable", identifier="RESPONSE")
    Xml.SubElement(shown, "baseValue", baseType="identifier").text = "SOLUTION"


def _add_feedback(processing: Xml.Element, mistake: Mistake) -> None:
    """Add a rule that also shows the feedback on an anticipated wrong answer."""
    condition = Xml.SubElement(Xml.SubElement(processing, "responseCondition"), "responseIf")
    condition.append(mistake.condition)
    outcome = Xml.SubElement(condition, "setOutcomeValue", identifier="FEEDBACK")
    shown = Xml.SubElement(outcome, "multiple")
    Xml.SubElement(shown, "variable", identifier="FEEDBACK")
    name, _ = mistake.feedback
    Xml.SubElement(shown, "baseValue", baseType="identifier").text = name
