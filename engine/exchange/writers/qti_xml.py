"""Creates the XML elements that all QTI items have in common."""

from collections.abc import Iterable
from xml.etree import ElementTree as Xml


def elements(markup: str) -> list[Xml.Element]:
    """Parse an HTML string into a list of XML elements."""
    return list(Xml.fromstring(f"<div>{markup}</div>"))


def filled(tag: str, markup: str, **attributes: str) -> Xml.Element:
    """Create an XML element from a tag name, its content as HTML, and attributes."""
    element = Xml.fromstring(f"<{tag}>{markup}</{tag}>")
    element.attrib.update(attributes)
    return element


def score() -> Xml.Element:
    """Create the declaration of the score, which ranges from 0 to 1."""
    node = Xml.Element(
        "outcomeDeclaration",
        identifier="SCORE",
        cardinality="single",
        baseType="float",
        normalMaximum="1",
        normalMinimum="0",
    )
    Xml.SubElement(Xml.SubElement(node, "defaultValue"), "value").text = "0"
    return node


def feedback_declaration() -> Xml.Element:
    """Create the declaration of `FEEDBACK`, the variable that selects the feedback to show."""
    return Xml.Element(
        "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier"
    )


def modal_feedback(identifier: str, markup: str) -> Xml.Element:
    """Create feedback that is shown if `FEEDBACK` contains its identifier."""
    node = filled("modalFeedback", markup, outcomeIdentifier="FEEDBACK", identifier=identifier)
    node.set("showHide", "show")
    return node


def declaration(
    identifier: str, cardinality: str, base_type: str, values: Iterable[str]
) -> Xml.Element:
    """Create the declaration of a response, with its correct value."""
    node = Xml.Element(
        "responseDeclaration", identifier=identifier, cardinality=cardinality, baseType=base_type
    )
    right = Xml.SubElement(node, "correctResponse")
    for value in values:
        Xml.SubElement(right, "value").text = value
    return node
