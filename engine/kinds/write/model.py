"""The pydantic models for `write` items, as written by authors."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.models.authored import Change, Code, Distractor, Item, Model, Slug, Text


class CheckModel(Model):
    """A check that the learner's code must pass."""

    says: Text
    ask: Code | None = None
    """Expression whose value must be the same as with the reference solution."""
    holds: Code | None = None
    tolerance: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> "CheckModel":
        if (self.ask is None) == (self.holds is None):
            raise PydanticCustomError(
                "unshown",
                "needs either `ask` (whose value is compared) or `holds` (which must be true)",
                {},
            )
        return self

    @property
    def field(self) -> str:
        """Name of the field that contains the check's code."""
        return "ask" if self.ask is not None else "holds"

    @property
    def code(self) -> Code:
        """The code that performs the check."""
        code = self.ask if self.ask is not None else self.holds
        assert code is not None
        return code


class WriteDistractor(Distractor):
    """A near miss, that is, code that looks right but fails a check."""

    code: Code


class WriteNearMiss(Model):
    """A wrong program, which must fail a check."""

    code: Change
    """the whole program, or statements that replace statements of the reference solution"""
    misconception: Slug | None = None


class WriteItem(Item):
    """An item that asks the learner to write code."""

    starter: Code
    key: Code
    checks: Annotated[list[CheckModel], Field(min_length=1, max_length=8)]
    distractors: Annotated[list[WriteDistractor], Field(max_length=5)] = Field(default_factory=list)
    near_misses: list[WriteNearMiss] = Field(default_factory=list)
    """More wrong programs, which must fail a check; learners see no explanation of them."""
    equally_right: list[Change] = Field(default_factory=list)
    """Other programs that are also right, so that no mutant equal to one of them is reported."""
