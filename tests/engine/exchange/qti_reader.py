"""A small reader of QTI items, which scores responses by an item's own response processing."""

from xml.etree import ElementTree as Xml

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
Response = list[str]


def name_of(node: Xml.Element) -> str:
    """Return the name of an element without its namespace."""
    return node.tag.removeprefix(NAMESPACE)


def correct_responses(item: Xml.Element) -> dict[str, Response]:
    """Return the right value of each response, by its identifier."""
    return {
        node.get("identifier", ""): [value.text or "" for value in node.iter(f"{NAMESPACE}value")]
        for node in item.iter(f"{NAMESPACE}responseDeclaration")
    }


def score(item: Xml.Element, responses: dict[str, Response]) -> float:
    """Return the score that the item gives to responses."""
    rule = item.find(f".//{NAMESPACE}responseCondition/{NAMESPACE}responseIf")
    assert rule is not None
    condition, outcome = list(rule)
    assert outcome.get("identifier") == "SCORE"
    value = float("".join(outcome.itertext()))
    return value if is_true(item, condition, responses) else 0.0


def is_true(item: Xml.Element, node: Xml.Element, responses: dict[str, Response]) -> bool:
    """Evaluate an expression of response processing."""
    name = name_of(node)
    if name in ("and", "or"):
        parts = [is_true(item, part, responses) for part in node]
        return all(parts) if name == "and" else any(parts)
    identifier = node[0].get("identifier", "")
    given = responses[identifier]
    if name == "match":
        right = correct_responses(item)[identifier]
        is_ordered = cardinality(item, identifier) == "ordered"
        return given == right if is_ordered else sorted(given) == sorted(right)
    (text,) = given
    if name == "stringMatch":
        assert node.get("caseSensitive") == "true"
        return text == node[1].text
    assert (name, node.get("toleranceMode")) == ("equal", "absolute")
    below, above = map(float, node.get("tolerance", "").split())
    number = float(node[1].text or "")
    return number - below <= float(text) <= number + above


def cardinality(item: Xml.Element, identifier: str) -> str:
    """Return the cardinality of a response: `single`, `multiple` or `ordered`."""
    path = f"{NAMESPACE}responseDeclaration[@identifier='{identifier}']"
    return item.find(path).get("cardinality")  # type: ignore[union-attr, return-value]
