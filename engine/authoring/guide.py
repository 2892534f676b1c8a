"""What the guide for authors says of each field, read from its tables and shown by editors too."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from torchquiz.engine.folders import BANKS

PAGES = (BANKS / "README.md", *sorted((BANKS / "guide").glob("*.md")))
SECTION = re.compile(r"^##? (?P<name>[^:\n]+)(?P<body>.*?)(?=^##? |\Z)", re.MULTILINE | re.DOTALL)
"""A heading of the first or second level, and everything up to the next one: `## Card …`."""
ROW = re.compile(r"^\| (?P<names>`[^|]*`)(?: of [^|]*)? \| (?P<says>[^|]+) \|", re.MULTILINE)
"""A row of a table of fields: ``| `row`, `column` of a distractor | the cell |``."""
NAME = re.compile(r"`(\w+)")
"""A field's name: `` `row` ``."""
OF_ALL = "What every item has"


@cache
def meanings(section: str) -> Mapping[str, str]:
    """Return what the fields of a kind or a way mean, by its name; of all items with `OF_ALL`."""
    return {
        name: meaning
        for page in PAGES
        for row_section, name, meaning in _rows(page)
        if row_section == section
    }


def _rows(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield section, field and meaning of each row of a page's tables."""
    for section in SECTION.finditer(page.read_text(encoding="utf-8")):
        section_name = section["name"].strip(" `")
        for row in ROW.finditer(section["body"]):
            for name in NAME.findall(row["names"]):
                yield section_name, name, row["says"].strip()
