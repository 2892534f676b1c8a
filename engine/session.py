"""A session: one sitting over some items of a lesson, the same for every front end.

It deals variants, opens hints, grades responses, stores attempts as they happen, and sums up. A front end shows what it says and
passes on what the learner does; it decides nothing.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import answers
from engine.answers.grade import Chosen, Grade, Rated, Response, RunJob, Unreadable
from engine.errors import StoreError
from engine.models.answers import Choose, Option, Write
from engine.models.proven import Item, Lesson, Variant
from engine.progress.drafts import Drafts
from engine.progress.store import Attempt, OpenSession, Store

Clock = Callable[[], datetime]
ReadItem = Callable[[str], Item]


@dataclass(frozen=True, slots=True)
class Answered:
    """How an item went: its first try decides, later tries are practice."""

    item: str
    stem: str
    is_right: bool
    tries: int
    hints: int
    misconception: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to."""

    answered: tuple[Answered, ...]
    elapsed_s: float

    @property
    def right(self) -> int:
        """How many items were right at the first try."""
        return sum(one.is_right for one in self.answered)

    @property
    def missed(self) -> tuple[Answered, ...]:
        """The items that were wrong at the first try."""
        return tuple(one for one in self.answered if not one.is_right)


class Session:
    """One sitting, resumed where its attempts end.

    Args:
        lesson: the proven lesson.
        opened: the stored session, new or unfinished.
        read_item: reads one proven item of the lesson by its id.
        run: reaches the worker, for responses that must be run.
        clock: tells the time, with its zone.
    """

    def __init__(self, lesson: Lesson, opened: OpenSession, read_item: ReadItem, store: Store, run: RunJob, clock: Clock) -> None:
        self.lesson = lesson
        self.opened = opened
        self._read_item = read_item
        self._store = store
        self.run = run
        self.drafts = Drafts(store.path.with_name("drafts"))
        self._clock = clock
        self._known = {head.id for head in lesson.items}
        self._items = [item for item in opened.items if item in self._known]
        self._attempts = store.of_session(opened.id)
        self._done = {attempt.item for attempt in self._attempts}
        self.tries = 0
        self.grade: Grade | None = None
        self.response: Response | None = None
        self._item: Item | None = None
        self.trouble = ""
        """A sentence about an attempt that could not be saved yet; empty when all is saved."""
        self._turn_to_next()

    @property
    def total(self) -> int:
        """How many items the session has."""
        return len(self._items)

    @property
    def number(self) -> int:
        """The current item's place, from 1."""
        return self._items.index(self.item.id) + 1

    @property
    def is_over(self) -> bool:
        """Whether every item was answered."""
        return self._item is None

    @property
    def item(self) -> Item:
        """The item at hand."""
        assert self._item is not None, "the session is over"
        return self._item

    @property
    def variant(self) -> Variant:
        """The item at hand with its parameters drawn."""
        return self._variant

    @property
    def options(self) -> tuple[tuple[int, Option], ...]:
        """The options in the order to show them, each with its index in the item; empty for a typed answer."""
        answer = self.variant.answer
        if not isinstance(answer, Choose):
            return ()
        ranked = sorted(enumerate(answer.options), key=lambda pair: self._rank("option", self.item.id, pair[1].text))
        if {option.text for option in answer.options} == {"True", "False"}:
            ranked.sort(key=lambda pair: pair[1].text != "True")
        return tuple(ranked)

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints opened so far."""
        return self.variant.hints[: self._hints]

    @property
    def has_hint(self) -> bool:
        """Whether another hint can be opened."""
        return self.grade is None and self._hints < len(self.variant.hints)

    def open_hint(self) -> str | None:
        """Open the next hint; None when there is none left."""
        if not self.has_hint:
            return None
        self._hints += 1
        return self.variant.hints[self._hints - 1]

    def judge(self, response: Response) -> Grade | Unreadable:
        """Grade a response, running it where it must be run; touches nothing, so it may be called from any thread."""
        return answers.grade(self.variant.answer, response, self.run)

    def record(self, response: Response, grade: Grade) -> None:
        """Store a graded response as an attempt; one that is not counted leaves no trace."""
        if grade.verdict == "uncounted":
            return
        self.grade = grade
        self.response = response
        self.tries += 1
        self._save(self._attempt(response, grade))
        if grade.is_right and isinstance(self.variant.answer, Write):
            self.drafts.drop(self.lesson.id, self.item.id, self.variant.name)

    def retry(self) -> None:
        """Try the item at hand again; the first try has been counted."""
        self.grade = None
        self._asked_at = self._clock()

    def advance(self) -> None:
        """Go on to the next item that has no attempt yet; end the session when there is none."""
        self._done.add(self.item.id)
        self._turn_to_next()

    def summary(self) -> Summary:
        """What the session came to so far."""
        by_item: dict[str, list[Attempt]] = {}
        for attempt in self._attempts:
            by_item.setdefault(attempt.item, []).append(attempt)
        answered = tuple(self._answered(item, by_item[item]) for item in self._items if item in by_item)
        return Summary(answered, sum(attempt.elapsed_ms for attempt in self._attempts) / 1000)

    def _answered(self, item: str, tries: Sequence[Attempt]) -> Answered:
        first = tries[0]
        stem = self._drawn(self._read_item(item)).stem
        return Answered(item, stem, first.verdict == "right", len(tries), max(one.hints for one in tries), first.misconception)

    def _turn_to_next(self) -> None:
        self._hints = 0
        self.tries = 0
        self.grade = None
        self.response = None
        self._item = None
        left = [item for item in self._items if item not in self._done]
        if left:
            self._item = self._read_item(left[0])
            self._variant = self._drawn(self._item)
            self._asked_at = self._clock()
        else:
            self._end()

    def _end(self) -> None:
        try:
            self._store.flush()
            self._store.end(self.opened.id, self._clock())
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)

    def _drawn(self, item: Item) -> Variant:
        """The variant whose rank is lowest, so that one more or one fewer hardly ever deals another."""
        return min(item.variants, key=lambda variant: self._rank("variant", item.id, json.dumps(variant.params, sort_keys=True)))

    def _rank(self, *words: str) -> bytes:
        return hashlib.sha256("\0".join((str(self.opened.seed), *words)).encode()).digest()

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
            response=self._worded(response),
            verdict=grade.verdict,
            credit=grade.credit,
            misconception=grade.misconception,
            elapsed_ms=(now - self._asked_at).total_seconds() * 1000,
            at=now,
        )

    def _worded(self, response: Response) -> str:
        """What the learner gave, in words that outlive the item's order of options."""
        answer = self.variant.answer
        if isinstance(response, Chosen) and isinstance(answer, Choose):
            return json.dumps([answer.options[pick].text for pick in response.picks])
        if isinstance(response, Rated):
            return json.dumps([response.rating])
        assert not isinstance(response, Chosen)
        return json.dumps(list(response.texts))

    def _save(self, attempt: Attempt) -> None:
        self._attempts.append(attempt)
        try:
            self._store.add(attempt)
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)
