"""Reads complete examples from the authors' guide, for authors to change.

Tests prove each of them, so they stay correct.
"""

import json
import re
from dataclasses import dataclass

from torchquiz.engine.folders import BANKS

GUIDE = BANKS / "guide"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
"""A fenced block of YAML on a page of the guide: "```yaml", its lines, "```"."""
BELIEF = re.compile(r"^  ([a-z0-9-]+): (.+)$", re.MULTILINE)
"""A misconception of an example: `  stays: Nothing changes.`."""
INDENT = re.compile("^  ", re.MULTILINE)
"""The two spaces by which an item is indented under `items:`."""
LESSON = re.compile("^lesson: .*$", re.MULTILINE)
"""The line with a lesson's id: `lesson: whole-lesson`."""


@dataclass(frozen=True, slots=True)
class ItemExample:
    """A complete item and the misconceptions that it names."""

    item: str
    """YAML of the item, with its `-` in the first column."""
    misconceptions: dict[str, str]

    @property
    def id(self) -> str:
        """Id of the item."""
        return self.item.split("\n", 1)[0].removeprefix("- id: ")

    def renamed(self, id: str) -> "ItemExample":
        """Return the same item under another id."""
        item = self.item.replace(f"- id: {self.id}\n", f"- id: {id}\n", 1)
        return ItemExample(item, self.misconceptions)


def item_example(kind: str) -> ItemExample:
    """Return the first whole item on the guide's page about a kind."""
    head, item = blocks(kind)[0].split("items:\n")
    misconceptions = {name: _plain(text) for name, text in BELIEF.findall(head)}
    return ItemExample(INDENT.sub("", item), misconceptions)


def lesson_example(name: str) -> str:
    """Return the example lesson with all ways, from the page about ways, under another id."""
    return LESSON.sub(f"lesson: {name}", "\n".join(blocks("ways")), count=1)


def blocks(page: str) -> list[str]:
    """Return the blocks of YAML on a page of the guide."""
    return BLOCK.findall((GUIDE / f"{page}.md").read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    """Return a text without its quotes, if it has any."""
    return str(json.loads(text)) if text.startswith('"') else text
