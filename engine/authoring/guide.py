"""What the guide for authors says of each field, read from its tables: written once, and shown by editors too."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from torchquiz.engine.folders import BANKS

PAGES = (BANKS / "README.md", *sorted((BANKS / "guide").glob("*.md")))
SECTION = re.compile(r"^##? (?P<name>[^:\n]+)(?P<body>.*?)(?=^##? |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (?P<names>`[^|]*`)(?: of [^|]*)? \| (?P<says>[^|]+) \|", re.MULTILINE)
NAME = re.compile(r"`(\w+)")
OF_ALL = "What every item has"


@cache
def meanings(section: str) -> Mapping[str, str]:
    """The fields of a kind or a way, by its name; of all items with `OF_ALL`."""
    return {name: says for page in PAGES for one, name, says in _rows(page) if one == section}


def _rows(page: Path) -> Iterator[tuple[str, str, str]]:
    for part in SECTION.finditer(page.read_text(encoding="utf-8")):
        for row in ROW.finditer(part["body"]):
            for name in NAME.findall(row["names"]):
                yield part["name"].strip(" `"), name, row["says"].strip()
