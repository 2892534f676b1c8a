"""The doors to the engine that the app holds: lessons, progress, sessions, and the process that runs snippets."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.catalogue import BackgroundProof, Catalogue, Proving
from engine.errors import TorchquizError
from engine.models import ways
from engine.models.proven import Lesson
from engine.progress.dealing import deal
from engine.progress.mastery import mastery
from engine.progress.overview import Overview, overview
from engine.progress.store import OpenSession, Store
from engine.sandbox.job import Job, Outcome
from engine.session import Clock, Session
from tui.standing import Standing, Way, standing

if TYPE_CHECKING:
    from engine.sandbox.pool import Pool


class Runner:
    """Reaches the process that runs snippets; it is started when first asked to, and no sooner."""

    def __init__(self) -> None:
        self._pool: Pool | None = None

    def start(self) -> None:
        """Begin to start the process, without waiting for it."""
        from engine.sandbox.pool import Pool

        if self._pool is None:
            self._pool = Pool(jobs=1)
            self._pool.start()

    def run(self, job: Job) -> Outcome:
        """Run a job and wait for its outcome."""
        self.start()
        assert self._pool is not None
        return self._pool.run(job)

    def close(self) -> None:
        """End the process, if it was ever started."""
        if self._pool is not None:
            self._pool.close()


class Study:
    """What a learner has at hand.

    Args:
        catalogue: the lessons.
        store: the progress.
        runner: reaches the process that runs snippets.
        clock: tells the time, with its zone.
        draw_seed: gives each new session its seed.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        runner: Runner,
        clock: Clock = lambda: datetime.now(UTC),
        draw_seed: Callable[[], int] = lambda: secrets.randbits(32),
    ) -> None:
        self.catalogue = catalogue
        self.store = store
        self.runner = runner
        self._clock = clock
        self._draw_seed = draw_seed
        self._proof: BackgroundProof | None = None
        self.standings: list[Standing] = []
        self.look_again()

    def look_again(self) -> None:
        """Read where the learner stands now."""
        news = {one.path: one.news for one in self.standings}
        self._entries = {entry.path: entry for entry in self.catalogue.entries()}
        view = self._view()
        self.standings = [replace(standing(entry, view), news=news.get(path)) for path, entry in self._entries.items()]

    def hear(self, news: Proving) -> None:
        """Take in news of a proof; a lesson whose proof is finished is read."""
        self.standings = [self._told(one, news) if one.path == news.path else one for one in self.standings]

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

    def way(self, lesson: Lesson, name: ways.WayName) -> ways.Way | None:
        """A way to study a lesson, proven; None when the lesson does not declare it.

        Raises:
            TorchquizError: its proof is no longer at hand.
        """
        return self.catalogue.way(lesson, name) if lesson.has(name) else None

    def session(self, lesson_id: str, way: Way, items: Sequence[str] = ()) -> Session:
        """Go on with the lesson's unfinished session of this way, or begin one.

        Raises:
            TorchquizError: the lesson is not proven, nothing is left to do in this way, or progress cannot be saved.
        """
        lesson = self.lesson(lesson_id)
        opened = self.store.unfinished(lesson.id)
        if opened is None or items or (way != "practice" and opened.way != way):
            opened = self._begin(lesson, way, items or self._items(lesson, way))
        return Session(lesson, opened, partial(self.catalogue.item, lesson), self.store, self.runner.run, self._clock)

    def start(self) -> None:
        """Start the worker, and the proof of what is not proven yet; waits for neither."""
        self.runner.start()
        unproven = [one.path for one in self.standings if one.lesson is None]
        if unproven:
            self._proof = self.catalogue.prove(unproven)

    def news(self) -> Iterator[Proving]:
        """The news of what is being proven, until all is; waits for each, so it belongs into a thread."""
        if self._proof:
            yield from self._proof

    def close(self) -> None:
        """End the worker and the proof; what was proven is kept."""
        if self._proof:
            self._proof.stop()
        self.runner.close()

    def _begin(self, lesson: Lesson, way: Way, items: Sequence[str]) -> OpenSession:
        if not items:
            raise TorchquizError(f"There is nothing to do in {lesson.title} in this way.")
        return self.store.begin(lesson.id, way, items, self._draw_seed(), self._clock())

    def _items(self, lesson: Lesson, way: Way) -> Sequence[str]:
        if way == "quiz":
            return self._quiz(lesson)
        attempts = self.store.of_lesson(lesson.id)
        if way == "missed":
            return mastery([head.id for head in lesson.items], attempts).wrong
        return deal(lesson, attempts)

    def _quiz(self, lesson: Lesson) -> Sequence[str]:
        way = self.way(lesson, "trace")
        return way.quiz if isinstance(way, ways.Trace) else ()

    def _view(self) -> Overview:
        totals = {entry.head.id: entry.head.count for entry in self._entries.values() if entry.head}
        return overview(self.store, totals, self._clock())

    def _told(self, one: Standing, news: Proving) -> Standing:
        if news.is_finished and not news.faults:
            self._entries[one.path] = self.catalogue.entry(one.path)
            one = standing(self._entries[one.path], self._view())
        return replace(one, news=news)
