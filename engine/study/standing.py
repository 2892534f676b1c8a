"""A learner's progress in one lesson, as both front ends display it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from torchquiz.engine.models.proven import LessonHead
from torchquiz.engine.progress.mastery import KnownItems
from torchquiz.engine.progress.overview import Begun, Overview
from torchquiz.engine.study.catalogue import CatalogueEntry
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.study.background_proof import ProofProgress


class Standing(Struct, frozen=True):
    """A lesson file, with the state of its proof and the learner's progress in the lesson."""

    path: Path
    lesson: LessonHead | None
    """The head of the lesson, or None until its first items are proven."""
    known: KnownItems
    begun: Mapping[str, Begun] = field(default_factory=dict)
    """The most recent unfinished session of each activity."""
    finished: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The latest result of each finished activity."""
    places: Mapping[str, int] = field(default_factory=dict)
    """The step that the learner has reached in each activity that is being read, counted from 0."""
    section: str = ""
    """The section of the course to which the lesson belongs; empty if it has none."""
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
    def is_complete(self) -> bool:
        """Whether the whole lesson is proven, either on this machine or in the release."""
        return self.lesson is not None and self.lesson.is_complete

    @property
    def has_faults(self) -> bool:
        """Whether the proof on this machine has found faults in the lesson."""
        return bool(self.news and self.news.faults)

    @property
    def obstacle(self) -> str:
        """Why the lesson cannot be proven on this machine, or an empty string if it can."""
        return self.news.obstacle if self.news else ""

    @property
    def is_blocked(self) -> bool:
        """Whether the proof has ended without success, because of faults or an obstacle."""
        return self.has_faults or bool(self.obstacle)

    @property
    def title(self) -> str:
        """The lesson's title or, until its first part is proven, the name of its file."""
        return self.lesson.title if self.lesson else self.path.stem.replace("-", " ")


def still_checked(standings: Iterable[Standing]) -> str:
    """Return a sentence such as `2 lessons are still being checked.`, or an empty string.

    The string is empty if all lessons are proven. Lessons whose proof has failed do not count.
    """
    count = sum(not (standing.is_complete or standing.is_blocked) for standing in standings)
    lessons = counted(count, "lesson is", "lessons are")
    return f"{lessons} still being checked." if count else ""


def standing(entry: CatalogueEntry, overview: Overview, section: str = "") -> Standing:
    """Return a lesson's standing, built from its catalogue entry and the learner's progress."""
    lesson = entry.head
    if lesson is None:
        return Standing(entry.path, None, KnownItems(0, 0, 0), section=section)
    newest_last = reversed(overview.begun.get(lesson.id, ()))
    return Standing(
        entry.path,
        lesson,
        overview.known[lesson.id],
        begun={begun.session.way: begun for begun in newest_last},
        finished=overview.finished.get(lesson.id, {}),
        places=overview.places.get(lesson.id, {}),
        section=section,
        due=overview.due.get(lesson.id, 0),
        is_released=entry.is_released,
    )
