"""Sittings: sessions that are begun, or gone on with, over the lessons at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models import ways
from torchquiz.engine.progress.mastery import mastery
from torchquiz.engine.study.rules import FREE, PRACTICE, Rules, Sitting, rules_of

if TYPE_CHECKING:
    from datetime import datetime

    from torchquiz.engine.models.proven import Lesson
    from torchquiz.engine.progress.store import OpenSession, Store
    from torchquiz.engine.study.catalogue import Catalogue
    from torchquiz.engine.study.project import Measured
    from torchquiz.engine.study.runner import Runner
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.settings import Settings
    from torchquiz.engine.study.standing import Standing


class Shelf(Protocol):
    """The lessons at hand, and what a session over them needs beside them."""

    catalogue: Catalogue
    store: Store
    runner: Runner
    settings: Settings
    standings: list[Standing]

    def has(self, lesson_id: str) -> bool:
        """Whether a lesson is proven."""
        ...

    def lesson(self, lesson_id: str) -> Lesson:
        """A lesson that is proven."""
        ...

    def way(self, lesson: Lesson, name: ways.WayName) -> ways.Way | None:
        """A way to study a lesson; None when the lesson does not declare it."""
        ...

    def now(self) -> datetime:
        """The time, with its zone."""
        ...


class Sittings:
    """Begins sessions and goes on with them.

    Args:
        shelf: the lessons at hand.
        draw_seed: gives each new session its seed.
    """

    def __init__(self, shelf: Shelf, draw_seed: Callable[[], int]) -> None:
        self._shelf = shelf
        self._draw_seed = draw_seed

    def session(self, lesson_id: str, way: Sitting, items: Sequence[str] = ()) -> Session:
        """Go on with the lesson's unfinished session of this way, or begin one.

        Args:
            lesson_id: the lesson.
            way: how the session is held; practice goes on with what was missed or a quiz too.
            items: only these; an unfinished session over others gives way to them.

        Raises:
            TorchquizError: the lesson is not proven, nothing is left to do in this way, or progress cannot be saved.
        """
        lesson = self._shelf.lesson(lesson_id)
        body = self._body(lesson, way)
        opened = self.begun(lesson, way)
        if opened is None or (items and opened.items != tuple(items)):
            opened = self._begin(lesson, way, items or self._items(lesson, way, body))
        return self.resumed(opened, rules_of(way, body))

    def begun(self, lesson: Lesson, way: Sitting) -> OpenSession | None:
        """The unfinished session of a lesson with which a way goes on; None when it would begin anew."""
        return self._shelf.store.unfinished(lesson.id, PRACTICE if way == "practice" else (way,))

    def begin(self, lesson_id: str, way: Sitting, items: Sequence[str]) -> OpenSession:
        """Store a new session; of a lesson, or of all when its id is empty.

        Raises:
            StoreError: progress cannot be saved.
        """
        return self._shelf.store.begin(lesson_id, way, items, self._draw_seed(), self._shelf.now())

    def resumed(self, opened: OpenSession, rules: Rules = FREE) -> Session:
        """A stored session, over one lesson or several, where its attempts end.

        Raises:
            TorchquizError: none of its lessons is proven, or progress cannot be read.
        """
        from torchquiz.engine.study.session import Session

        shelf = self._shelf
        return Session(
            opened,
            self._proven,
            shelf.catalogue.item,
            shelf.store,
            shelf.runner.run,
            shelf.now,
            rules,
        )

    def session_at(
        self, lesson: Lesson, way: ways.WayName, items: Sequence[str], item: str
    ) -> Session:
        """The unfinished session over a way's items, or a new one; this item is its next, unless it was answered.

        Raises:
            TorchquizError: progress cannot be saved.
        """
        opened = self.begun(lesson, way)
        if opened is None or set(opened.items) != set(items):
            opened = self._begin(lesson, way, items)
        return self.resumed(
            replace(opened, items=(item, *(other for other in items if other != item)))
        )

    def measuring(self, lesson: Lesson, project: ways.Project) -> Callable[[], Measured]:
        """What runs the learner's own last program of a project and reads its gauges; may be called from any thread.

        Raises:
            TorchquizError: the item is no longer at hand, or progress cannot be read.
        """
        item = self._shelf.catalogue.item(lesson, project.steps[-1])
        from torchquiz.engine.study.project import measure

        return partial(
            measure, project, item, self._shelf.store.of_lesson(lesson.id), self._shelf.runner.run
        )

    def more(self, session: Session) -> tuple[str, ...]:
        """The questions by which a test that is over can be extended; empty when there are none."""
        from torchquiz.engine.study.deal import deal_more

        lesson = session.lesson
        asked = {one.item for one in session.items}
        return deal_more(lesson, session.opened.seed, self._shelf.store.of_lesson(lesson.id), asked)

    def extend(self, session: Session) -> Session:
        """Ask more questions in a test that is over.

        Raises:
            StoreError: progress cannot be saved.
        """
        session.extend(self.more(session))
        return session

    def _proven(self, lesson_id: str) -> Lesson | None:
        return self._shelf.lesson(lesson_id) if self._shelf.has(lesson_id) else None

    def _body(self, lesson: Lesson, way: Sitting) -> ways.Way | None:
        """What the lesson declares of the ways whose items it names."""
        if way not in ("try", "challenge"):
            return None
        body = self._shelf.way(lesson, way)
        if body is None:
            raise TorchquizError(f"{lesson.title} has no way '{way}'.")
        return body

    def _begin(self, lesson: Lesson, way: Sitting, items: Sequence[str]) -> OpenSession:
        if not items:
            raise TorchquizError(f"There is nothing to do in {lesson.title} in this way.")
        return self.begin(lesson.id, way, items)

    def _items(self, lesson: Lesson, way: Sitting, body: ways.Way | None) -> Sequence[str]:
        if isinstance(body, ways.Try | ways.Challenge):
            return body.items
        if way == "quiz":
            return self._quiz(lesson)
        from torchquiz.engine.study.deal import deal, deal_test

        store = self._shelf.store
        attempts = store.of_lesson(lesson.id)
        if way == "test":
            last = store.latest(lesson.id, "test")
            return deal_test(lesson, self._draw_seed(), attempts, last.items if last else ())
        if way == "missed":
            return mastery([head.id for head in lesson.items], attempts).wrong
        return deal(lesson, attempts, self._shelf.settings.sitting)

    def _quiz(self, lesson: Lesson) -> Sequence[str]:
        way = self._shelf.way(lesson, "trace")
        return way.quiz if isinstance(way, ways.Trace) else ()
