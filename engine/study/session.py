"""A session over some items, of one lesson or of several, the same for every front end.

It deals variants, opens hints, counts tries, keeps time, stores attempts as they happen, and sums
up. A front end shows its state and passes on what the learner does; it decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from torchquiz.engine import grading
from torchquiz.engine.errors import StoreError
from torchquiz.engine.grading.form import AnswerForm, DealtLines, DealtOptions
from torchquiz.engine.grading.grade import Grade, Response, RunJob, Unreadable
from torchquiz.engine.models.proven import Item, Lesson, Variant
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.drafts import Drafts
from torchquiz.engine.progress.store import Attempt, OpenSession, Store
from torchquiz.engine.study.agenda import Agenda, ReadLesson
from torchquiz.engine.study.draw import Draw
from torchquiz.engine.study.rules import FREE, Rules

if TYPE_CHECKING:
    from torchquiz.engine.study.summary import Summary

SAME_ANSWER = Unreadable("You have already tried this answer. Change it first.")
Clock = Callable[[], datetime]
ReadItem = Callable[[Lesson, str], Item]


class Session:
    """What a learner does from opening an activity to ending it, resumed where its attempts end.

    Args:
        opened: the stored session, new or unfinished.
        read_lesson: reads a proven lesson by its id; None when there is none.
        read_item: reads one proven item of a lesson by its id.
        run: reaches the worker, for responses that must be run.
        clock: returns the time, with its zone.
        rules: what the learner may do.

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
        self.opened = opened
        self.rules = rules
        self._read_item = read_item
        self._store = store
        self.run = run
        self.drafts = Drafts(store.path.with_name("drafts"))
        self._clock = clock
        self._draw = Draw(opened.seed)
        self._attempts = store.of_session(opened.id)
        self._agenda = Agenda(opened, read_lesson)
        self._agenda.resume(self._attempts, rules.tries)
        self.lesson: Lesson = self._agenda.first_lesson
        """The lesson of the current item, or of the last one once the session is over."""
        self.tries = 0
        self.grade: Grade | None = None
        self.response: Response | None = None
        self._last: tuple[Response, Grade] | None = None
        self._is_given_up = False
        self._item: Item | None = None
        self.is_out_of_time = False
        """Whether the session ended because its time was up."""
        self.trouble = ""
        """A sentence about what could not be saved yet; empty when all is saved."""
        self._turn_to_next()

    @property
    def total(self) -> int:
        """How many items the session has."""
        return len(self._agenda.items)

    @property
    def items(self) -> tuple[Reference, ...]:
        """The items in the order in which they are dealt."""
        return tuple(self._agenda.items)

    @property
    def number(self) -> int:
        """The current item's place, from 1."""
        return self._agenda.items.index(self._reference) + 1

    @property
    def is_over(self) -> bool:
        """Whether every item was answered, or the time is up."""
        return self._item is None

    @property
    def item(self) -> Item:
        """The current item."""
        assert self._item is not None, "the session is over"
        return self._item

    @property
    def variant(self) -> Variant:
        """The current item with its parameters drawn."""
        return self._variant

    @property
    def form(self) -> AnswerForm[Any]:
        """The form in which the current item is answered."""
        return grading.form_of(self.variant.answer)

    @property
    def options(self) -> DealtOptions:
        """The options in the order to show them; empty where nothing is chosen."""
        return self._draw.options(self.item, self.variant)

    @property
    def lines(self) -> DealtLines:
        """The lines to put in order as they are first shown, which is never a right order."""
        return self._draw.lines(self.item, self.variant)

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints opened so far."""
        return self.variant.hints[: self._hints]

    @property
    def has_hint(self) -> bool:
        """Whether another hint can be opened."""
        return (
            self.rules.has_hints
            and not self.is_over
            and self.grade is None
            and self._hints < len(self.variant.hints)
        )

    @property
    def tries_left(self) -> int | None:
        """How many tries the current item has left; None for as many as the learner likes."""
        return None if self.rules.tries is None else max(0, self.rules.tries - self.tries)

    @property
    def is_settled(self) -> bool:
        """Whether no try is left that would count, so that the learner may go on."""
        return self.grade is not None and (
            self.grade.is_right or self._is_given_up or not self.tries_left
        )

    @property
    def is_key_shown(self) -> bool:
        """Whether the key may be seen; of code, which can be fixed, only when it is asked for."""
        if not self.is_settled or (self.grade and self.grade.is_right) or self._is_given_up:
            return self.is_settled
        return self.tries_left == 0 or self.form.shows_key_after_mistake

    @property
    def can_retry(self) -> bool:
        """Whether the current item can be tried again, though its key was seen."""
        return self.grade is not None and not self.grade.is_right and self.rules.tries is None

    @property
    def can_give_up(self) -> bool:
        """Whether the key can be asked for instead of another try."""
        return self._last is not None and not self.is_over and not self.is_key_shown

    @property
    def seconds_left(self) -> int | None:
        """How long the session may still take, open or not; None without a time limit."""
        if self.rules.seconds is None:
            return None
        elapsed_s = (self._clock() - self.opened.started_at).total_seconds()
        return max(0, min(self.rules.seconds, ceil(self.rules.seconds - elapsed_s)))

    def open_hint(self) -> str | None:
        """Open the next hint, and store that it was opened; None when there is none left."""
        if not self.has_hint:
            return None
        self._hints += 1
        self._try(
            lambda: self._store.keep_hints(
                self.opened.id, self.lesson.id, self.item.id, self._hints
            )
        )
        return self.variant.hints[self._hints - 1]

    def grade_response(self, response: Response) -> Grade | Unreadable:
        """Grade a response, running it where it must be run.

        This changes nothing, so it may be called from any thread.
        """
        if self.rules.tries is not None and self._last and self._last[0] == response:
            return SAME_ANSWER
        return grading.grade(self.variant.answer, response, self.run)

    def record(self, response: Response, grade: Grade) -> None:
        """Store a graded response as an attempt, unless it does not count."""
        if not grade.is_counted:
            return
        self.grade = grade
        self.response = response
        self._last = (response, grade)
        self._catch_up()
        self.tries += 1
        self._attempts.append(self._attempt(response, grade))
        self._try(lambda: self._store.add(self._attempts[-1]))
        if grade.is_right and self.form.starter(self.variant.answer) is not None:
            self.drafts.drop(self.lesson.id, self.item.id, self.variant.name)

    def retry(self) -> None:
        """Try the current item again; the first try has been counted."""
        self.grade = None
        self._is_given_up = False
        if self.rules.tries is None:
            self._last = None
        self._asked_at = self._clock()

    def give_up(self) -> None:
        """Settle the current item by its last try, so that its key may be shown."""
        assert self._last is not None, "nothing was tried"
        self.response, self.grade = self._last
        self._is_given_up = True

    def advance(self) -> None:
        """Go on to the next item that is not done; end the session if there is none, or no time."""
        self._agenda.leave(self._reference)
        self._turn_to_next()

    def keep_time(self) -> bool:
        """End the session if its time is up; return whether it ended that way."""
        if self.seconds_left == 0 and not self.is_over:
            self._item = None
            self.is_out_of_time = True
            self._try(self._end)
        return self.is_out_of_time

    def extend(self, items: Sequence[str]) -> None:
        """Ask more items than were dealt at first.

        Raises:
            StoreError: that cannot be saved.
        """
        self._store.extend(self.opened.id, items)
        self._agenda.extend(items)
        self._turn_to_next()

    def summary(self) -> Summary:
        """Sum up the session so far."""
        from torchquiz.engine.study.results import summed_up

        items, badge = self._agenda.items, self.rules.badge
        return summed_up(
            items, self._attempts, self._look_up, badge, is_out_of_time=self.is_out_of_time
        )

    @property
    def _reference(self) -> Reference:
        return Reference(self.lesson.id, self.item.id)

    def _turn_to_next(self) -> None:
        self.grade = self.response = self._last = self._item = None
        self._is_given_up = False
        following = self._agenda.next()
        if following is None:
            self._try(self._end)
        else:
            self._take_up(following)
            self.keep_time()

    def _take_up(self, item: Reference) -> None:
        """Ask an item, again where it was left after a try."""
        self.lesson = self._agenda.lesson(item)
        self._item = self._read_item(self.lesson, item.item)
        self._variant = self._draw.variant(self._item)
        self._hints = 0
        self._catch_up()
        self._asked_at = self._clock()

    def _catch_up(self) -> None:
        """Read what is stored of the current item.

        Another app may have asked it, or this one before it was left or killed.
        """
        with suppress(StoreError):
            self._attempts = self._store.of_session(self.opened.id)
            self._hints = max(
                self._hints, self._store.hints(self.opened.id, self.lesson.id, self.item.id)
            )
        earlier = [
            attempt
            for attempt in self._attempts
            if (attempt.lesson, attempt.item) == self._reference
        ]
        self.tries = len(earlier)
        self._hints = max([self._hints, *(attempt.hints for attempt in earlier)])

    def _end(self) -> None:
        from torchquiz.engine.study.results import result_to_keep

        self._store.flush()
        if self.rules.is_finished_by_items and self._attempts:
            self._store.finish(
                self.opened.lesson,
                self.opened.way,
                self._clock(),
                result_to_keep(self.opened.way, self.summary()),
            )
        self._store.end(self.opened.id, self._clock())

    def _look_up(self, item: Reference) -> tuple[Variant, Lesson]:
        lesson = self._agenda.lesson(item)
        return self._draw.variant(self._read_item(lesson, item.item)), lesson

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
            elapsed_ms=(now - self._asked_at).total_seconds() * 1000,
            at=now,
        )

    def _try(self, save: Callable[[], None]) -> None:
        try:
            save()
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)
