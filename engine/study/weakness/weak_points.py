"""Lists a learner's weak points across all lessons, and starts sessions that practise them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import LEVELS, Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.focuses import add_focus, focus_of
from torchquiz.engine.progress.statistics import FirstTries, first_tries_by
from torchquiz.engine.study.activities import rules_of
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.standing import still_checked
from torchquiz.engine.study.weakness.adaptive import AdaptiveSession
from torchquiz.engine.study.weakness.focus import (
    Focus,
    candidates,
    read_focus,
    stored_focus,
)
from torchquiz.engine.study.weakness.next_item import next_item
from torchquiz.engine.study.weakness.records import (
    TO_OVERCOME,
    MisconceptionRecord,
    read_answers,
    records,
)

if TYPE_CHECKING:
    from torchquiz.engine.progress.stored_sessions import OpenSession
    from torchquiz.engine.study.study import Study

MET_TWICE = 2
"""Number of answers that must reveal a misconception before practice on it is offered."""
MOST_CHECKS = 2
"""The maximum number of misconceptions that a review checks."""


class WeakPoint(Struct, frozen=True):
    """An entry in the list of what can be practised, such as a misconception or a level."""

    focus: Focus
    title: str
    tries: FirstTries | None = None
    """For a level or kind of item, the counts of first tries at its items."""
    record: MisconceptionRecord | None = None
    """For a misconception, the record of the learner's answers about it."""


class Offer(Struct, frozen=True):
    """An offer of items with which to practise a misconception that was revealed repeatedly."""

    record: MisconceptionRecord
    items: tuple[str, ...]
    """Up to three items, as `lesson/item`."""


class WeakPoints:
    """The object that lists the learner's weak points, and starts sessions to practise them."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def records(self) -> dict[str, MisconceptionRecord]:
        """Return a record for each misconception that the items of all lessons can reveal."""
        return records(self._lessons(), read_answers(self._study.store))

    def met(self) -> list[MisconceptionRecord]:
        """Return the misconceptions that were revealed, open ones first and overcome ones last.

        Among those in the same state, the most frequent come first.
        """
        order = ("open", "unchecked", "overcome")
        met = [record for record in self.records().values() if record.times]
        return sorted(met, key=lambda one: (order.index(one.state), -one.times, one.name))

    def listed(self) -> list[WeakPoint]:
        """Return everything that can be practised.

        This is one entry for all weak points together, and one for each level, each kind of item,
        and each misconception that was revealed.
        """
        points = [WeakPoint(Focus(), "Your weak points in all lessons")]
        points += [
            WeakPoint(Focus("misconception", record.name), record.text, record=record)
            for record in self.met()
            if record.text
        ]
        levels = first_tries_by(self._study.store, "level")
        points += [
            WeakPoint(Focus("level", level), f"Level: {level}", levels.get(level, FirstTries(0, 0)))
            for level in LEVELS
        ]
        kinds = first_tries_by(self._study.store, "kind")
        weakest_first = sorted(kinds.items(), key=lambda pair: (pair[1].proportion, pair[0]))
        points += [
            WeakPoint(Focus("kind", kind), f"Kind: {kind}", tries)
            for kind, tries in weakest_first
            if any(head.kind == kind for lesson in self._lessons() for head in lesson.items)
        ]
        return points

    def session(self, focus: Focus | None = None) -> Session:
        """Begin a session with a focus.

        Without a focus, resume the unfinished session or, if there is none, begin one about all
        weak points.

        Raises:
            TorchquizError: nothing can be practised, or progress cannot be saved.
        """
        study = self._study
        if focus is None:
            opened = study.store.unfinished("", ("focus",))
            if opened is not None:
                return self._resumed(opened)
            focus = Focus()
        first = self._choose(focus, ())
        if first is None:
            nothing = "There is nothing to practise here yet."
            raise TorchquizError(f"{nothing} {still_checked(study.standings)}".strip())
        opened = study.sessions.begin("", "focus", [str(first)])
        add_focus(study.store, opened.id, stored_focus(focus))
        return self._resumed(opened)

    def offer(self, session: Session) -> Offer | None:
        """Return an offer to practise a misconception that was revealed at least twice.

        The misconception must have been revealed by an answer in this session. Return None if
        none was, or if no item helps to practise it.
        """
        revealed = {result.misconception for result in session.summary().results}
        met = [record for record in self.met() if record.name in revealed and record.text]
        for record in met:
            if record.state == "open" and record.times >= MET_TWICE:
                items = self._others(record, session.items)
                if items:
                    return Offer(record, tuple(map(str, items)))
        return None

    def focus_on(self, lesson_id: str, item: str, words: str) -> Focus:
        """Return the focus for practice after a search for `words` has found an item.

        The focus is the misconception whose text contains the words or, if there is none, the
        item's first misconception. If the item cannot reveal any misconception, the focus is the
        item's kind.
        """
        lesson = self._study.lesson(lesson_id)
        head = next(head for head in lesson.items if head.id == item)
        plain_words = words.strip("… ").replace("`", "")
        for name in head.misconceptions:
            if plain_words and plain_words in lesson.misconceptions.get(name, "").replace("`", ""):
                return Focus("misconception", name)
        if head.misconceptions:
            return Focus("misconception", head.misconceptions[0])
        return Focus("kind", head.kind)

    def practise_offer(self, items: Sequence[str]) -> Session:
        """Begin a session with exactly these items.

        Raises:
            StoreError: progress cannot be saved.
        """
        opened = self._study.sessions.begin("", "focus", items)
        return self._study.sessions.resumed(opened, rules_of("focus"))

    def checks(self, now: datetime) -> list[str]:
        """Return an item, as `lesson/item`, for each misconception that is due to be checked."""
        due = [record for record in self.records().values() if record.is_check_due(now)]
        due.sort(key=lambda record: (-record.times, record.name))
        chosen: list[str] = []
        for record in due[:MOST_CHECKS]:
            others = [item for item in record.items if item not in record.right_since]
            chosen.append(str((others or record.items)[0]))
        return list(dict.fromkeys(chosen))

    def title(self, session: Session) -> str:
        """Return a title that says what a session practises."""
        focus = self._focus(session.opened) or Focus()
        if focus.kind == "misconception":
            record = self.records().get(focus.value)
            return f"“{record.text}”" if record and record.text else "a misconception"
        return f"{focus.kind} {focus.value}" if focus.value else "your weak points"

    def _others(self, record: MisconceptionRecord, asked: Sequence[Reference]) -> list[Reference]:
        """Return up to three items that can reveal a misconception.

        Items answered correctly since the misconception was last revealed are left out. Items that
        have not been asked yet come first.
        """
        items = [item for item in record.items if item not in record.right_since]
        return sorted(items, key=lambda item: item in asked)[:TO_OVERCOME]

    def _resumed(self, opened: OpenSession) -> Session:
        study = self._study
        focus = self._focus(opened)
        if focus is None:
            return study.sessions.resumed(opened, rules_of("focus"))
        size = study.settings.sitting
        available = len(candidates(self._lessons(), focus, ()))
        return AdaptiveSession(
            min(size, available),
            lambda session: self._choose(focus, session.items),
            *study.sessions.arguments(opened, rules_of("focus")),
        )

    def _focus(self, opened: OpenSession) -> Focus | None:
        """Return the focus of a session, or None if its items were all chosen at the beginning."""
        text = focus_of(self._study.store, opened.id)
        return read_focus(text) if text else None

    def _choose(self, focus: Focus, asked: Sequence[Reference]) -> Reference | None:
        lessons, answers = self._lessons(), read_answers(self._study.store)
        return next_item(lessons, answers, records(lessons, answers), focus, asked)

    def _lessons(self) -> list[Lesson]:
        return [self._study.lesson(name) for name in self._study.lesson_ids]
