"""Replaces values in a YAML file without changing any other character.

The module does not work out how a value must be quoted where it is (in quotes, in a flow list,
before a comment). Instead, it tries several spellings, parses the changed file again, and accepts a
spelling only if it produces the intended value and changes nothing else.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from torchquiz.engine.errors import Amendment, BankError
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.reading import read_text
from torchquiz.engine.yaml.scalars import replace_lone_question_marks

Span = tuple[int, int]
"""The start and end index of a value in the file's text."""

SIGNS = {"*": "[*×·]", "-": "[-−–]", "/": "[/÷]"}
"""Operators in code, each with a pattern for its spellings in prose."""
BLOCK = re.compile(r"(?P<head>[|>][^\n]*\n)(?P<body>.*?)(?P<tail>\s*)\Z", re.DOTALL)
"""A block scalar with its indicator, lines and trailing white space: `|\\n  x = 1\\n\\n`."""


def splice(text: str, amendment: Amendment) -> str | None:
    """Return the text with one value replaced, or None if that would change anything else."""
    spans = dict(_spans(text))
    if amendment.where not in spans:
        return None
    start, end = spans[amendment.where]
    before = read_text(text).values
    for piece in _ways_to_write(text[start:end], amendment):
        changed = text[:start] + piece + text[end:]
        if _is_only_change(before, changed, amendment):
            return changed
    return None


def _spans(text: str) -> Iterator[tuple[Where, Span]]:
    """Yield the path, start and end of every scalar in the text."""
    events = iter(yaml.parse(replace_lone_question_marks(text)[0], Loader=yaml.CSafeLoader))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield from _spans_inside(next(events), (), events)
            return


def _spans_inside(event: Any, where: Where, events: Iterator[Any]) -> Iterator[tuple[Where, Span]]:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, yaml.ScalarEvent):
        yield where, (start.index, end.index)
    elif isinstance(event, yaml.SequenceStartEvent):
        index = 0
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield from _spans_inside(event, (*where, index), events)
            index += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            yield from _spans_inside(next(events), (*where, event.value), events)


def _ways_to_write(old: str, amendment: Amendment) -> Iterator[str]:
    """Yield possible spellings of the new value, starting with the most similar to the old one."""
    new = amendment.new
    if amendment.old:
        yield _with_part(old, amendment)
    elif block := BLOCK.fullmatch(old):
        yield _block(block, new)
    else:
        space = old[len(old.rstrip()) :]
        single = "'" + new.replace("'", "''") + "'"
        double = json.dumps(new, ensure_ascii=False)
        ways = {"'": (single, double), '"': (double, single)}
        for way in ways.get(old[:1], (new, double, single)):
            yield way + space


def _block(block: re.Match[str], new: str) -> str:
    """Return a block scalar with new content, indented like the old content."""
    body = block["body"]
    indent = body[: len(body) - len(body.lstrip(" "))]
    ending = "\r\n" if block["head"].endswith("\r\n") else "\n"
    lines = [indent + line if line else "" for line in new.split("\n")]
    return block["head"] + ending.join(lines) + block["tail"]


def _with_part(old: str, amendment: Amendment) -> str:
    """Return the old value with the part to be amended replaced word by word.

    Only the first occurrence of the part is replaced. Unchanged words keep their spelling, and the
    white space between words is kept. If the part does not occur, the value is returned unchanged.
    """
    old_words, new_words = amendment.old.split(), amendment.new.split()
    if len(old_words) != len(new_words):
        return old
    words = r"(\s+)".join(f"({''.join(map(_sign_pattern, word))})" for word in old_words)
    # The part must not be inside a word or a number: `3` does not match in `13`, `x3` or `3.5`.
    part = re.search(rf"(?<![\w.]){words}(?![\w]|\.\d)", old)
    if part is None:
        return old
    pieces = list(part.groups())  # Words and the spaces between them alternate.
    for index, (word, new) in enumerate(zip(old_words, new_words, strict=True)):
        if new != word:
            pieces[2 * index] = new
    return old[: part.start()] + "".join(pieces) + old[part.end() :]


def _sign_pattern(char: str) -> str:
    """Return a regular expression that matches a character.

    For an operator such as `*`, it also matches the signs that prose uses instead, such as `×`.
    """
    return SIGNS.get(char) or re.escape(char)


def _is_only_change(before: Any, changed: str, amendment: Amendment) -> bool:
    """Return whether the changed text contains the new value and has no other change."""
    try:
        after = read_text(changed).values
    except BankError:
        return False
    for part in amendment.where[:-1]:
        if not _are_alike(before, after, part):
            return False
        before, after = before[part], after[part]
    last = amendment.where[-1]
    if not _are_alike(before, after, last):
        return False
    return _is_intended_value(before[last], after[last], amendment)


def _are_alike(before: Any, after: Any, but: str | int) -> bool:
    """Return whether two collections are equal, ignoring the value at `but`."""
    if isinstance(before, list) and isinstance(after, list):
        before, after = dict(enumerate(before)), dict(enumerate(after))
    if not isinstance(before, dict) or not isinstance(after, dict) or list(before) != list(after):
        return False
    return all(key == but or _is_same(before[key], after[key]) for key in before)


def _is_same(before: Any, after: Any) -> bool:
    """Return whether two values have the same value and type: 1 is neither 1.0 nor true."""
    return repr(before) == repr(after)


def _is_intended_value(before: Any, after: Any, amendment: Amendment) -> bool:
    if isinstance(after, dict | list):
        return False
    intended = _with_part(str(before), amendment) if amendment.old else amendment.new
    return after != before and str(after).strip("\n") == intended.strip("\n")
