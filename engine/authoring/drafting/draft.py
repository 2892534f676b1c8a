"""Defines a drafted item, with its fields, its misconceptions and its form in YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from torchquiz.engine.authoring.drafting.explanations import TODO
from torchquiz.engine.authoring.examples import ItemExample
from torchquiz.engine.yaml.writing import lesson_yaml_lines

GIVEN = re.compile("^  given:$", re.MULTILINE)
"""The YAML line `given:`, to which the comment about the parameters is appended."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted item. Its fields are in the order in which they will be written."""

    fields: dict[str, Any]
    misconceptions: dict[str, str] = field(default_factory=dict)
    """The misconceptions behind its distractors: a belief for each name."""
    note: str = ""
    """A YAML comment about the parameters, or an empty string."""

    def with_fields(self, **fields: Any) -> "Draft":
        """Return a copy with new values for some fields."""
        return replace(self, fields=self.fields | fields)

    @property
    def left_to_write(self) -> int:
        """The number of texts that the author still has to write."""
        return sum(text.startswith(TODO) for text in _texts(self.fields))

    @property
    def example(self) -> ItemExample:
        """The item in YAML, together with its misconceptions."""
        text = "\n".join([*lesson_yaml_lines([self.fields]), ""])
        if self.note:
            text = GIVEN.sub(lambda line: f"{line[0]}  # {self.note}", text, count=1)
        return ItemExample(text, self.misconceptions)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
