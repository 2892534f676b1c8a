"""Starts and resumes a learner's sessions with proven lessons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.reference import reference
from torchquiz.engine.models.ways import Challenge, Project, Trace, Try, Way
from torchquiz.engine.progress.mastery import mastery
from torchquiz.engine.study.activities import ActivityName, rules_of
from torchquiz.engine.study.rules import FREE, Rules

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Protocol

    from torchquiz.engine.models.proven import Lesson
    from torchquiz.engine.progress.store import Store
    from torchquiz.engine.progress.stored_sessions import OpenSession
    from torchquiz.engine.study.catalogue import Catalogue
    from torchquiz.engine.study.project import Measurement
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.settings import Settings
    from torchquiz.engine.study.snippets import SnippetRunner
    from torchquiz.engine.study.standing import Standing

    class StudyContext(Protocol):
        """The lessons, progress and settings that sessions need."""

        catalogue: Catalogue
        store: Store
        runner: SnippetRunner
        settings: Settings

        @property
        def standings(self) -> list[Standing]:
            """The learner's progress in all lessons, in their order."""
            ...

        def has(self, lesson_id: str) -> bool:
            """Return whether any part of a lesson is proven."""
            ...

        def lesson(self, lesson_id: str) -> Lesson:
            """Return a proven lesson."""
            ...

        def lesson_now(self, lesson_id: str) -> Lesson:
            """Return a lesson with all parts that have been proven so far."""
            ...

        def declared(self, lesson: Lesson, name: str) -> Way:
            """Return an activity that a lesson declares."""
            ...

        def is_being_proven(self, lesson_id: str) -> bool:
            """Return whether further parts of a lesson are being proven."""
            ...

        def lessons_in_proof(self) -> list[str]:
            """Return the ids of the incomplete lessons whose proof is waiting or in progress."""
            ...

        def reload_incomplete(self) -> None:
            """Load the parts of incomplete lessons that have been proven in the meantime."""
            ...

        def now(self) -> datetime:
            """Return the current time, timezone-aware."""
            ...


class Sessions:
    """The object that starts and resumes a learner's sessions.

    Args:
        study: the proven lessons, the progress and the settings.
        draw_seed: a function that returns a random seed for each new session.
    """

    def __init__(self, study: StudyContext, draw_seed: Callable[[], int]) -> None:
        self._study = study
        self._draw_seed = draw_seed

    def session(self, lesson_id: str, activity: ActivityName, items: Sequence[str] = ()) -> Session:
        """Resume the lesson's unfinished session of this activity, or start one.

        Args:
            lesson_id: the id of the lesson.
            activity: the name of the activity.
            items: the only items to include. An unfinished session with other items is replaced.

        Raises:
            TorchquizError: the lesson is not proven, the activity has no items, or progress cannot
                be saved.
        """
        lesson = self._study.lesson(lesson_id)
        body = self._body_with_items(lesson, activity)
        opened = self.begun(lesson, activity)
        if opened is None or (items and opened.items != tuple(items)):
            opened = self._begin(lesson, activity, items or self._deal(lesson, activity, body))
        session = self.resumed(opened, rules_of(activity, body))
        self._let_grow(session, lesson)
        return session

    def begun(self, lesson: Lesson, activity: ActivityName) -> OpenSession | None:
        """Return the unfinished session of an activity, or None if there is none."""
        return self._study.store.unfinished(lesson.id, (activity,))

    def begin(self, lesson_id: str, activity: ActivityName, items: Sequence[str]) -> OpenSession:
        """Create and save a session for one lesson, or for all lessons if the id is empty.

        Raises:
            StoreError: progress cannot be saved.
        """
        study = self._study
        return study.store.begin(lesson_id, activity, items, self._draw_seed(), study.now())

    def resumed(self, opened: OpenSession, rules: Rules = FREE) -> Session:
        """Resume a saved session after its last attempt.

        Raises:
            TorchquizError: none of its lessons is proven, some of its questions are still being
                proven, or progress cannot be read.
        """
        from torchquiz.engine.study.session import Session

        if not self.is_whole(opened):
            raise TorchquizError(
                "Some questions of this session are still being checked on PyTorch."
                " Try again in a moment."
            )
        return Session(*self.arguments(opened, rules))

    def is_whole(self, opened: OpenSession) -> bool:
        """Return whether all items of a saved session have been proven."""
        heads = [standing.lesson for standing in self._study.standings if standing.lesson]
        open_ids = {head.id for head in heads if not head.is_complete}
        items = [reference(item, opened.lesson) for item in opened.items]
        for lesson_id in open_ids.intersection(item.lesson for item in items):
            proven = {head.id for head in self._study.lesson(lesson_id).items}
            if any(item.item not in proven for item in items if item.lesson == lesson_id):
                return False
        return True

    def arguments(self, opened: OpenSession, rules: Rules) -> tuple[Any, ...]:
        """Return the arguments for a `Session` that continues a saved session."""
        study = self._study
        return (
            opened,
            self._proven,
            study.catalogue.item,
            study.store,
            study.runner.run,
            study.now,
            rules,
        )

    def session_at(
        self, lesson: Lesson, activity: ActivityName, items: Sequence[str], item: str
    ) -> Session:
        """Resume or start a session with these items, and present the given item next.

        If the given item has already been answered, another item comes next.

        Raises:
            TorchquizError: progress cannot be saved.
        """
        opened = self.begun(lesson, activity)
        if opened is None or set(opened.items) != set(items):
            opened = self._begin(lesson, activity, items)
        others = [other for other in items if other != item]
        return self.resumed(replace(opened, items=(item, *others)))

    def measuring(self, lesson: Lesson, project: Project) -> Callable[[], Measurement]:
        """Return a function that runs the learner's last correct program and measures it.

        The function may be called from any thread.

        Raises:
            TorchquizError: the item is not available, or progress cannot be read.
        """
        from torchquiz.engine.study.project import measure

        study = self._study
        item = study.catalogue.item(lesson, project.steps[-1])
        return partial(measure, project, item, study.store.of_lesson(lesson.id), study.runner.run)

    def more(self, session: Session) -> tuple[str, ...]:
        """Return the questions that can still be added to a finished test.

        The result is empty if there are none.
        """
        from torchquiz.engine.study.deal_test_items import deal_more

        lesson = session.lesson
        asked = {item.item for item in session.items}
        attempts = self._study.store.of_lesson(lesson.id)
        return deal_more(lesson, session.opened.seed, attempts, asked)

    def extend(self, session: Session) -> Session:
        """Add questions to a finished test.

        Raises:
            StoreError: progress cannot be saved.
        """
        session.extend(self.more(session))
        return session

    def _proven(self, lesson_id: str) -> Lesson | None:
        return self._study.lesson(lesson_id) if self._study.has(lesson_id) else None

    def _let_grow(self, session: Session, lesson: Lesson) -> None:
        """Let a session get more items if some items of its lesson are still being proven."""
        activity, opened = session.opened.way, session.opened
        # A practice session has fewer items if it began before its whole lesson was proven.
        if activity == "practice" and len(opened.items) < self._study.settings.sitting:
            from torchquiz.engine.study.growth import PracticeGrowth

            session.growth = PracticeGrowth(self._study)
        elif activity == "missed" and not lesson.is_complete:
            from torchquiz.engine.study.growth import MissedGrowth

            session.growth = MissedGrowth(self._study)

    def _body_with_items(self, lesson: Lesson, activity: ActivityName) -> Way | None:
        """Return the body of an activity that consists only of items. Return None for any other."""
        if activity in ("try", "challenge"):
            return self._study.declared(lesson, activity)
        return None

    def _begin(self, lesson: Lesson, activity: ActivityName, items: Sequence[str]) -> OpenSession:
        if not items:
            raise TorchquizError(f"{lesson.title} has no items for '{activity}'.")
        return self.begin(lesson.id, activity, items)

    def _deal(self, lesson: Lesson, activity: ActivityName, body: Way | None) -> Sequence[str]:
        """Choose the items of a new session."""
        if isinstance(body, Try | Challenge):
            return body.items
        if activity == "quiz":
            return self._quiz(lesson)
        if activity == "test":
            return self._test(lesson)
        attempts = self._study.store.of_lesson(lesson.id)
        if activity == "missed":
            return mastery([head.id for head in lesson.items], attempts).wrong
        from torchquiz.engine.study.deal import deal

        return deal(lesson, attempts, self._study.settings.sitting)

    def _test(self, lesson: Lesson) -> Sequence[str]:
        from torchquiz.engine.study.deal_test_items import deal_test

        store = self._study.store
        last = store.latest(lesson.id, "test")
        attempts = store.of_lesson(lesson.id)
        return deal_test(lesson, self._draw_seed(), attempts, last.items if last else ())

    def _quiz(self, lesson: Lesson) -> Sequence[str]:
        if not lesson.has("trace"):
            return ()
        trace = self._study.declared(lesson, "trace")
        return trace.quiz if isinstance(trace, Trace) else ()
