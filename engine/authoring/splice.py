"""Writes values into a YAML file at the places where they stand: exactly these characters change.

Whether a way of writing a value is safe where it stands (in quotes, in a flow list, before a comment) is not reasoned about: the
changed text is read again, and only one that differs at this value, and there says what was wanted, is taken.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from torchquiz.engine.errors import Amendment, BankError
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.reading import read_text
from torchquiz.engine.yaml.scalars import plugged

SIGNS = {"*": "[*×·]", "-": "[-−–]", "/": "[/÷]"}
BLOCK = re.compile(r"(?P<head>[|>][^\n]*\n)(?P<body>.*?)(?P<tail>\s*)\Z", re.DOTALL)


def spliced(text: str, amendment: Amendment) -> str | None:
    """The text with a value amended; None where no way of writing it leaves everything else as it was."""
    spans = dict(_spans(text))
    if amendment.where not in spans:
        return None
    start, end = spans[amendment.where]
    before = read_text(text).values
    for piece in _pieces(text[start:end], amendment):
        changed = text[:start] + piece + text[end:]
        if _is_as_wanted(before, changed, amendment):
            return changed
    return None


def _spans(text: str) -> Iterator[tuple[Where, tuple[int, int]]]:
    """Start and end of every scalar."""
    events = iter(yaml.parse(plugged(text)[0], Loader=yaml.CSafeLoader))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield from _node(next(events), (), events)
            return


def _node(
    event: Any, where: Where, events: Iterator[Any]
) -> Iterator[tuple[Where, tuple[int, int]]]:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, yaml.ScalarEvent):
        yield where, (start.index, end.index)
    elif isinstance(event, yaml.SequenceStartEvent):
        place = 0
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield from _node(event, (*where, place), events)
            place += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            yield from _node(next(events), (*where, event.value), events)


def _pieces(old: str, amendment: Amendment) -> Iterator[str]:
    """Ways to write the new value in the place of the old, the most alike first."""
    if amendment.old:
        yield _with_part(old, amendment)
        return
    bare = old.rstrip()
    space, new = old[len(bare) :], amendment.new
    single = "'" + new.replace("'", "''") + "'"
    double = json.dumps(new, ensure_ascii=False)
    if match := BLOCK.fullmatch(old):
        yield _block(match, new)
    else:
        alike = {"'": (single, double), '"': (double, single)}.get(old[:1], (new, double, single))
        yield from (piece + space for piece in alike)


def _block(match: re.Match[str], new: str) -> str:
    """The lines of a block, indented as they were."""
    indent = re.match(" *", match["body"])
    assert indent is not None
    ending = "\r\n" if match["head"].endswith("\r\n") else "\n"
    return (
        match["head"]
        + ending.join(indent[0] + line if line else "" for line in new.split("\n"))
        + match["tail"]
    )


def _with_part(old: str, amendment: Amendment) -> str:
    """The old value with the first place of the part changed, word by word; the same value where there is no such place."""
    olds, news = amendment.old.split(), amendment.new.split()
    pattern = r"(\s+)".join(f"({''.join(map(_sign, word))})" for word in olds)
    found = re.search(rf"(?<![\w.]){pattern}(?![\w]|\.\d)", old)
    if found is None or len(olds) != len(news):
        return old
    groups = list(found.groups())
    groups[::2] = [
        new if new != word else group
        for word, new, group in zip(olds, news, groups[::2], strict=True)
    ]
    return old[: found.start()] + "".join(groups) + old[found.end() :]


def _sign(char: str) -> str:
    """A character, or however else its sign is written in texts."""
    return SIGNS.get(char) or re.escape(char)


def _is_as_wanted(before: Any, changed: str, amendment: Amendment) -> bool:
    """Whether the changed text differs from the old values at this value alone, and is there what was wanted."""
    try:
        after = read_text(changed).values
    except BankError:
        return False
    for part in amendment.where[:-1]:
        if not _is_alike(before, after, part):
            return False
        before, after = before[part], after[part]
    last = amendment.where[-1]
    return _is_alike(before, after, last) and _is_said(before[last], after[last], amendment)


def _is_alike(before: Any, after: Any, but: str | int) -> bool:
    """Whether two collections agree in everything but one of their values."""
    if isinstance(before, list) and isinstance(after, list):
        before, after = dict(enumerate(before)), dict(enumerate(after))
    if not (isinstance(before, dict) and isinstance(after, dict) and list(before) == list(after)):
        return False
    return all(key == but or _is_same(before[key], after[key]) for key in before)


def _is_same(before: Any, after: Any) -> bool:
    """Equal, and of equal sorts: 1 is neither 1.0 nor true."""
    return repr(before) == repr(after)


def _is_said(before: Any, after: Any, amendment: Amendment) -> bool:
    if isinstance(after, dict | list):
        return False
    wanted = _with_part(str(before), amendment) if amendment.old else amendment.new
    return after != before and str(after).strip("\n") == wanted.strip("\n")
