"""Begins sessions over the proven lessons, and takes them up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.ways import Challenge, Project, Trace, Try, Way
from torchquiz.engine.progress.mastery import mastery
from torchquiz.engine.study.activities import PRACTICE, ActivityName, rules_of
from torchquiz.engine.study.rules import FREE, Rules

if TYPE_CHECKING:
    from datetime import datetime

    from torchquiz.engine.models.proven import Lesson
    from torchquiz.engine.progress.store import OpenSession, Store
    from torchquiz.engine.study.catalogue import Catalogue
    from torchquiz.engine.study.project import Measurement
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.settings import Settings
    from torchquiz.engine.study.snippets import SnippetRunner
    from torchquiz.engine.study.standing import Standing


class Shelf(Protocol):
    """The proven lessons, and what else a session over them needs."""

    catalogue: Catalogue
    store: Store
    runner: SnippetRunner
    settings: Settings
    standings: list[Standing]

    def has(self, lesson_id: str) -> bool:
        """Return whether a lesson is proven."""
        ...

    def lesson(self, lesson_id: str) -> Lesson:
        """Return a proven lesson."""
        ...

    def declared(self, lesson: Lesson, name: str) -> Way:
        """Return a way that a lesson declares."""
        ...

    def now(self) -> datetime:
        """Return the time, with its zone."""
        ...


class Sessions:
    """Begins sessions, and takes them up again.

    Args:
        shelf: the proven lessons.
        draw_seed: draws the seed of each new session.
    """

    def __init__(self, shelf: Shelf, draw_seed: Callable[[], int]) -> None:
        self._shelf = shelf
        self._draw_seed = draw_seed

    def session(self, lesson_id: str, activity: ActivityName, items: Sequence[str] = ()) -> Session:
        """Take up the lesson's unfinished session of this activity, or begin one.

        Args:
            lesson_id: the lesson.
            activity: what the session is of; practice takes up missed items and a quiz as well.
            items: only these; an unfinished session over others makes way for them.

        Raises:
            TorchquizError: the lesson is not proven, nothing is left to do in this activity, or
                progress cannot be saved.
        """
        lesson = self._shelf.lesson(lesson_id)
        body = self._body_with_items(lesson, activity)
        opened = self.begun(lesson, activity)
        if opened is None or (items and opened.items != tuple(items)):
            opened = self._begin(lesson, activity, items or self._deal(lesson, activity, body))
        return self.resumed(opened, rules_of(activity, body))

    def begun(self, lesson: Lesson, activity: ActivityName) -> OpenSession | None:
        """Return the unfinished session that an activity takes up; None if it begins anew."""
        kinds = PRACTICE if activity == "practice" else (activity,)
        return self._shelf.store.unfinished(lesson.id, kinds)

    def begin(self, lesson_id: str, activity: ActivityName, items: Sequence[str]) -> OpenSession:
        """Store a new session, of one lesson, or of all if its id is empty.

        Raises:
            StoreError: progress cannot be saved.
        """
        shelf = self._shelf
        return shelf.store.begin(lesson_id, activity, items, self._draw_seed(), shelf.now())

    def resumed(self, opened: OpenSession, rules: Rules = FREE) -> Session:
        """Return a stored session, over one lesson or several, at the point its attempts reached.

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
        self, lesson: Lesson, activity: ActivityName, items: Sequence[str], item: str
    ) -> Session:
        """Return the unfinished session over these items, or a new one, at one of them.

        That item comes next unless it was answered before.

        Raises:
            TorchquizError: progress cannot be saved.
        """
        opened = self.begun(lesson, activity)
        if opened is None or set(opened.items) != set(items):
            opened = self._begin(lesson, activity, items)
        others = [other for other in items if other != item]
        return self.resumed(replace(opened, items=(item, *others)))

    def measuring(self, lesson: Lesson, project: Project) -> Callable[[], Measurement]:
        """Return what measures the learner's own last program of a project.

        It may be called from any thread.

        Raises:
            TorchquizError: the item is no longer available, or progress cannot be read.
        """
        from torchquiz.engine.study.project import measure

        shelf = self._shelf
        item = shelf.catalogue.item(lesson, project.steps[-1])
        return partial(measure, project, item, shelf.store.of_lesson(lesson.id), shelf.runner.run)

    def more(self, session: Session) -> tuple[str, ...]:
        """Return the questions by which a test that is over can be extended, if there are any."""
        from torchquiz.engine.study.deal_test import deal_more

        lesson = session.lesson
        asked = {item.item for item in session.items}
        attempts = self._shelf.store.of_lesson(lesson.id)
        return deal_more(lesson, session.opened.seed, attempts, asked)

    def extend(self, session: Session) -> Session:
        """Ask more questions in a test that is over.

        Raises:
            StoreError: progress cannot be saved.
        """
        session.extend(self.more(session))
        return session

    def _proven(self, lesson_id: str) -> Lesson | None:
        return self._shelf.lesson(lesson_id) if self._shelf.has(lesson_id) else None

    def _body_with_items(self, lesson: Lesson, activity: ActivityName) -> Way | None:
        """Return what the lesson declares of the ways that are nothing but items."""
        if activity in ("try", "challenge"):
            return self._shelf.declared(lesson, activity)
        return None

    def _begin(self, lesson: Lesson, activity: ActivityName, items: Sequence[str]) -> OpenSession:
        if not items:
            raise TorchquizError(f"There is nothing to do in {lesson.title} in this way.")
        return self.begin(lesson.id, activity, items)

    def _deal(self, lesson: Lesson, activity: ActivityName, body: Way | None) -> Sequence[str]:
        """Return the items of a new session."""
        if isinstance(body, Try | Challenge):
            return body.items
        if activity == "quiz":
            return self._quiz(lesson)
        if activity == "test":
            return self._test(lesson)
        attempts = self._shelf.store.of_lesson(lesson.id)
        if activity == "missed":
            return mastery([head.id for head in lesson.items], attempts).wrong
        from torchquiz.engine.study.deal import deal

        return deal(lesson, attempts, self._shelf.settings.sitting)

    def _test(self, lesson: Lesson) -> Sequence[str]:
        from torchquiz.engine.study.deal_test import deal_test

        store = self._shelf.store
        last = store.latest(lesson.id, "test")
        attempts = store.of_lesson(lesson.id)
        return deal_test(lesson, self._draw_seed(), attempts, last.items if last else ())

    def _quiz(self, lesson: Lesson) -> Sequence[str]:
        if not lesson.has("trace"):
            return ()
        trace = self._shelf.declared(lesson, "trace")
        return trace.quiz if isinstance(trace, Trace) else ()
