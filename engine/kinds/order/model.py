"""The pydantic models for `order` items in lesson files."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text


class OrderStep(Model):
    """A step in words, and the code that performs it."""

    text: Text
    code: Code


def _form_of_line(value: Any) -> str:
    return "step" if isinstance(value, dict | OrderStep) else "code"


Line = Annotated[
    Annotated[Code, Tag("code")] | Annotated[OrderStep, Tag("step")], Discriminator(_form_of_line)
]


class OrderDistractor(Distractor):
    """A wrong order, given as line numbers counted from 1."""

    order: list[int]


class OrderItem(Item):
    """An item with lines to put in order. The author lists them in a correct order."""

    lines: Annotated[list[Line], Field(min_length=2, max_length=6)]
    goal: Code
    distractors: Annotated[list[OrderDistractor], Field(max_length=8, default_factory=list)]

    @property
    def is_in_words(self) -> bool:
        """Whether the lines are steps in words."""
        return isinstance(self.lines[0], OrderStep)
