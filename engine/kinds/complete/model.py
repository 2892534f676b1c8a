"""The pydantic models for `complete` items in lesson files."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from torchquiz.engine.models.authored import Code, Distractor, EntryForm, Item, Model, Slug


def _codes(value: Any) -> Any:
    return [Code._accept(code) for code in (value if isinstance(value, list) else [value])]


FillCodes = Annotated[list[Code], BeforeValidator(_codes), Field(min_length=1)]
"""One piece of code per blank. An author may write a single piece without a list."""


class CompleteDistractor(Distractor):
    """A wrong option, whose code does not meet the goal."""

    code: FillCodes


class CompleteNearMiss(Model):
    """Wrong code that a learner may type. It must not meet the goal."""

    code: FillCodes
    misconception: Slug | None = None


class CompleteItem(Item):
    """An item with blanks to fill in."""

    goal: Code
    key: FillCodes
    distractors: Annotated[list[CompleteDistractor], Field(max_length=5, default_factory=list)]
    entry: EntryForm = "options"
    near_misses: list[CompleteNearMiss] = Field(default_factory=list)
    """Additional wrong code that the goal must reject. Learners see no explanation of it."""
    equally_right: list[FillCodes] = Field(default_factory=list)
    """Other correct code. Mutants that are equal to it are not reported."""
