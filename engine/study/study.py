"""The doors to the engine that the app holds: lessons, progress, sessions, and the process that runs snippets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models import ways
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.mastery import Met, misconceptions
from torchquiz.engine.progress.overview import Overview, overview
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.catalogue import BackgroundProof, Catalogue, Proving
from torchquiz.engine.study.runner import Runner
from torchquiz.engine.study.sessions import Sittings
from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.standing import Standing, standing

if TYPE_CHECKING:
    from torchquiz.engine.progress.statistics import Statistics
    from torchquiz.engine.proof.search import Hit
    from torchquiz.engine.study.reviews import Reviews
    from torchquiz.engine.study.session import Clock, Session


@dataclass(frozen=True, slots=True)
class Belief:
    """A misconception in words, and how often it was met."""

    text: str
    met: Met


class Study:
    """What a learner has at hand.

    Args:
        catalogue: the lessons.
        store: the progress.
        runner: reaches the process that runs snippets.
        clock: tells the time, with its zone.
        draw_seed: gives each new session its seed.
        settings: what the learner chose.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        runner: Runner,
        clock: Clock = lambda: datetime.now(UTC),
        draw_seed: Callable[[], int] = lambda: int.from_bytes(os.urandom(4), "big"),
        settings: Settings = Settings(),  # noqa: B008 - it is frozen
    ) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.store = store
        self.runner = runner
        self.sittings = Sittings(self, draw_seed)
        self._clock = clock
        self._proof: BackgroundProof | None = None
        self._is_proving = False
        self.standings: list[Standing] = []
        self.look_again()

    def look_again(self) -> None:
        """Read where the learner stands now."""
        news = {one.path: one.news for one in self.standings}
        self._entries = {entry.path: entry for entry in self.catalogue.entries()}
        view = self._view()
        self.standings = [
            replace(standing(entry, view), news=news.get(path))
            for path, entry in self._entries.items()
        ]

    def hear(self, news: Proving) -> None:
        """Take in news of a proof; a lesson whose proof is finished is read."""
        self.standings = [
            self._told(one, news) if one.path == news.path else one for one in self.standings
        ]

    def has(self, lesson_id: str) -> bool:
        """Whether there is a proven lesson of this id."""
        return any(one.lesson and one.lesson.id == lesson_id for one in self.standings)

    def lesson(self, lesson_id: str) -> Lesson:
        """A proven lesson.

        Raises:
            TorchquizError: there is none of this id.
        """
        for one in self.standings:
            if one.lesson and one.lesson.id == lesson_id:
                return self.catalogue.lesson(self._entries[one.path])
        known = ", ".join(one.lesson.id for one in self.standings if one.lesson) or "none yet"
        raise TorchquizError(f"There is no proven lesson '{lesson_id}'; proven are: {known}.")

    @cached_property
    def reviews(self) -> Reviews:
        """What is due over the lessons."""
        from torchquiz.engine.study.reviews import Reviews

        return Reviews(self, self.sittings)

    @property
    def due(self) -> int:
        """How many items are due for review today, over all lessons."""
        return sum(one.due for one in self.standings)

    def standing(self, lesson_id: str) -> Standing:
        """Where the learner stands in a lesson that is proven; to be asked of one that `has` knows."""
        return next(one for one in self.standings if one.lesson and one.lesson.id == lesson_id)

    def misconceptions(self, lesson_id: str | None = None, at_most: int = 8) -> list[Belief]:
        """The beliefs that led astray in a lesson or in all: open ones first, then the most frequent."""
        lessons = (
            [lesson_id] if lesson_id else [one.lesson.id for one in self.standings if one.lesson]
        )
        found = misconceptions(self.store, lessons)[:at_most]
        said = {name: self.lesson(name).misconceptions for name in {one.lesson for one in found}}
        return [
            Belief(text, one) for one in found if (text := said[one.lesson].get(one.misconception))
        ]

    def report(self, session: Session, said: str) -> Path:
        """Keep a note on the question at hand beside the progress; tells where.

        Raises:
            StoreError: the disk takes nothing.
        """
        from torchquiz.engine.study.notes import FOLDER, keep_note

        return keep_note(session, said, self.store.path.parent / FOLDER, self._clock())

    def statistics(self) -> Statistics:
        """The figures of all answers, by the learner's own days."""
        from torchquiz.engine.progress.statistics import statistics

        return statistics(self.store, self._clock().astimezone())

    def way(self, lesson: Lesson, name: ways.WayName) -> ways.Way | None:
        """A way to study a lesson, proven; None when the lesson does not declare it.

        Raises:
            TorchquizError: its proof is no longer at hand.
        """
        return self.catalogue.way(lesson, name) if lesson.has(name) else None

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """What is found by these words in lessons, ways and items, best first."""
        return self.catalogue.search(words, self._entries.values(), limit)

    def now(self) -> datetime:
        """The time, with its zone."""
        return self._clock()

    def start(self) -> None:
        """Start the worker, and the proof of what is not proven yet; waits for neither."""
        self.runner.start()
        self.prove()

    def prove(self) -> bool:
        """Begin to prove what is not proven, unless that is going on or found faults; False when there is nothing to begin."""
        unproven = [
            one.path
            for one in self.standings
            if one.lesson is None and not (one.news and one.news.faults)
        ]
        if not unproven or self._is_proving:
            return False
        if self._proof:
            self._proof.stop()
        self._proof, self._is_proving = self.catalogue.prove(unproven), True
        return True

    def news(self) -> Iterator[Proving]:
        """The news of what is being proven, until all is; waits for each, so it belongs into a thread."""
        if self._proof:
            yield from self._proof
        self._is_proving = False

    def close(self) -> None:
        """End the worker and the proof; what was proven is kept."""
        if self._proof:
            self._proof.stop()
        self.runner.close()

    def _view(self) -> Overview:
        totals = {entry.head.id: entry.head.count for entry in self._entries.values() if entry.head}
        return overview(self.store, totals, self._clock())

    def _told(self, one: Standing, news: Proving) -> Standing:
        if news.is_finished and not news.faults:
            self._entries[one.path] = self.catalogue.entry(one.path)
            one = standing(self._entries[one.path], self._view())
        return replace(one, news=news)
