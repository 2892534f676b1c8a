"""Inserts an example item into a lesson's file without changing its existing lines."""

import json
import re
from pathlib import Path
from typing import Any

from torchquiz.engine.authoring.examples import ItemExample
from torchquiz.engine.errors import BankError, TorchquizError
from torchquiz.engine.files import replace_file
from torchquiz.engine.yaml.positions import Source
from torchquiz.engine.yaml.reading import read_source, read_text
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

DASH = re.compile(r"^( *)- ")
"""The first line of an item, with its indentation: `  - id: size`."""


def insert(example: ItemExample, path: Path) -> str:
    """Append an item to a lesson under an id that is not used yet, and return that id.

    Raises:
        BankError: the file cannot be read.
        TorchquizError: the lesson's items are not written as a block list with one `- ` per item.
    """
    source = read_source(path)
    if not isinstance(source.values, dict):
        raise TorchquizError(
            f"{path}: the file is not a lesson; `torchquiz new lesson NAME` creates one."
        )
    example = example.renamed(_free_id(example.id, source.values))
    known = _known_misconceptions(source.values, path)
    beliefs = {name: text for name, text in example.misconceptions.items() if name not in known}
    text = path.read_bytes().decode("utf-8")
    lines = text.replace("\r\n", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    changed = _with_added_lines(example, beliefs, source, lines)
    _check_nothing_else_changed(source, changed, example, beliefs)
    newline = "\r\n" if "\r\n" in text else "\n"
    replace_file(path, newline.join([*changed, ""]).encode())
    return example.id


def _free_id(id: str, values: dict[str, Any]) -> str:
    """Return the id, with a number appended if the lesson already uses it."""
    items = values.get("items") or []
    taken = {str(item.get("id")) for item in items if isinstance(item, dict)}
    taken.update(map(str, values.get("retired") or []))
    free, number = id, 1
    while free in taken:
        number += 1
        free = f"{id}-{number}"
    return free


def _known_misconceptions(values: dict[str, Any], path: Path) -> set[str]:
    shared = path.with_name(SHARED_MISCONCEPTIONS)
    shared_names = read_source(shared).values if shared.is_file() else ()
    return {*(values.get("misconceptions") or {}), *shared_names}


def _with_added_lines(
    example: ItemExample, beliefs: dict[str, str], source: Source, lines: list[str]
) -> list[str]:
    return with_additions(lines, _item_lines(example, source, lines), beliefs, source)


def with_additions(
    lines: list[str], addition: tuple[int, list[str]], beliefs: dict[str, str], source: Source
) -> list[str]:
    """Return a lesson's lines with an addition and new misconceptions inserted.

    Args:
        lines: the lines of the lesson.
        addition: the index at which to insert lines, and the lines to insert there.
        beliefs: the new misconceptions, as `name: belief`.
        source: the lesson.
    """
    insertions = [addition, _belief_lines(beliefs, source, lines)]
    lines = list(lines)
    if beliefs and _has_braces(source, lines):
        spot = source.spot(("misconceptions",))
        line = lines[spot.line - 1]
        added_text = "".join(f"{pair}, " for pair in _pairs(beliefs))
        lines[spot.line - 1] = line[: spot.column] + added_text + line[spot.column :]
    # Insert from the end, so that an insertion does not move the lines of the next one.
    for index, added in sorted(insertions, key=lambda insertion: insertion[0], reverse=True):
        lines[index:index] = added
    return lines


def _item_lines(example: ItemExample, source: Source, lines: list[str]) -> tuple[int, list[str]]:
    """Return the index of the line before which to insert the item, and the item's lines."""
    added = example.item.rstrip("\n").split("\n")
    items = source.values.get("items")
    if items:
        dash = DASH.match(lines[source.spot(("items", 0)).line - 1])
        if dash is None:
            raise _not_line_by_line(source, "items")
        return _end(source, "items", lines), _indent(added, dash[1])
    if items is not None:  # The lesson has an empty list in brackets, `items: []`.
        raise _not_line_by_line(source, "items")
    if "items" in source.values:
        return source.keys["items",].line, _indent(added, "  ")
    return len(lines), ["items:", *_indent(added, "  ")]


def _belief_lines(
    beliefs: dict[str, str], source: Source, lines: list[str]
) -> tuple[int, list[str]]:
    """Return the index of the line before which to insert misconceptions, and their lines."""
    own = source.values.get("misconceptions")
    if not beliefs or _has_braces(source, lines):
        return 0, []
    added = _pairs(beliefs)
    if own:
        column = source.keys["misconceptions", next(iter(own))].column
        return _end(source, "misconceptions", lines), _indent(added, " " * (column - 1))
    if "misconceptions" in source.values:
        return source.keys["misconceptions",].line, _indent(added, "  ")
    index = source.keys["items",].line - 1 if "items" in source.values else len(lines)
    return index, ["misconceptions:", *_indent(added, "  ")]


def _pairs(beliefs: dict[str, str]) -> list[str]:
    return [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in beliefs.items()]


def _has_braces(source: Source, lines: list[str]) -> bool:
    """Return whether the misconceptions are written in braces: `misconceptions: {a: b}`."""
    if source.values.get("misconceptions") is None:
        return False
    spot = source.spot(("misconceptions",))
    return lines[spot.line - 1][spot.column - 1 :].startswith("{")


def _end(source: Source, key: str, lines: list[str]) -> int:
    """Return the index after the last line that belongs to a top-level key.

    Comments directly above the next key belong to the next key.
    """
    own = source.keys[key,].line
    tops = [spot.line for where, spot in source.keys.items() if len(where) == 1]
    end = min((line - 1 for line in tops if line > own), default=len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return end


def _indent(lines: list[str], indent: str) -> list[str]:
    return [indent + line if line else line for line in lines]


def _not_line_by_line(source: Source, key: str) -> TorchquizError:
    spot = source.spot((key,))
    return TorchquizError(
        f"{source.path}:{spot.line}:{spot.column}: `{key}` is not written as a block list,"
        " so nothing was added. Begin each entry on a new line with `- `."
    )


def _check_nothing_else_changed(
    source: Source, lines: list[str], example: ItemExample, beliefs: dict[str, str]
) -> None:
    """Raise an error if the new lines change anything besides adding the item."""
    (item,) = read_text(example.item, source.path).values
    expected = source.values | {"items": [*(source.values.get("items") or []), item]}
    if beliefs:
        expected["misconceptions"] = (source.values.get("misconceptions") or {}) | beliefs
    if not has_values(source, lines, expected):
        raise TorchquizError(
            f"{source.path}: an item cannot be added without changing other lines, so nothing was"
            " added. Run `torchquiz new item` without `--into` and paste the item."
        )


def has_values(source: Source, lines: list[str], expected: dict[str, Any]) -> bool:
    """Return whether the lines are valid YAML that contains exactly the expected values."""
    try:
        return bool(read_text("\n".join([*lines, ""]), source.path).values == expected)
    except BankError:
        return False
