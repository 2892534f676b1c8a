"""Writes questions as QTI 2.1 items, with the rules by which they are graded.

See https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.writers.exported import (
    ExportedQuestion,
    Gap,
    Layout,
    is_number,
)
from torchquiz.engine.exchange.writers.markup import html, html_line, html_steps
from torchquiz.engine.exchange.writers.qti_grading import (
    Mistake,
    all_of,
    any_of,
    matches_key,
    matches_number,
    matches_text,
    response_processing,
)
from torchquiz.engine.exchange.writers.qti_xml import (
    declaration,
    elements,
    feedback_declaration,
    filled,
    modal_feedback,
    score,
)
from torchquiz.engine.exchange.writers.table_markup import html_table

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
GAP_LENGTH = 15
"""The width of a gap in characters."""


@dataclass(slots=True)
class ItemParts:
    """The parts of a QTI item that depend on the layout of its answer."""

    declarations: list[Xml.Element]
    """The declaration of each response, with its correct value."""
    interactions: list[Xml.Element]
    """The elements below the stem, in which the learner answers."""
    condition: Xml.Element
    """The expression that is true if the response is correct."""
    feedback: list[tuple[str, str]] = field(default_factory=list)
    """The identifier of each option with individual feedback, and the feedback itself."""
    mistakes: list[Mistake] = field(default_factory=list)
    """The anticipated wrong answers in gaps, with individual feedback."""


def qti_item(question: ExportedQuestion, identifier: str, title: str) -> Xml.Element:
    """Convert a question to a QTI item."""
    parts = PARTS[question.layout](question)
    item = _empty_item(identifier, title)
    item.extend(parts.declarations)
    item.append(score())
    item.append(feedback_declaration())
    body = Xml.SubElement(item, "itemBody")
    body.extend(elements(html(question.stem)))
    body.extend(parts.interactions)
    options = [name for name, _ in parts.feedback]
    item.append(response_processing(parts.condition, options, parts.mistakes))
    for name, text in (*parts.feedback, *(mistake.feedback for mistake in parts.mistakes)):
        item.append(modal_feedback(name, html(text)))
    explanation = html_steps(question.solution) + html(question.check)
    if explanation:
        item.append(modal_feedback("SOLUTION", explanation))
    return item


def _empty_item(identifier: str, title: str) -> Xml.Element:
    return Xml.Element(
        "assessmentItem",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "identifier": identifier,
            "title": title,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )


def _choice(question: ExportedQuestion) -> ItemParts:
    interaction = Xml.Element(
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="true",
        maxChoices="0" if question.is_several else "1",
    )
    names = [f"C{number}" for number in range(1, len(question.options) + 1)]
    keys: list[str] = []
    feedback: list[tuple[str, str]] = []
    for name, option in zip(names, question.options, strict=True):
        interaction.append(filled("simpleChoice", html_line(option.text), identifier=name))
        if option.is_key:
            keys.append(name)
        elif option.because:
            feedback.append((name, option.because))
    cardinality = "multiple" if question.is_several else "single"
    response = declaration("RESPONSE", cardinality, "identifier", keys)
    return ItemParts([response], [interaction], matches_key("RESPONSE"), feedback)


def _order(question: ExportedQuestion) -> ItemParts:
    interaction = Xml.Element("orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    names = [f"L{number}" for number in range(1, len(question.lines) + 1)]
    # The choices are sorted by their text, for platforms that do not shuffle them.
    for line, name in sorted(zip(question.lines, names, strict=True)):
        interaction.append(filled("simpleChoice", html_line(line), identifier=name))
    response = declaration("RESPONSE", "ordered", "identifier", names)
    return ItemParts([response], [interaction], matches_key("RESPONSE"))


def _gaps(question: ExportedQuestion) -> ItemParts:
    lines = [_gap_line(gap, number) for number, gap in enumerate(question.gaps, start=1)]
    return _gap_parts(question.gaps, lines)


def _gap_line(gap: Gap, number: int) -> Xml.Element:
    label = f"{html_line(gap.label)}: " if gap.label else ""
    if "\n" not in gap.accepted[0]:
        return filled("p", label + _entry(number))
    lines = gap.accepted[0].count("\n") + 1
    room = (
        f'<extendedTextInteraction responseIdentifier="RESPONSE{number}"'
        f' expectedLines="{lines}" format="plain"/>'
    )
    return filled("div", (f"<p>{label}</p>" if label else "") + room)


def _table(question: ExportedQuestion) -> ItemParts:
    assert question.table is not None
    table = html_table(question.table, lambda gap, number: _entry(number))
    return _gap_parts(question.gaps, elements(table))


def _gap_parts(gaps: tuple[Gap, ...], interactions: list[Xml.Element]) -> ItemParts:
    declarations = []
    conditions = []
    mistakes: list[Mistake] = []
    for number, gap in enumerate(gaps, start=1):
        name = f"RESPONSE{number}"
        value = gap.accepted[0] if gap.number is None else f"{gap.number:.12g}"
        base_type = "string" if gap.number is None else "float"
        declarations.append(declaration(name, "single", base_type, [value]))
        conditions.append(_gap_condition(name, gap))
        mistakes += _mistakes(name, gap)
    return ItemParts(declarations, interactions, all_of(conditions), mistakes=mistakes)


def _mistakes(response: str, gap: Gap) -> Iterator[Mistake]:
    """Yield the anticipated wrong answers for a gap, without repetitions."""
    explained = {text: because for text, because in gap.near if because}
    for number, (text, because) in enumerate(explained.items(), start=1):
        if gap.number is None:
            condition = matches_text(response, text)
        elif is_number(text):
            condition = matches_number(response, float(text), 0.0)
        else:
            continue
        yield Mistake(condition, (f"{response}.M{number}", because))


def _gap_condition(name: str, gap: Gap) -> Xml.Element:
    if gap.number is not None:
        return matches_number(name, gap.number, gap.tolerance)
    return any_of([matches_text(name, text) for text in gap.accepted])


def _entry(number: int) -> str:
    return (
        f'<textEntryInteraction responseIdentifier="RESPONSE{number}"'
        f' expectedLength="{GAP_LENGTH}"/>'
    )


PARTS: dict[Layout, Callable[[ExportedQuestion], ItemParts]] = {
    "options": _choice,
    "order": _order,
    "gap": _gaps,
    "gaps": _gaps,
    "table": _table,
}
"""For each layout, a function that returns the parts of an item. QTI cannot grade the layout
`free`."""
