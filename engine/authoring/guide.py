"""Reads the descriptions of a lesson's fields from the tables in the authors' guide."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from torchquiz.engine.folders import BANKS

PAGES = (BANKS / "README.md", *sorted((BANKS / "guide").glob("*.md")))
SECTION = re.compile(r"^##? (?P<name>[^:\n]+)(?P<body>.*?)(?=^##? |\Z)", re.MULTILINE | re.DOTALL)
"""A first- or second-level heading and everything below it: `## Card …`."""
ROW = re.compile(r"^\| (?P<names>`[^|]*`)(?: of [^|]*)? \| (?P<says>[^|]+) \|", re.MULTILINE)
"""A row in a table of fields: ``| `row`, `column` of a distractor | the cell |``."""
NAME = re.compile(r"`(\w+)")
"""The name of a field: `` `row` ``."""
OF_ALL = "What every item has"


@cache
def meanings(section: str) -> Mapping[str, str]:
    """Return the description of each field in a section of the guide, by field name.

    There is a section for each kind of item and each activity of a lesson. `OF_ALL` is the section
    about the fields that all items share.
    """
    return {
        name: meaning
        for page in PAGES
        for row_section, name, meaning in _rows(page)
        if row_section == section
    }


def _rows(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the section, field name and description of each field in a page's tables."""
    for section in SECTION.finditer(page.read_text(encoding="utf-8")):
        section_name = section["name"].strip(" `")
        for row in ROW.finditer(section["body"]):
            for name in NAME.findall(row["names"]):
                yield section_name, name, row["says"].strip()
