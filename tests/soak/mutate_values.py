"""Random changes to single values in YAML, JSON, XML and TOML that keep the file well-formed."""

import json
import random
import re
from typing import Any
from xml.etree import ElementTree as Xml

from tests.soak.mutate import mutated_text

STRANGE: tuple[Any, ...] = (None, True, 0, -1, 1e308, "", " ", [], {}, [[]], "x" * 100_000, 10**400)
"""Values of types and sizes that a reader may not expect."""
TOML_STRING = re.compile(r"\"[^\"\n]*\"|'''.*?'''", re.DOTALL)
"""Matches a TOML string: `"a"`, or a string of several lines in triple quotes."""

YAML_VALUE = re.compile(r"(?P<key> *(?:- )?[a-z-]+: +)(?P<value>[^|>\s].*)")
"""Matches a key with its value on one line, such as `    kind: predict`."""


def mutated_values(text: str, suffix: str, luck: random.Random) -> str:
    """Return the text of a file with some values changed, which can still be parsed."""
    for _ in range(luck.randint(1, 3)):
        text = CHANGES.get(suffix, mutated_text)(text, luck)
    return text


def _changed_json(text: str, luck: random.Random) -> str:
    value = json.loads(text)
    places = list(_places(value))
    if not places:
        return text
    holder, key = luck.choice(places)
    old = holder[key]
    if luck.random() < 0.3 and isinstance(holder, dict):
        del holder[key]
    elif isinstance(old, str) and luck.random() < 0.6:
        holder[key] = mutated_text(old, luck)
    elif isinstance(holder, list) and luck.random() < 0.4:
        holder += [old] * luck.choice((1, 10))
    else:
        holder[key] = luck.choice(STRANGE)
    return json.dumps(value)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return where each value in a JSON document is: its container, and its key or index there."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        return []
    places = [(value, key) for key, _ in inner]
    for _, child in inner:
        places += _places(child)
    return places


def _changed_xml(text: str, luck: random.Random) -> str:
    root = Xml.fromstring(text.partition("?>")[2].strip() or text)
    parents = [node for node in root.iter() if len(node)]
    parent = luck.choice(parents)
    child = luck.choice(list(parent))
    match luck.randrange(6):
        case 0:
            parent.remove(child)
        case 1:
            parent.extend([child] * luck.choice((1, 8)))
        case 2:
            child.tag = luck.choice(("text", "answer", "question", "b", "feedback"))
        case 3:
            name = luck.choice(("fraction", "type", "format"))
            child.set(name, luck.choice(("", "50%", "1e999", "nan", "-33,3", "html", "truefalse")))
        case _:
            child.text = _without_controls(mutated_text(child.text or "", luck))
    return '<?xml version="1.0" encoding="UTF-8"?>' + Xml.tostring(root, encoding="unicode")


def _without_controls(text: str) -> str:
    """Return a text without the characters that XML cannot contain."""
    return re.sub("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def _changed_toml(text: str, luck: random.Random) -> str:
    strings = list(TOML_STRING.finditer(text))
    if not strings:
        return text
    chosen = luck.choice(strings)
    if luck.random() < 0.3:
        new = luck.choice(("1", "true", "[]", "[1, 2]", "{}", "1979-05-27", "nan", '""'))
    else:
        inside = chosen[0].strip("\"'")
        new = json.dumps(mutated_text(inside, luck).encode(errors="replace").decode())
    return text[: chosen.start()] + new + text[chosen.end() :]


def _changed_yaml(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    numbers = [number for number, line in enumerate(lines) if YAML_VALUE.fullmatch(line)]
    if not numbers:
        return text
    number = luck.choice(numbers)
    match = YAML_VALUE.fullmatch(lines[number])
    assert match is not None
    if luck.random() < 0.5:
        inside = match["value"].strip("\"'")
        new = json.dumps(mutated_text(inside, luck).encode(errors="replace").decode())
    else:
        new = luck.choice(
            ("1", "true", "null", "[]", "[1, 2]", "{}", "{a: b}", ".nan", "-0.0", "?")
        )
    lines[number] = match["key"] + new
    return "\n".join(lines)


CHANGES = {
    ".yaml": _changed_yaml,
    ".json": _changed_json,
    ".xml": _changed_xml,
    ".zip": _changed_xml,
    ".toml": _changed_toml,
}
"""For each format with a strict syntax, a function that changes one value."""
