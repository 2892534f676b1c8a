"""A learner's progress in one lesson, as displayed by both front ends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from torchquiz.engine.models.proven import LessonHead
from torchquiz.engine.progress.mastery import KnownItems
from torchquiz.engine.progress.overview import Begun, Overview
from torchquiz.engine.study.catalogue import CatalogueEntry

if TYPE_CHECKING:
    from torchquiz.engine.study.background_proof import ProofProgress


class Standing(Struct, frozen=True):
    """A lesson's file and proof, together with the learner's progress in the lesson."""

    path: Path
    lesson: LessonHead | None
    """The head of the lesson, or None until the lesson is proven."""
    known: KnownItems
    begun: Mapping[str, Begun] = field(default_factory=dict)
    """The most recent unfinished session of each activity."""
    finished: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The latest result of each finished activity."""
    places: Mapping[str, int] = field(default_factory=dict)
    """The step that the learner has reached in each activity that is being read, counted from 0."""
    due: int = 0
    """Number of items that are due for review."""
    is_released: bool = False
    """Whether the proof comes from the release and was not made on this machine."""
    differing: int | None = None
    """Number of items whose answers on this machine differ from those in the release.

    It is None if they were not compared.
    """
    news: ProofProgress | None = None
    """The latest progress report of the background proof, or None if there was none."""

    @property
    def title(self) -> str:
        """The lesson's title, or the name of its file until the lesson is proven."""
        return self.lesson.title if self.lesson else self.path.stem.replace("-", " ")


def standing(entry: CatalogueEntry, overview: Overview) -> Standing:
    """Return the learner's progress in a lesson."""
    lesson = entry.head
    if lesson is None:
        return Standing(entry.path, None, KnownItems(0, 0, 0))
    newest_last = reversed(overview.begun.get(lesson.id, ()))
    return Standing(
        entry.path,
        lesson,
        overview.known[lesson.id],
        begun={begun.session.way: begun for begun in newest_last},
        finished=overview.finished.get(lesson.id, {}),
        places=overview.places.get(lesson.id, {}),
        due=overview.due.get(lesson.id, 0),
        is_released=entry.is_released,
    )
