"""Proven drills: templates for quick questions, whose parameters get random values."""

from typing import Any

from msgspec import Struct, field

from torchquiz.engine.models.evidence import Evidence, Tally


class Span(Struct, frozen=True, tag="span"):
    """All whole numbers from `low` to `high`, both included."""

    low: int
    high: int


class Choices(Struct, frozen=True, tag="choices"):
    """A list of values. A string is code, such as `torch.int64`."""

    values: tuple[Any, ...]


class DrillQuestion(Struct, frozen=True):
    """The template of a question, as its author wrote it."""

    stem: str
    given: dict[str, Span | Choices]
    """The values that each parameter may have. The keys are the parameters' names."""
    where: str
    """A condition on the parameters, or an empty string if there is none."""
    derived: dict[str, str]
    """Expressions computed from the parameters, by the names of their results."""
    setup: str
    snippet: str
    ask: str
    key: str
    """The author's formula for the answer, or an empty string if there is none."""
    because: str


class Drill(Struct, frozen=True):
    """A drill: quick questions against the clock."""

    id: str
    title: str
    seconds: int
    questions: tuple[DrillQuestion, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))
