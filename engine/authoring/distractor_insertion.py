"""Inserts distractors into a lesson's file without changing its existing lines."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from torchquiz.engine.authoring.insertion import has_values, with_additions
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.files import replace_file
from torchquiz.engine.yaml.positions import Source, Where
from torchquiz.engine.yaml.reading import read_source

EMPTY_LIST = re.compile(r"\[\s*\]")
"""An empty list in brackets, as in `distractors: []`."""
WIDTH = 120


def insert_distractors(
    path: Path, item_id: str, distractors: Sequence[dict[str, Any]], beliefs: dict[str, str]
) -> None:
    """Append distractors to an item, and add their misconceptions to the lesson.

    Args:
        path: the lesson's file.
        item_id: the id of the item.
        distractors: the new distractors, as they would be parsed from YAML.
        beliefs: the misconceptions that the lesson lacks, as `name: belief`.

    Raises:
        BankError: the file cannot be read.
        TorchquizError: the distractors cannot be added without changing other lines.
    """
    source = read_source(path)
    text = path.read_bytes().decode("utf-8")
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    where = _item_path(source, item_id)
    lines, addition = _addition(source, lines, where, distractors)
    changed = with_additions(lines, addition, beliefs, source)
    _check_only_added(source, changed, where, distractors, beliefs)
    newline = "\r\n" if "\r\n" in text else "\n"
    replace_file(path, newline.join([*changed, ""]).encode())


def indented_yaml(plain: Any, column: int) -> list[str]:
    """Return data as lines of YAML, indented so that they begin at a column (counted from 1)."""
    text: str = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=WIDTH)
    return [" " * (column - 1) + line for line in text.splitlines()]


def distractor_column(source: Source, item_id: str) -> int:
    """Return the column (counted from 1) at which the distractors of an item begin."""
    where = _item_path(source, item_id)
    if source.values["items"][where[1]].get("distractors"):
        first = source.spots[*where, "distractors", 0]
        return _dash_column(first.column)
    return _key_column(source, where) + 2


def misconception_column(source: Source) -> int:
    """Return the column (counted from 1) at which the misconceptions of a lesson begin."""
    own = source.keys.get(("misconceptions",))
    columns = [
        spot.column
        for where, spot in source.keys.items()
        if where[:-1] == ("misconceptions",) and own is not None and spot.line > own.line
    ]
    return min(columns, default=3)


def _dash_column(column: int) -> int:
    """Return the column of the `-` before a list entry whose content begins at `column`."""
    return max(1, column - 2)


def _key_column(source: Source, item: Where) -> int:
    """Return the column at which the YAML keys of an item begin."""
    return min(spot.column for where, spot in source.keys.items() if where[:-1] == item)


def _item_path(source: Source, item_id: str) -> Where:
    items = source.values.get("items") or []
    index = next(index for index, item in enumerate(items) if item.get("id") == item_id)
    return ("items", index)


def _addition(
    source: Source, lines: list[str], item: Where, distractors: Sequence[dict[str, Any]]
) -> tuple[list[str], tuple[int, list[str]]]:
    """Find where to insert distractors. Return the lesson's lines, an index, and the new lines.

    The index is that of the line before which to insert the new lines. If the item has an empty
    list, `distractors: []`, its brackets are removed from the lesson's lines.
    """
    where = (*item, "distractors")
    column = _key_column(source, item)
    if source.values["items"][item[1]].get("distractors"):
        start = _dash_column(source.spots[*where, 0].column)
        return lines, (_end(source, where, lines), indented_yaml(list(distractors), start))
    new = indented_yaml(list(distractors), column + 2)
    if where not in source.keys:
        return lines, (
            _end(source, item, lines),
            [" " * (column - 1) + "distractors:", *new],
        )
    line = source.keys[where].line
    without_brackets = EMPTY_LIST.sub("", lines[line - 1], count=1).rstrip()
    return [*lines[: line - 1], without_brackets, *lines[line:]], (line, new)


def _end(source: Source, where: Where, lines: list[str]) -> int:
    """Return the index of the line after the last line of a value.

    The value ends where the next key or entry outside it begins. Comments and empty lines in
    between do not belong to the value.
    """
    own = (source.keys.get(where) or source.spots[where]).line
    positions = {**source.spots, **source.keys}
    later = [
        spot.line
        for path, spot in positions.items()
        if path[: len(where)] != where and spot.line > own
    ]
    end = min(later) - 1 if later else len(lines)
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return end


def _check_only_added(
    source: Source,
    lines: list[str],
    item: Where,
    distractors: Sequence[dict[str, Any]],
    beliefs: dict[str, str],
) -> None:
    """Raise an error if the new lines do more than add distractors and misconceptions."""
    expected = dict(source.values)
    expected["items"] = list(source.values["items"])
    old = expected["items"][item[1]]
    both = [*(old.get("distractors") or []), *distractors]
    expected["items"][item[1]] = old | {"distractors": both}
    if beliefs:
        expected["misconceptions"] = (source.values.get("misconceptions") or {}) | beliefs
    if not has_values(source, lines, expected):
        raise TorchquizError(
            f"{source.path}: the distractors cannot be added without changing other lines, so"
            " nothing was added. Run `torchquiz suggest` without `--into` and paste its output."
        )
