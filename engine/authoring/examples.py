"""Reads complete examples from the guide, which authors can use as starting points.

The tests prove every example, so they stay correct.
"""

import json
import re
from dataclasses import dataclass

from torchquiz.engine.folders import BANKS

GUIDE = BANKS / "guide"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
"""A fenced YAML block on a page of the guide: "```yaml", its lines, "```"."""
BELIEF = re.compile(r"^  ([a-z0-9-]+): (.+)$", re.MULTILINE)
"""A misconception in an example: `  stays: Nothing changes.`."""
INDENT = re.compile("^  ", re.MULTILINE)
"""The two spaces of indentation of an item under `items:`."""
LESSON = re.compile("^lesson: .*$", re.MULTILINE)
"""The line with a lesson's id: `lesson: whole-lesson`."""


@dataclass(frozen=True, slots=True)
class ItemExample:
    """A complete item and the misconceptions that it refers to."""

    item: str
    """The item in YAML, with its `-` in the first column."""
    misconceptions: dict[str, str]

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.split("\n", 1)[0].removeprefix("- id: ")

    def renamed(self, id: str) -> "ItemExample":
        """Return a copy of the example with a different id."""
        item = self.item.replace(f"- id: {self.id}\n", f"- id: {id}\n", 1)
        return ItemExample(item, self.misconceptions)


def item_example(kind: str) -> ItemExample:
    """Return the first complete item on the guide's page about a kind of item."""
    head, item = blocks(kind)[0].split("items:\n")
    misconceptions = {name: _plain(text) for name, text in BELIEF.findall(head)}
    return ItemExample(INDENT.sub("", item), misconceptions)


def lesson_example(name: str) -> str:
    """Return the guide's example lesson, which offers every activity, with a new id."""
    return LESSON.sub(f"lesson: {name}", "\n".join(blocks("ways")), count=1)


def blocks(page: str) -> list[str]:
    """Return the YAML code blocks on a page of the guide."""
    return BLOCK.findall((GUIDE / f"{page}.md").read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    """Return a string without the double quotes around it, if it has any."""
    return str(json.loads(text)) if text.startswith('"') else text
