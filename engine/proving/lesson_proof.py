"""Defines data classes for a lesson that is to be proven and for its proof."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.beginning import Beginning
from torchquiz.engine.models.evidence import Doubt, Tally
from torchquiz.engine.models.proven import Item, Lesson
from torchquiz.engine.proof.context import Scope
from torchquiz.engine.proof.result import Proof
from torchquiz.engine.proving.item import ItemProof

OnItem = Callable[[int, int], None]
"""A function that is called after each item with the number of finished items and the total."""


@dataclass(frozen=True, slots=True)
class LessonFile:
    """The file of a lesson that is to be proven, with functions to call during the proof."""

    path: Path
    name: str
    """The name of the file in faults."""
    on_item: OnItem = lambda done, total: None
    """A function that is called after each item with the numbers of finished and of all items."""
    on_open: Callable[[], None] | None = None
    """A function that is called whenever learners can open more of a lesson being proven.

    If it is None, the lesson opens only once it is completely proven.
    """
    begins_with: Beginning | None = None
    """What the learner begins with, which alone is to be proven; None for the whole lesson."""


@dataclass(slots=True)
class LessonProof:
    """The proof of a lesson, which contains the lesson unless there was a fault."""

    path: Path
    id: str = ""
    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    unproven: list[str] = field(default_factory=list)
    """Doubts, as sentences that begin with their position in the file."""
    left_out: list[str] = field(default_factory=list)
    """Why items and activities are left out here, as sentences that begin with their position."""
    items: int = 0
    variants: int = 0
    snippets_run: int = 0
    snippets_from_cache: int = 0
    lesson: Lesson | None = None
    """The proven lesson, or None if there is a fault anywhere in the file."""
    bodies: dict[str, Item] = field(default_factory=dict)
    """Proven items by id."""
    bank: Bank | None = None
    """The contents of the file, or None if it is not a lesson."""

    def add(self, part: Proof, scope: Scope) -> None:
        """Add the proof of an item or an activity to that of the lesson."""
        self.tally.add(part.tally)
        self.faults += part.reported_faults
        for doubt in part.doubts:
            self.add_doubt(doubt, scope)
        self.left_out += [_sentence(reason, scope) for reason in part.left_out]
        if part.is_from_cache:
            self.snippets_from_cache += part.tally.snippets
        else:
            self.snippets_run += part.tally.snippets

    def add_doubt(self, doubt: Doubt, scope: Scope) -> None:
        """Add a doubt about an item or an activity."""
        self.unproven.append(_sentence(doubt, scope))

    def add_item(self, item_proof: ItemProof, scope: Scope) -> None:
        """Add the proof of an item to that of the lesson, and keep the proven item."""
        self.add(item_proof, scope)
        self.items += not item_proof.missing
        self.variants += item_proof.variants
        if item_proof.item is not None:
            self.bodies[item_proof.id] = item_proof.item


def _sentence(doubt: Doubt, scope: Scope) -> str:
    """Return a sentence about an item or an activity that begins with its position in the file."""
    whose = f"item '{scope.item_id}': " if scope.item_id else ""
    spot = scope.spot(*doubt.where)
    line = spot.line if doubt.line is None else spot.text_line + doubt.line
    return f"{scope.source.path}:{line}:{spot.column}: {whose}{doubt.reason}."
