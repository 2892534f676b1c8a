"""The doors to the engine that the app holds: lessons, progress, sessions, and the process that runs snippets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.catalogue import BackgroundProof, Catalogue, Proving
from engine.errors import TorchquizError
from engine.models import ways
from engine.models.proven import Lesson
from engine.progress.mastery import Met, mastery, misconceptions
from engine.progress.overview import Overview, overview
from engine.progress.store import OpenSession, Store
from engine.rules import FREE, PRACTICE, Rules, Sitting, rules_of
from engine.settings import Settings
from tui.runner import Runner
from tui.standing import Standing, standing

if TYPE_CHECKING:
    from engine.built import Measured
    from engine.progress.statistics import Statistics
    from engine.search import Hit
    from engine.session import Clock, Session
    from tui.reviewing import Reviews


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
        self._clock = clock
        self._draw_seed = draw_seed
        self._proof: BackgroundProof | None = None
        self._is_proving = False
        """What is due, over all lessons or in one."""
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

    @cached_property
    def reviews(self) -> Reviews:
        """What is due over the lessons."""
        from tui.reviewing import Reviews

        return Reviews(self, self._clock, self._draw_seed)

    @property
    def due(self) -> int:
        """How many items are due for review today, over all lessons."""
        return sum(one.due for one in self.standings)

    def standing(self, lesson_id: str) -> Standing:
        """Where the learner stands in a lesson that is proven; to be asked of one that `has` knows."""
        return next(one for one in self.standings if one.lesson and one.lesson.id == lesson_id)

    def misconceptions(self, lesson_id: str | None = None, at_most: int = 8) -> list[Belief]:
        """The beliefs that led astray in a lesson or in all: open ones first, then the most frequent."""
        lessons = [lesson_id] if lesson_id else [one.lesson.id for one in self.standings if one.lesson]
        found = misconceptions(self.store, lessons)[:at_most]
        said = {name: self.lesson(name).misconceptions for name in {one.lesson for one in found}}
        return [Belief(text, one) for one in found if (text := said[one.lesson].get(one.misconception))]

    def report(self, session: Session, said: str) -> Path:
        """Keep a note on the question at hand beside the progress; tells where.

        Raises:
            StoreError: the disk takes nothing.
        """
        from engine.notes import FOLDER, keep_note

        return keep_note(session, said, self.store.path.parent / FOLDER, self._clock())

    def statistics(self) -> Statistics:
        """The figures of all answers, by the learner's own days."""
        from engine.progress.statistics import statistics

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

    def session(self, lesson_id: str, way: Sitting, items: Sequence[str] = ()) -> Session:
        """Go on with the lesson's unfinished session of this way, or begin one.

        Args:
            lesson_id: the lesson.
            way: how the session is held; practice goes on with what was missed or a quiz too.
            items: only these; an unfinished session over others gives way to them.

        Raises:
            TorchquizError: the lesson is not proven, nothing is left to do in this way, or progress cannot be saved.
        """
        lesson = self.lesson(lesson_id)
        body = self._body(lesson, way)
        opened = self.begun(lesson, way)
        if opened is None or (items and opened.items != tuple(items)):
            opened = self._begin(lesson, way, items or self._items(lesson, way, body))
        return self.resumed(opened, rules_of(way, body))

    def begun(self, lesson: Lesson, way: Sitting) -> OpenSession | None:
        """The unfinished session of a lesson with which a way goes on; None when it would begin anew."""
        return self.store.unfinished(lesson.id, PRACTICE if way == "practice" else (way,))

    def resumed(self, opened: OpenSession, rules: Rules = FREE) -> Session:
        """A stored session, over one lesson or several, where its attempts end.

        Raises:
            TorchquizError: none of its lessons is proven, or progress cannot be read.
        """
        from engine.session import Session

        return Session(opened, self._proven, self.catalogue.item, self.store, self.runner.run, self._clock, rules)

    def session_at(self, lesson: Lesson, way: ways.WayName, items: Sequence[str], item: str) -> Session:
        """The unfinished session over a way's items, or a new one; this item is its next, unless it was answered.

        Raises:
            TorchquizError: progress cannot be saved.
        """
        opened = self.begun(lesson, way)
        if opened is None or set(opened.items) != set(items):
            opened = self._begin(lesson, way, items)
        return self.resumed(replaced(opened, items=(item, *(other for other in items if other != item))))

    def measuring(self, lesson: Lesson, project: ways.Project) -> Callable[[], Measured]:
        """What runs the learner's own last program of a project and reads its gauges; may be called from any thread.

        Raises:
            TorchquizError: the item is no longer at hand, or progress cannot be read.
        """
        item = self.catalogue.item(lesson, project.steps[-1])
        from engine.built import measure

        return partial(measure, project, item, self.store.of_lesson(lesson.id), self.runner.run)

    def more(self, session: Session) -> tuple[str, ...]:
        """The questions by which a test that is over can be extended; empty when there are none."""
        from engine.progress.dealing import deal_more

        lesson = session.lesson
        asked = {one.item for one in session.items}
        return deal_more(lesson, session.opened.seed, self.store.of_lesson(lesson.id), asked)

    def extend(self, session: Session) -> Session:
        """Ask more questions in a test that is over.

        Raises:
            StoreError: progress cannot be saved.
        """
        session.extend(self.more(session))
        return session

    def start(self) -> None:
        """Start the worker, and the proof of what is not proven yet; waits for neither."""
        self.runner.start()
        self.prove()

    def prove(self) -> bool:
        """Begin to prove what is not proven, unless that is going on or found faults; False when there is nothing to begin."""
        unproven = [one.path for one in self.standings if one.lesson is None and not (one.news and one.news.faults)]
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

    def _proven(self, lesson_id: str) -> Lesson | None:
        return self.lesson(lesson_id) if self.has(lesson_id) else None

    def _body(self, lesson: Lesson, way: Sitting) -> ways.Way | None:
        """What the lesson declares of the ways whose items it names."""
        if way not in ("try", "challenge"):
            return None
        body = self.way(lesson, way)
        if body is None:
            raise TorchquizError(f"{lesson.title} has no way '{way}'.")
        return body

    def _begin(self, lesson: Lesson, way: Sitting, items: Sequence[str]) -> OpenSession:
        if not items:
            raise TorchquizError(f"There is nothing to do in {lesson.title} in this way.")
        return self.store.begin(lesson.id, way, items, self._draw_seed(), self._clock())

    def _items(self, lesson: Lesson, way: Sitting, body: ways.Way | None) -> Sequence[str]:
        if isinstance(body, ways.Try | ways.Challenge):
            return body.items
        if way == "quiz":
            return self._quiz(lesson)
        from engine.progress.dealing import deal, deal_test

        attempts = self.store.of_lesson(lesson.id)
        if way == "test":
            last = self.store.latest(lesson.id, "test")
            return deal_test(lesson, self._draw_seed(), attempts, last.items if last else ())
        if way == "missed":
            return mastery([head.id for head in lesson.items], attempts).wrong
        return deal(lesson, attempts, self.settings.sitting)

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
