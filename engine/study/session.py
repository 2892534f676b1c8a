"""A session with items from one or several lessons, used by all front ends.

A session chooses variants, opens hints, counts tries, keeps time, saves each attempt immediately,
and summarises the results. A front end displays the state of the session and passes on the
learner's actions, but makes no decisions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from torchquiz.engine import grading
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.models.proven import Item, Lesson, Variant
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.drafts import Drafts
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.progress.stored_sessions import OpenSession
from torchquiz.engine.study.agenda import Agenda, ReadLesson
from torchquiz.engine.study.current_item import CurrentItem
from torchquiz.engine.study.draw import Draw
from torchquiz.engine.study.rules import FREE, Rules
from torchquiz.engine.study.session_record import SessionRecord

if TYPE_CHECKING:
    from torchquiz.engine.study.growth import Growth
    from torchquiz.engine.study.summary import Summary

SAME_ANSWER = Unreadable("You have already tried this answer. Change it first.")
Clock = Callable[[], datetime]
ReadItem = Callable[[Lesson, str], Item]


class Session(CurrentItem):
    """A learner's work in one activity, from start to end.

    After an interruption, the session resumes after its last attempt.

    Args:
        opened: the stored session, new or unfinished.
        read_lesson: a function that returns the proven lesson with a given id, or None if there is
            none.
        read_item: a function that returns the proven item with a given id in a lesson.
        store: the learner's progress.
        run: a function that runs a job in the worker, to grade responses that contain code.
        clock: a function that returns the current time, timezone-aware.
        rules: the limits of the session.

    Raises:
        TorchquizError: none of the session's lessons is available.
    """

    def __init__(
        self,
        opened: OpenSession,
        read_lesson: ReadLesson,
        read_item: ReadItem,
        store: Store,
        run: RunJob,
        clock: Clock,
        rules: Rules = FREE,
    ) -> None:
        super().__init__(Draw(opened.seed), rules)
        self.opened = opened
        self.run = run
        self.drafts = Drafts(store.path.with_name("drafts"))
        """The learner's code for items that ask for code."""
        self.begun_answers = Drafts(self.drafts.folder, ".json")
        """Answers that the learner has begun but not submitted."""
        self._read_item = read_item
        self._store = store
        self._clock = clock
        self._record = SessionRecord(opened, store)
        self._agenda = Agenda(opened, read_lesson)
        self._agenda.resume(self._record.attempts, rules.tries)
        self.lesson: Lesson = self._agenda.first_lesson
        """The lesson of the current item or, once the session is over, of the last item."""
        self.is_out_of_time = False
        """Whether the session ended because its time was up."""
        self.growth: Growth | None = None
        """The items still to be added; None unless the lesson was being proven at the start."""
        self._turn_to_next()

    @property
    def total(self) -> int:
        """The number of items in the session."""
        return len(self._agenda.items)

    @property
    def items(self) -> tuple[Reference, ...]:
        """The items in the order in which they were dealt."""
        return tuple(self._agenda.items)

    @property
    def number(self) -> int:
        """The position of the current item in the session, counted from 1."""
        return self._agenda.items.index(self._reference) + 1

    @property
    def trouble(self) -> str:
        """A sentence that says what could not be saved yet.

        It is empty when everything is saved.
        """
        return self._record.trouble

    @property
    def seconds_left(self) -> int | None:
        """The number of seconds left until the time limit, or None if there is no limit.

        Time also passes while the session is closed.
        """
        if self.rules.seconds is None:
            return None
        elapsed_s = (self._clock() - self.opened.started_at).total_seconds()
        return max(0, min(self.rules.seconds, ceil(self.rules.seconds - elapsed_s)))

    def open_hint(self) -> str | None:
        """Open and return the next hint, or return None if no hint is left.

        The number of open hints is saved.
        """
        if not self.has_hint:
            return None
        self._hints += 1
        self._record.save_hints(self._reference, self._hints)
        return self.variant.hints[self._hints - 1]

    def grade_response(self, response: Response) -> Grade | Unreadable:
        """Grade a response, running it as code if its answer form requires that.

        The session does not change, so this method may be called from any thread.
        """
        if self.rules.tries is not None and self._last and self._last[0] == response:
            return SAME_ANSWER
        return grading.grade(self.variant.answer, response, self.run)

    def record(self, response: Response, grade: Grade) -> None:
        """Save a graded response as an attempt, unless it does not count."""
        if not grade.is_counted:
            return
        self.grade = grade
        self.response = response
        self._last = (response, grade)
        self._catch_up()
        self.tries += 1
        self._record.add(self._attempt(response, grade))
        self._drop_drafts(grade)

    def retry(self) -> None:
        """Let the learner try the current item again. Earlier tries still count."""
        self.grade = None
        self._is_given_up = False
        if self.rules.tries is None:
            self._last = None
        self._asked_at = self._clock()

    def advance(self) -> None:
        """Move to the next unfinished item, or end the session if no item or no time is left."""
        self._agenda.leave(self._reference)
        self._turn_to_next()

    @property
    def can_skip(self) -> bool:
        """Whether the learner can leave the current item for later."""
        return not self.is_over and not self.tries and self._agenda.has_other(self._reference)

    def skip(self) -> None:
        """Skip the current item without grading it. The item comes back after the others."""
        self._agenda.postpone(self._reference)
        self._turn_to_next()

    @property
    def can_undo(self) -> bool:
        """Whether the learner can undo the latest answer.

        Answers cannot be undone in activities whose outcome depends on them, such as a test.
        """
        if self.is_over or self.grade is None or self.rules.is_finished_by_items:
            return False
        return self.tries > 0

    def undo(self) -> None:
        """Withdraw the latest answer, so that it no longer counts.

        The item comes back after the others, as a different variant if it has several.
        """
        item = self._reference
        if self._record.withdraw(item, self._clock()):
            self._agenda.postpone(item)
            self._turn_to_next()

    @property
    def can_end(self) -> bool:
        """Whether the learner can end the session before its last item."""
        return not self.is_over

    def end_early(self) -> None:
        """End the session permanently. The answers given so far count; the other items do not."""
        self._item = None
        self._record.end(self._clock(), lambda: None)

    def record_unknown(self) -> None:
        """Record that the learner does not know the answer, which counts as a miss."""
        response = self.form.empty_response(self.variant.answer, self.lines)
        cells = (False,) * len(response.texts) if isinstance(response, Entered) else ()
        self.record(response, Grade("wrong", cells=cells, is_unknown=True))
        self.give_up()

    def keep_time(self) -> bool:
        """End the session if its time is up, and return whether it has ended for that reason."""
        if self.seconds_left == 0 and not self.is_over:
            self._item = None
            self.is_out_of_time = True
            self._end()
        return self.is_out_of_time

    def extend(self, items: Sequence[str]) -> None:
        """Add items to the session, and continue with the first unfinished item.

        Raises:
            StoreError: the new items cannot be saved.
        """
        self._store.extend(self.opened.id, items)
        self._agenda.extend(items)
        self._turn_to_next()

    def summary(self) -> Summary:
        """Summarise the results of the session so far."""
        from torchquiz.engine.study.results import summarise

        return summarise(
            self._agenda.items,
            self._record.attempts,
            self._look_up,
            self.rules.badge,
            is_out_of_time=self.is_out_of_time,
        )

    @property
    def _reference(self) -> Reference:
        return Reference(self.lesson.id, self.item.id)

    @property
    def has_more(self) -> bool:
        """Whether there is an item to ask after the current one."""
        if self.is_over:
            return self._agenda.next() is not None
        return self._agenda.has_other(self._reference)

    @property
    def must_wait(self) -> bool:
        """Whether the session would end now only because its next item is still being proven.

        Front ends then wait before they call `advance`.
        """
        if self.growth is None or self.is_over:
            return False
        self._add_proven_items()
        return not self.has_more and self.growth.is_under_way(self)

    def _add_proven_items(self) -> None:
        """Add any items that have been proven since the session began."""
        if self.growth is None:
            return
        # A session without them is better than none.
        with suppress(TorchquizError):
            if items := self.growth.more(self):
                self._store.extend(self.opened.id, items)
                self._agenda.extend(items)

    def _turn_to_next(self) -> None:
        self._add_proven_items()
        self._clear()
        following = self._agenda.next()
        if following is None:
            self._end()
        else:
            self._ask(following)
            self.keep_time()

    def _ask(self, item: Reference) -> None:
        """Make an item the current one, and restore its saved tries and hints."""
        self.lesson = self._agenda.lesson(item)
        self._item = self._read_item(self.lesson, item.item)
        self._variant = self._draw.variant(self._item, self._record.withdrawn(item))
        self._hints = 0
        self._catch_up()
        self._asked_at = self._clock()

    def _catch_up(self) -> None:
        """Load the tries and hints that are saved for the current item.

        They may have been saved by another running app, or by this app before it was closed or
        killed.
        """
        self._record.refresh()
        self.tries = self._record.tries(self._reference)
        self._hints = max(self._hints, self._record.hints(self._reference))

    def _drop_drafts(self, grade: Grade) -> None:
        """Delete the answer that was submitted, unless it is wrong code, which can be corrected."""
        place = self.lesson.id, self.item.id, self.variant.name
        self.begun_answers.drop(*place)
        if grade.is_right and self.form.starter(self.variant.answer) is not None:
            self.drafts.drop(*place)

    def _end(self) -> None:
        self._record.end(self._clock(), self._result)

    def _result(self) -> dict[str, object] | None:
        """Return the result to save, or None if this session does not complete its activity."""
        from torchquiz.engine.study.results import result_to_store

        if self.rules.is_finished_by_items and self._record.attempts:
            return result_to_store(self.opened.way, self.summary())
        return None

    def _look_up(self, item: Reference) -> tuple[Variant, Lesson]:
        lesson = self._agenda.lesson(item)
        read = self._read_item(lesson, item.item)
        return self._draw.variant(read, self._record.withdrawn(item)), lesson

    def _attempt(self, response: Response, grade: Grade) -> Attempt:
        now = self._clock()
        return Attempt(
            session_id=self.opened.id,
            lesson=self.lesson.id,
            item=self.item.id,
            kind=self.item.kind,
            level=self.item.level,
            params=self.variant.params,
            proof=self.item.proof,
            torch=self.lesson.torch,
            try_number=self.tries,
            hints=self._hints,
            response=json.dumps(self.form.stored_texts(self.variant.answer, response)),
            verdict=grade.verdict,
            credit=grade.credit,
            misconception=grade.misconception,
            # The clock may have been set back since the question was asked.
            elapsed_ms=max(0.0, (now - self._asked_at).total_seconds() * 1000),
            at=now,
        )
