"""Runs a drill: prepares questions in advance, keeps time and score, and saves the result.

A thread prepares the next question and runs its code while the learner answers the current one, so
that the learner does not have to wait.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from msgspec import Struct

from torchquiz.engine import grading
from torchquiz.engine.drills.drawn import DrawnQuestion, draw_question
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import Entered, Grade, Unreadable
from torchquiz.engine.models.drills import Drill
from torchquiz.engine.progress.drill_runs import DrillRun, add_run, drill_runs

if TYPE_CHECKING:
    from torchquiz.engine.models.proven import Lesson
    from torchquiz.engine.study.session import Clock
    from torchquiz.engine.study.study import Study


class DrillEntry(Struct, frozen=True):
    """A drill in a list of drills, together with the learner's earlier results."""

    lesson: str
    lesson_title: str
    drill: Drill
    runs: tuple[DrillRun, ...]
    """The finished runs, oldest first."""


def drill_entries(study: Study, lesson_id: str = "") -> list[DrillEntry]:
    """Return the drills of one proven lesson, or of all proven lessons if the id is empty."""
    lessons = [study.lesson(name) for name in ([lesson_id] if lesson_id else study.lesson_ids)]
    return [_entry(study, lesson, drill) for lesson in lessons for drill in lesson.drills]


def _entry(study: Study, lesson: Lesson, drill: Drill) -> DrillEntry:
    runs = drill_runs(study.store, lesson.id, drill.id)
    return DrillEntry(lesson.id, lesson.title, drill, tuple(runs))


class Drilling:
    """A drill that a learner is doing.

    Args:
        study: the study, which provides the worker, the clock, the seeds and the learner's
            progress.
        entry: the drill.
    """

    def __init__(self, study: Study, entry: DrillEntry) -> None:
        self.entry = entry
        self._store = study.store
        self._run_job = study.runner.run
        self._clock: Clock = study.now
        self._random = Random(study.draw_seed())
        self._threads = ThreadPoolExecutor(1)
        self._last_drawn = ""
        self._elapsed_s = 0.0
        self._asked_at: datetime | None = None
        self.question: DrawnQuestion | None = None
        """The question on the screen, or None before the first one."""
        self.grade: Grade | None = None
        """The grade of the current question, or None until it is answered."""
        self.right = 0
        self.answered = 0
        self._following = self._draw_ahead()

    def next_question(self) -> DrawnQuestion:
        """Wait for the next question, and start to prepare the one after it.

        This method blocks, so call it in a thread. The clock starts with `ask`.

        Raises:
            TorchquizError: no question can be drawn, or PyTorch cannot run.
        """
        question = self._following.result()
        if question is None:
            raise TorchquizError(
                f"No question for “{self.entry.drill.title}” can be generated."
                " Run `torchquiz check` to see why."
            )
        self._following = self._draw_ahead()
        return question

    def ask(self, question: DrawnQuestion) -> None:
        """Ask a question and start the clock."""
        self.question, self.grade = question, None
        self._asked_at = self._clock()

    def answer(self, text: str) -> Grade | Unreadable:
        """Grade an answer, and stop the clock unless the answer could not be parsed."""
        assert self.question is not None
        grade = grading.grade(self.question.answer, Entered((text,)), self._run_job)
        if isinstance(grade, Unreadable):
            return grade
        self._stop_clock()
        self.grade = grade
        self.answered += 1
        self.right += grade.is_right
        return grade

    def give_up(self) -> None:
        """Count the current question as missed, and stop the clock."""
        self._stop_clock()
        self.grade = Grade("wrong", is_unknown=True)
        self.answered += 1

    @property
    def seconds_left(self) -> int:
        """The number of seconds left, rounded. Time passes only while a question is unanswered."""
        spent = self._elapsed_s + self._current_s
        return max(0, round(self.entry.drill.seconds - spent))

    @property
    def is_over(self) -> bool:
        """Whether the time is up. A question that has been asked can still be answered."""
        return self.grade is not None and self.seconds_left == 0

    def finish(self) -> DrillRun:
        """Save the result of the drill and return it.

        Raises:
            StoreError: the disk cannot be written to.
        """
        run = self.run
        add_run(self._store, run)
        return run

    @property
    def run(self) -> DrillRun:
        """The result of the drill so far."""
        entry = self.entry
        return DrillRun(
            entry.lesson, entry.drill.id, self.right, self.answered, self._elapsed_s, self._clock()
        )

    def close(self) -> None:
        """Stop preparing questions."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def _current_s(self) -> float:
        """The number of seconds since the current question was asked.

        It is 0 while the clock is stopped.
        """
        if self._asked_at is None:
            return 0.0
        return max(0.0, (self._clock() - self._asked_at).total_seconds())

    def _stop_clock(self) -> None:
        self._elapsed_s += self._current_s
        self._asked_at = None

    def _draw_ahead(self) -> Future[DrawnQuestion | None]:
        return self._threads.submit(self._draw)

    def _draw(self) -> DrawnQuestion | None:
        """Draw a question. If it is the same as the previous one, draw once more."""
        drill = self.entry.drill
        drawn = draw_question(drill, self._random, self._run_job)
        if drawn is not None and drawn.snippet == self._last_drawn:
            drawn = draw_question(drill, self._random, self._run_job)
        self._last_drawn = drawn.snippet if drawn else ""
        return drawn
