"""Whole examples to change: those of the guide for authors, each of which is proven with every change of torchquiz."""

import json
import re
from dataclasses import dataclass

from torchquiz.engine.folders import BANKS

GUIDE = BANKS / "guide"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
BELIEF = re.compile(r"^  ([a-z0-9-]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A whole item and the misconceptions that it names."""

    item: str
    """Its YAML, from the `-` in the first column."""
    misconceptions: dict[str, str]

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.split("\n", 1)[0].removeprefix("- id: ")

    def renamed(self, id: str) -> "Example":
        """The same item under another id."""
        return Example(
            self.item.replace(f"- id: {self.id}\n", f"- id: {id}\n", 1), self.misconceptions
        )


def item_example(kind: str) -> Example:
    """The first whole item on the guide's page about a kind."""
    beliefs, item = blocks(kind)[0].split("items:\n")
    return Example(
        re.sub("^  ", "", item, flags=re.MULTILINE),
        {name: _plain(text) for name, text in BELIEF.findall(beliefs)},
    )


def lesson_example(name: str) -> str:
    """The lesson of the page about ways, which has them all, under another id."""
    return re.sub(
        "^lesson: .*$", f"lesson: {name}", "\n".join(blocks("ways")), count=1, flags=re.MULTILINE
    )


def blocks(page: str) -> list[str]:
    """The YAML on a page of the guide."""
    return BLOCK.findall((GUIDE / f"{page}.md").read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text
