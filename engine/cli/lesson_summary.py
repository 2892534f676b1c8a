"""The summary of a lesson in a check's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Tally
from torchquiz.engine.models.proven import Lesson

if TYPE_CHECKING:
    from torchquiz.engine.proving.lesson_proof import LessonProof


class LessonSummary(Struct, frozen=True, kw_only=True):
    """The result of proving a lesson, without its proven items."""

    name: str
    """Id of the lesson, or the name of its file if it could not be read."""
    faults: list[Fault]
    tally: Tally
    unproven: list[str]
    """Doubts, as sentences that begin with their position in the file."""
    left_out: list[str]
    """Why items and activities are left out here, as sentences that begin with their position."""
    items: int
    variants: int
    snippets_run: int
    snippets_from_cache: int
    lesson: Lesson | None
    """The proven lesson, or None if it has a fault."""


def summary_of(proof: LessonProof) -> LessonSummary:
    """Return the summary of a lesson's proof."""
    return LessonSummary(
        name=proof.id or proof.path.name,
        faults=proof.faults,
        tally=proof.tally,
        unproven=proof.unproven,
        left_out=proof.left_out,
        items=proof.items,
        variants=proof.variants,
        snippets_run=proof.snippets_run,
        snippets_from_cache=proof.snippets_from_cache,
        lesson=proof.lesson,
    )
