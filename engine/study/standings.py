"""The state of every lesson of a study: its proof, and the learner's progress in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.overview import Overview, overview
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.study.catalogue import Catalogue, CatalogueEntry
from torchquiz.engine.study.standing import Standing, standing

if TYPE_CHECKING:
    from torchquiz.engine.study.background_proof import ProofProgress


class Standings:
    """The standings of all lessons, in their order, up to date while lessons are being proven.

    Args:
        catalogue: the lessons.
        store: the progress.
        local_now: a function that returns the current time in the learner's time zone.
    """

    def __init__(
        self, catalogue: Catalogue, store: Store, local_now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._local_now = local_now
        self._entries: dict[Path, CatalogueEntry] = {}
        self.all: list[Standing] = []
        self.placed: str | None = None
        """Id of the lesson with which the learner should begin according to a placement.

        It is empty if the learner knows all lessons, and None if there was no placement.
        """
        self.refresh()

    def refresh(self) -> None:
        """Load the lessons and the learner's progress again."""
        news = {standing.path: standing.news for standing in self.all}
        self._entries = {entry.path: entry for entry in self._catalogue.entries()}
        view = self._overview()
        self.all = [
            _with_news(self._from_entry(entry, view), news.get(path))
            for path, entry in self._entries.items()
        ]

    def reload_incomplete(self) -> None:
        """Load the parts of incomplete lessons that have been proven in the meantime."""
        if all(standing.is_complete for standing in self.all):
            return
        view = self._overview()
        self.all = [one if one.is_complete else self._reloaded(one, view) for one in self.all]

    def hear(self, news: ProofProgress) -> None:
        """Update a lesson's state according to a progress report."""
        self.all = [
            self._updated(standing, news) if standing.path == news.path else standing
            for standing in self.all
        ]

    def mark_as_begun(self, path: Path) -> None:
        """Note that a lesson is being proven now, and that the other unproven lessons wait."""
        # Imported only here to keep start-up fast; the proof that has begun needs it anyway.
        from torchquiz.engine.study.background_proof import ProofProgress

        begun = ProofProgress(path, 0, 0)
        self.all = [
            standing
            if standing.is_complete or (standing.is_blocked and standing.path != path)
            else replace(standing, news=begun if standing.path == path else None)
            for standing in self.all
        ]

    @property
    def entries(self) -> Iterable[CatalogueEntry]:
        """The catalogue entries of all lessons."""
        return self._entries.values()

    @property
    def lesson_ids(self) -> list[str]:
        """The ids of all completely proven lessons, in their order."""
        complete = (standing.lesson for standing in self.all if standing.is_complete)
        return [lesson.id for lesson in complete if lesson]

    def has(self, lesson_id: str) -> bool:
        """Return whether a lesson can be opened, because its first items have been proven."""
        return any(
            standing.lesson is not None and standing.lesson.id == lesson_id for standing in self.all
        )

    def of(self, lesson_id: str) -> Standing:
        """Return the standing of a lesson, at least a part of which must be proven."""
        return next(
            standing for standing in self.all if standing.lesson and standing.lesson.id == lesson_id
        )

    def lesson(self, lesson_id: str) -> Lesson:
        """Return a lesson with all parts that were proven when it was last loaded.

        Raises:
            TorchquizError: no part of a lesson with this id is proven.
        """
        if self.has(lesson_id):
            return self._catalogue.lesson(self._entries[self.of(lesson_id).path])
        proven = ", ".join(self.lesson_ids) or "none yet"
        raise TorchquizError(f"There is no proven lesson '{lesson_id}'. Proven lessons: {proven}.")

    def lesson_now(self, lesson_id: str) -> Lesson:
        """Return a lesson with all parts that have been proven so far.

        Raises:
            TorchquizError: no part of a lesson with this id is proven, or a proof cannot be read.
        """
        return self._catalogue.lesson(self._reload_entry(self.of(lesson_id).path))

    def _reload_entry(self, path: Path) -> CatalogueEntry:
        entry = self._entries[path] = self._catalogue.entry(path)
        return entry

    def _from_entry(self, entry: CatalogueEntry, view: Overview) -> Standing:
        one = standing(entry, view, self._catalogue.sections.get(entry.path, ""))
        if one.is_complete or torch_version():
            return one
        return replace(one, news=_torch_is_missing(entry.path))

    def _reloaded(self, before: Standing, view: Overview) -> Standing:
        return _with_news(self._from_entry(self._reload_entry(before.path), view), before.news)

    def _updated(self, before: Standing, news: ProofProgress) -> Standing:
        if news.faults or not (news.is_finished or news.is_open):
            return _with_news(before, news)
        earlier = self._entries[before.path]
        entry = self._reload_entry(before.path)
        is_replaced = earlier.is_released and not entry.is_released
        differing = self._differing(earlier, entry) if is_replaced else None
        updated = self._from_entry(entry, self._overview())
        return replace(updated, news=news, differing=differing)

    def _differing(self, earlier: CatalogueEntry, later: CatalogueEntry) -> int | None:
        """Return how many items differ between two proofs, or None if one is unreadable."""
        try:
            return self._catalogue.differing(earlier, later)
        except TorchquizError:
            return None

    def _overview(self) -> Overview:
        heads = [entry.head for entry in self._entries.values() if entry.head]
        totals = {head.id: head.count for head in heads}
        view = overview(self._store, totals, self._local_now())
        placement = view.finished.get("", {}).get("placement")
        self.placed = None if placement is None else str(placement.get("begin", ""))
        return view


def _with_news(standing: Standing, news: ProofProgress | None) -> Standing:
    """Return a lesson's state with the latest progress report of its proof.

    If the lesson has faults on this machine, any earlier proof of it is ignored.
    """
    is_proven_here = standing.is_complete and not standing.is_released
    if not is_proven_here and news and news.faults:
        return replace(standing, lesson=None, is_released=False, news=news)
    return replace(standing, news=news or standing.news)


def _torch_is_missing(path: Path) -> ProofProgress:
    """Return a report that a lesson cannot be proven, because PyTorch is not installed."""
    from torchquiz.engine.study.background_proof import ProofProgress

    obstacle = (
        f"PyTorch is not installed for {sys.executable}, and without it, unproven lessons cannot be"
        " opened. Install it with `pip install torch`."
    )
    return ProofProgress(path, 0, 0, obstacle=obstacle, is_finished=True)
