"""Parses a JSON list, and records the line on which each entry begins."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError

GAP = re.compile(r"[\s,]*")
"""Matches the characters between two entries: a comma and whitespace."""


def json_entries(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a JSON list, each with the number of the line on which it begins.

    Raises:
        TorchquizError: the file is not valid JSON or does not contain a list.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TorchquizError(f"{path}: the file is not valid JSON: {error}.") from None
    if not isinstance(whole, list):
        raise TorchquizError(f"{path}: a jupyterquiz file must contain a list of questions.")
    decoder = json.JSONDecoder()
    position, line = text.index("[") + 1, 1 + text.count("\n", 0, text.index("["))
    for _ in whole:
        start = _after_gap(text, position)
        line += text.count("\n", position, start)
        entry, position = decoder.raw_decode(text, start)
        yield line, entry
        line += text.count("\n", start, position)


def _after_gap(text: str, position: int) -> int:
    gap = GAP.match(text, position)
    return gap.end() if gap else position
