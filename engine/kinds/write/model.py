"""The pydantic models for `write` items in lesson files."""

from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.models.authored import (
    Change,
    Code,
    Distractor,
    Item,
    Model,
    Name,
    Slug,
    Text,
    Written,
)

MOST_CHECKS = 20
"""The maximum number of checks in an item."""


class CheckModel(Model):
    """A check that the learner's code must pass."""

    says: Text
    ask: Code | None = None
    """Expression whose value must be the same as after running the reference solution."""
    holds: Code | None = None
    prints: Code | None = None
    """Statements whose printed output must be the same as after running the reference solution."""
    output: Written | None = None
    """Output that the statements in `prints` must produce, if it is known from elsewhere."""
    tolerance: Annotated[float, Field(gt=0)] | None = None
    over: dict[Name, Any] = Field(default_factory=dict)
    """Names with randomly drawn values, each with a range such as `1..8` or a list of values."""
    inputs: dict[Name, Code] = Field(default_factory=dict)
    """Inputs made from the drawn values: an expression for each name, which may be random."""

    @model_validator(mode="after")
    def _has_one_form(self) -> "CheckModel":
        if len([code for code in (self.ask, self.holds, self.prints) if code is not None]) != 1:
            raise PydanticCustomError(
                "unshown",
                "needs one of `ask` (whose value is compared), `holds` (which must be true) "
                "or `prints` (whose output is compared)",
                {},
            )
        if self.over and self.prints is not None:
            raise PydanticCustomError(
                "unshown", "has `over`, which works only with `ask` or `holds`", {}
            )
        if self.inputs and not self.over:
            raise PydanticCustomError(
                "unshown", "has `inputs` but no `over`, which lists the values to draw", {}
            )
        if self.output is not None and self.prints is None:
            raise PydanticCustomError("unshown", "has `output`, which works only with `prints`", {})
        return self

    @property
    def field(self) -> str:
        """The name of the field with the check's code."""
        return next(name for name in ("ask", "holds", "prints") if getattr(self, name) is not None)

    @property
    def code(self) -> Code:
        """The code that performs the check."""
        code: Code = getattr(self, self.field)
        return code


class LimitsModel(Model):
    """Limits on the operations and the length of the learner's code."""

    only: list[Written] = Field(default_factory=list)
    """The only operations that the code may use: groups, operators, functions and attributes."""
    without: list[Written] = Field(default_factory=list)
    """Operations that the code must not use."""
    statements: Annotated[int, Field(ge=1)] | None = None
    """The maximum number of statements."""


class WriteDistractor(Distractor):
    """A near miss: code that looks correct but fails a check.

    Learners who write it get feedback.
    """

    code: Code


class WriteNearMiss(Model):
    """A wrong program. At least one check must reject it."""

    code: Change
    """the whole program, or statements that replace statements of the reference solution"""
    misconception: Slug | None = None


class WriteItem(Item):
    """An item that asks the learner to write code."""

    starter: Code
    key: Code
    checks: Annotated[list[CheckModel], Field(min_length=1, max_length=MOST_CHECKS)]
    distractors: Annotated[list[WriteDistractor], Field(max_length=5)] = Field(default_factory=list)
    near_misses: list[WriteNearMiss] = Field(default_factory=list)
    """Additional wrong programs that must fail a check. Learners see no explanation of them."""
    equally_right: list[Change] = Field(default_factory=list)
    """Other correct programs. Mutants that are equal to one of them are not reported."""
    limits: LimitsModel = Field(default_factory=LimitsModel)
