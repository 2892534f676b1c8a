"""Pydantic models for drills in lesson files."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from torchquiz.engine.models.authored import Code, Model, Name, Slug, Text, texts_in
from torchquiz.engine.yaml.positions import Where

RANGE = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})")
"""A range of whole numbers: `1..7`, `-3..3`."""


def _as_values(value: Any) -> Any:
    """Return a range such as `1..7` as a pair of numbers, and a list unchanged."""
    if isinstance(value, list):
        return value
    found = RANGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("values", "must be a range such as 1..7, or a list of values", {})
    low, high = map(int, found.groups())
    if low >= high:
        raise PydanticCustomError("values", "must be a range from a smaller to a larger number", {})
    return (low, high)


Values = Annotated[Any, BeforeValidator(_as_values)]


class DrillQuestionModel(Model):
    """A template for quick questions. Its parameters get new random values each time."""

    stem: Text
    given: Annotated[dict[Name, Values], Field(min_length=1)]
    where: Code | None = None
    derived: Annotated[dict[Name, Code], Field(default_factory=dict)]
    snippet: Code
    ask: Code
    key: Code | None = None
    because: Text

    def texts(self) -> Iterator[tuple[Where, Text]]:
        """Yield each text for learners, with its path in the lesson file."""
        return texts_in(self, ())


class DrillModel(Model):
    """Quick questions to answer against the clock, with new numbers each time."""

    id: Slug
    title: str
    seconds: Annotated[int, Field(ge=30, le=300)] = 60
    questions: Annotated[list[DrillQuestionModel], Field(min_length=1)]
