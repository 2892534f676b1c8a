"""A learner's lessons, progress and sessions, and the process that runs snippets.

A front end creates one `Study` and accesses the engine through it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.beginning import PRACTICE, Beginning
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Way
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.study.activities import NEEDS_ALL, ActivityName
from torchquiz.engine.study.background_prover import BackgroundProver
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.next_step import NextStep, next_step
from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.study.standings import Standings
from torchquiz.engine.yaml.recognise import lesson_id

if TYPE_CHECKING:
    from torchquiz.engine.progress.statistics import Statistics
    from torchquiz.engine.proof.search import Hit
    from torchquiz.engine.study.background_proof import ProofProgress
    from torchquiz.engine.study.beliefs import Belief
    from torchquiz.engine.study.reviews import Reviews
    from torchquiz.engine.study.session import Clock, Session
    from torchquiz.engine.study.sessions import Sessions
    from torchquiz.engine.study.weakness.placements import Placements
    from torchquiz.engine.study.weakness.weak_points import WeakPoints


LEAST_LESSONS = 3
"""The minimum number of lessons for a placement."""


def random_seed() -> int:
    """Return a random 32-bit seed."""
    return int.from_bytes(os.urandom(4), "big")


class Study:
    """The lessons, progress and sessions of a learner.

    Args:
        catalogue: the lessons.
        store: the progress.
        runner: an object that runs snippets in the worker.
        clock: a function that returns the current time, timezone-aware.
        draw_seed: a function that returns a random seed for each new session.
        settings: the learner's settings.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        runner: SnippetRunner,
        clock: Clock = lambda: datetime.now(UTC),
        draw_seed: Callable[[], int] = random_seed,
        settings: Settings = Settings(),  # noqa: B008 - it is frozen
    ) -> None:
        self.catalogue = catalogue
        self.store = store
        self.settings = settings
        self.runner = runner
        self.draw_seed = draw_seed
        self._clock = clock
        self.prover = BackgroundProver(catalogue)
        self._standings = Standings(catalogue, store, self._local_now)

    @property
    def settings(self) -> Settings:
        """The learner's settings."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings = settings
        self.store.schedule.day_start = settings.day_start

    @property
    def standings(self) -> list[Standing]:
        """The learner's progress in all lessons, in their order."""
        return self._standings.all

    def refresh(self) -> None:
        """Load the lessons and the learner's progress again."""
        self._standings.refresh()

    def standing(self, lesson_id: str) -> Standing:
        """Return the learner's progress in a lesson.

        At least a part of the lesson must be proven.
        """
        return self._standings.of(lesson_id)

    @property
    def due(self) -> int:
        """The number of items in all lessons that are due for review today."""
        return sum(standing.due for standing in self.standings)

    @property
    def day_begins_at(self) -> datetime:
        """The time at which the current study day began."""
        return self.store.schedule.start_of_day(self._local_now())

    @property
    def next_step(self) -> NextStep:
        """The recommended next step."""
        last_open = self.store.last_open(self._local_now(), self.settings.day_start)
        return next_step(self.standings, last_open, self._standings.placed or "")

    @cached_property
    def sessions(self) -> Sessions:
        """The object that starts and resumes the learner's sessions."""
        from torchquiz.engine.study.sessions import Sessions

        return Sessions(self, self.draw_seed)

    @cached_property
    def reviews(self) -> Reviews:
        """The object that starts reviews of the items that are due."""
        from torchquiz.engine.study.reviews import Reviews

        return Reviews(self, self.sessions, self.weak_points.checks)

    @cached_property
    def weak_points(self) -> WeakPoints:
        """The learner's weak points across all lessons."""
        from torchquiz.engine.study.weakness.weak_points import WeakPoints

        return WeakPoints(self)

    def placements(self) -> Placements:
        """Return the placement sessions for the lessons that are currently proven."""
        from torchquiz.engine.study.weakness.placements import Placements

        return Placements(self)

    @property
    def offers_placement(self) -> bool:
        """Whether to offer a placement session.

        A placement session requires several proven lessons, none of which has been started. It is
        offered only if the learner has not taken one before.
        """
        proven = [standing for standing in self.standings if standing.is_complete]
        has_answered = any(one.known.right or one.known.wrong for one in proven)
        is_under_way = any(one.begun or one.finished for one in proven)
        return (
            len(proven) >= LEAST_LESSONS
            and not (has_answered or is_under_way)
            and self._standings.placed is None
        )

    def beliefs(self, lesson_id: str | None = None, at_most: int = 8) -> list[Belief]:
        """Return the misconceptions behind the wrong answers in one lesson, or in all lessons."""
        from torchquiz.engine.study.beliefs import beliefs

        lesson_ids = [lesson_id] if lesson_id else self.lesson_ids
        return beliefs(self.store, lesson_ids, self.lesson, at_most)

    def statistics(self) -> Statistics:
        """Return statistics about all answers, with study days in the local time zone."""
        from torchquiz.engine.progress.statistics import statistics

        return statistics(self.store, self._local_now(), self.settings.day_start)

    def answered_today(self) -> int:
        """Return the number of questions that the learner has answered on this study day."""
        from torchquiz.engine.progress.statistics import answered_today

        return answered_today(self.store, self._local_now(), self.settings.day_start)

    def now(self) -> datetime:
        """Return the current time, timezone-aware."""
        return self._clock()

    @property
    def lesson_ids(self) -> list[str]:
        """The ids of all completely proven lessons, in their order."""
        return self._standings.lesson_ids

    def has(self, lesson_id: str) -> bool:
        """Return whether a lesson can be opened, because its first items have been proven."""
        return self._standings.has(lesson_id)

    def lesson(self, lesson_id: str) -> Lesson:
        """Return a lesson with all parts that were proven when the study was last refreshed.

        Raises:
            TorchquizError: no part of a lesson with this id is proven.
        """
        return self._standings.lesson(lesson_id)

    def lesson_now(self, lesson_id: str) -> Lesson:
        """Return a lesson with all parts that have been proven so far.

        Raises:
            TorchquizError: no part of a lesson with this id is proven, or a proof cannot be read.
        """
        return self._standings.lesson_now(lesson_id)

    def declared(self, lesson: Lesson, name: str) -> Way:
        """Return the proven content of an activity that a lesson declares.

        Raises:
            TorchquizError: the lesson does not declare the activity, or the activity's proof is no
                longer cached.
        """
        if not lesson.has(name):
            raise TorchquizError(f"{lesson.title} has no activity called '{name}'.")
        return self.catalogue.way(lesson, name)

    def start_over(self, lesson_id: str, activity: str) -> None:
        """End the unfinished session of an activity, or go back to its first step.

        Raises:
            StoreError: the disk cannot be written to.
        """
        opened = self.store.unfinished(lesson_id, (activity,))
        if opened is not None:
            self.store.end(opened.id, self.now())
        if self.store.place(lesson_id, activity):
            self.store.keep_place(lesson_id, activity, 0, self.now())
        self.refresh()

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Search lessons, activities and items for some words. The best matches come first."""
        return self.catalogue.search(words, self._standings.entries, limit)

    def report(self, session: Session, comment: str) -> Path:
        """Save a note on the current question, and return the path of the note.

        Notes are saved in a folder next to the progress file.

        Raises:
            StoreError: the disk cannot be written to.
        """
        from torchquiz.engine.study.notes import FOLDER, keep_note

        return keep_note(session, comment, self.store.path.parent / FOLDER, self._clock())

    def start(self) -> bool:
        """Start the worker and the background proof without waiting for them.

        Return whether any lesson has to be proven.

        If no lesson can be opened yet, the worker starts later, because it would delay the proof of
        the first questions.
        """
        is_proving = self.prove()
        if any(standing.lesson for standing in self.standings):
            self.runner.start()
        return is_proving

    def prove(self, first: Path | None = None, begins_with: ActivityName = "practice") -> bool:
        """Start proving the lessons that are not proven on this machine.

        Return whether a proof was started. Lessons whose proof has failed are skipped, except
        `first`. A proof that is already running is replaced only if a lesson must come first.
        Lessons whose proof comes from the release are proven last, if PyTorch is installed.

        Args:
            first: the lesson for which the learner waits; None for the first one.
            begins_with: the activity with which the learner begins that lesson.
        """
        sound = [one for one in self.standings if one.path == first or not one.is_blocked]
        waiting = [standing.path for standing in sound if not standing.is_complete]
        released = [standing.path for standing in sound if standing.is_released]
        released = released if torch_version() else []
        if not waiting:
            return self.prover.start([], released, None, PRACTICE)
        next_path = first if first in waiting else waiting[0]
        beginning = self._beginning(next_path, begins_with)
        has_begun = self.prover.start(waiting, released, first, beginning)
        if has_begun:
            self._standings.mark_as_begun(next_path)
        return has_begun

    def first_items(self, lesson_id: str, activity: ActivityName) -> tuple[str, ...]:
        """Return the ids of the items that come first according to the learner's progress.

        The result is empty if progress does not matter, as in a first practice session.
        """
        from torchquiz.engine.study.first_items import first_items

        return first_items(self.store, lesson_id, activity, self._local_now())

    def is_being_proven(self, lesson_id: str) -> bool:
        """Return whether further parts of a lesson are being proven."""
        return self.prover.is_proving(self.standing(lesson_id).path)

    def lessons_in_proof(self) -> list[str]:
        """Return the ids of the incomplete lessons whose proof is waiting or in progress."""
        paths = [standing.path for standing in self.standings if not standing.is_complete]
        return [lesson_id(path) for path in paths if self.prover.is_proving(path)]

    def reload_incomplete(self) -> None:
        """Load the parts of incomplete lessons that have been proven in the meantime."""
        self._standings.reload_incomplete()

    def hear(self, news: ProofProgress) -> None:
        """Update a lesson's state according to a progress report."""
        self._standings.hear(news)
        if news.is_open:
            self.runner.start()

    def close(self) -> None:
        """Stop the worker and the proof in progress. Finished proofs remain cached."""
        self.prover.stop()
        self.runner.close()

    def _beginning(self, path: Path, activity: ActivityName) -> Beginning:
        """Return what the learner begins with in an unproven lesson.

        Practice opens while an activity that needs all items is still waiting for them.
        """
        if activity in NEEDS_ALL:
            return PRACTICE
        return Beginning(activity, self.first_items(lesson_id(path), activity))

    def _local_now(self) -> datetime:
        """Return the current time in the learner's time zone."""
        return self._clock().astimezone()
