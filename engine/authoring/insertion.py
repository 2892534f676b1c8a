"""Puts an example into a lesson's file: only lines are added, and all that stood there means what it meant."""

import json
import os
import re
from collections.abc import Container
from pathlib import Path
from typing import Any

from torchquiz.engine.authoring.examples import Example
from torchquiz.engine.errors import BankError, TorchquizError
from torchquiz.engine.yaml.positions import Source, read_source, read_text
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

DASH = re.compile(r"^( *)- ")


def insert(example: Example, path: Path) -> str:
    """Put an item behind those of a lesson's file, under an id that is free; returns the id.

    Raises:
        BankError: the file cannot be read.
        TorchquizError: its items are not written line by line.
    """
    source = read_source(path)
    if not isinstance(source.values, dict):
        raise TorchquizError(
            f"{path}: a lesson is a mapping; torchquiz new lesson NAME writes one."
        )
    example = example.renamed(_free(example.id, source.values))
    known = _known(source.values, path)
    beliefs = {name: text for name, text in example.misconceptions.items() if name not in known}
    text = path.read_bytes().decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    for at, added in sorted(
        [_item(example, source, lines), _beliefs(beliefs, source, lines)], key=lambda one: -one[0]
    ):
        lines[at:at] = added
    changed = _flowing(beliefs, source, lines)
    _compare(source, changed, example, beliefs)
    _replace(path, newline.join([*changed, ""]))
    return example.id


def _free(id: str, values: dict[str, Any]) -> str:
    """The id, or the id with the first number that nobody has."""
    items = values.get("items") or []
    taken: Container[object] = [one.get("id") for one in items if isinstance(one, dict)] + list(
        values.get("retired") or []
    )
    numbered = (f"{id}-{number}" for number in range(2, len(items) + 1000))
    return id if id not in taken else next(one for one in numbered if one not in taken)


def _known(values: dict[str, Any], path: Path) -> set[str]:
    shared = path.with_name(SHARED_MISCONCEPTIONS)
    return {
        *(values.get("misconceptions") or {}),
        *(read_source(shared).values if shared.is_file() else ()),
    }


def _item(example: Example, source: Source, lines: list[str]) -> tuple[int, list[str]]:
    """Where the item's lines belong, and the lines."""
    added = example.item.rstrip("\n").split("\n")
    items = source.values.get("items")
    if not items:
        if items is not None:
            raise _refused(source, "items")
        head = [] if "items" in source.values else ["items:"]
        at = len(lines) if head else source.keys["items",].line
        return at, [*head, *_indented(added, "  ")]
    dash = DASH.match(lines[source.spot(("items", 0)).line - 1])
    if dash is None:
        raise _refused(source, "items")
    return _end(source, "items", lines), _indented(added, dash[1])


def _beliefs(beliefs: dict[str, str], source: Source, lines: list[str]) -> tuple[int, list[str]]:
    """Where misconceptions belong that are written line by line, and their lines."""
    own = source.values.get("misconceptions")
    if not beliefs or _is_flow(source, lines):
        return 0, []
    added = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in beliefs.items()]
    if own:
        column = source.keys["misconceptions", next(iter(own))].column
        return _end(source, "misconceptions", lines), _indented(added, " " * (column - 1))
    if "misconceptions" in source.values:
        return source.keys["misconceptions",].line, _indented(added, "  ")
    at = source.keys["items",].line - 1 if "items" in source.values else len(lines)
    return at, ["misconceptions:", *_indented(added, "  ")]


def _is_flow(source: Source, lines: list[str]) -> bool:
    """Whether the misconceptions stand in braces."""
    if source.values.get("misconceptions") is None:
        return False
    spot = source.spot(("misconceptions",))
    return lines[spot.line - 1][spot.column - 1 :].startswith("{")


def _flowing(beliefs: dict[str, str], source: Source, lines: list[str]) -> list[str]:
    """The lines with misconceptions put behind the brace that opens."""
    if beliefs and _is_flow(source, lines):
        spot = source.spot(("misconceptions",))
        line = lines[spot.line - 1]
        added = "".join(
            f"{name}: {json.dumps(text, ensure_ascii=False)}, " for name, text in beliefs.items()
        )
        lines[spot.line - 1] = line[: spot.column] + added + line[spot.column :]
    return lines


def _end(source: Source, key: str, lines: list[str]) -> int:
    """Behind the last line of a top-level key's value; what stands right above the next key belongs to that."""
    own = source.keys[key,].line
    later = [
        spot.line - 1 for where, spot in source.keys.items() if len(where) == 1 and spot.line > own
    ]
    end = min(later, default=len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return end


def _indented(lines: list[str], indent: str) -> list[str]:
    return [indent + line if line else line for line in lines]


def _refused(source: Source, key: str) -> TorchquizError:
    spot = source.spot((key,))
    message = f"'{key}' is not written line by line, so nothing is added. Write it as lines that begin with '- '."
    return TorchquizError(f"{source.path}:{spot.line}:{spot.column}: {message}")


def _compare(source: Source, lines: list[str], example: Example, beliefs: dict[str, str]) -> None:
    """What is read of the changed file must be what was there, and the item."""
    (item,) = read_text(example.item, source.path).values
    expected = source.values | {"items": [*(source.values.get("items") or []), item]}
    if beliefs:
        expected["misconceptions"] = (source.values.get("misconceptions") or {}) | beliefs
    try:
        is_same = read_text("\n".join([*lines, ""]), source.path).values == expected
    except BankError:
        is_same = False
    if not is_same:
        message = "an item cannot be added at the end of its items without changing what stands there, so nothing is added."
        raise TorchquizError(
            f"{source.path}: {message} Run torchquiz new item without --into, and paste it."
        )


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode("utf-8"))
    beside.chmod(path.stat().st_mode)
    os.replace(beside, path)
