"""The sessions in which a learner takes the placement, and the results of these sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.study.activities import rules_of
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.weakness.adaptive import AdaptiveSession
from torchquiz.engine.study.weakness.focus import chance_of
from torchquiz.engine.study.weakness.placement import (
    QUESTIONS,
    PlacementAnswer,
    PlacementItem,
    choose_question,
    distribution,
    lesson_to_begin,
)

if TYPE_CHECKING:
    from torchquiz.engine.study.study import Study

QUICK_FORMS = ("choose", "typed")
"""The answer forms that a placement uses, because they are answered quickly."""


class PlacedLesson(Struct, frozen=True):
    """A lesson of the course, with its result in the placement."""

    id: str
    title: str
    right: int
    asked: int
    known: float
    """The probability that the learner knows this lesson and all those before it."""


class Placement(Struct, frozen=True):
    """The result of a placement."""

    lessons: tuple[PlacedLesson, ...]
    """The lessons in the order of the course."""
    begin: PlacedLesson | None
    """The lesson with which to begin, or None if the learner knows all lessons."""


class Placements:
    """The object that starts and resumes placement sessions, and computes their results."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._lessons = [study.lesson(name) for name in study.lesson_ids]
        self._items = [
            _placement_item(position, lesson, head_id)
            for position, lesson in enumerate(self._lessons)
            for head_id in _quick_items(lesson)
        ]

    def session(self) -> Session:
        """Resume the unfinished placement, or begin a new one.

        Raises:
            TorchquizError: the lessons have no suitable questions, or progress cannot be saved.
        """
        study = self._study
        opened = study.store.unfinished("", ("placement",))
        if opened is None:
            first = choose_question(len(self._lessons), self._items, ())
            if first is None:
                raise TorchquizError("No proven lesson has questions for a placement yet.")
            opened = study.sessions.begin("", "placement", [str(first.item)])
        return PlacementSession(
            self,
            min(QUESTIONS, len(self._items)),
            self._choose,
            *study.sessions.arguments(opened, rules_of("placement")),
        )

    def result(self, session: Session) -> Placement:
        """Return the result of a placement session."""
        answers = self._answers(session)
        probabilities = distribution(len(self._lessons), answers)
        placed = tuple(
            _placed(position, lesson, answers, probabilities)
            for position, lesson in enumerate(self._lessons)
        )
        position = lesson_to_begin(len(self._lessons), answers)
        return Placement(placed, placed[position] if position < len(placed) else None)

    def _choose(self, session: Session) -> Reference | None:
        chosen = choose_question(len(self._lessons), self._items, self._answers(session))
        return chosen.item if chosen else None

    def _answers(self, session: Session) -> list[PlacementAnswer]:
        by_item = {item.item: item for item in self._items}
        return [
            PlacementAnswer(by_item[result.item], result.is_right)
            for result in session.summary().results
            if result.item in by_item
        ]


class PlacementSession(AdaptiveSession):
    """A placement session. Its saved result includes the lesson with which to begin."""

    def __init__(self, placements: Placements, *arguments: object) -> None:
        self._placements = placements
        super().__init__(*arguments)  # type: ignore[arg-type]

    def _result(self) -> dict[str, object] | None:
        """Return the result to save: the score and, if there is one, the lesson to begin with."""
        score = super()._result()
        if score is None:
            return None
        begin = self._placements.result(self).begin
        return score | {"begin": begin.id if begin else ""}


def _quick_items(lesson: Lesson) -> list[str]:
    return [head.id for head in lesson.items if head.form in QUICK_FORMS]


def _placement_item(position: int, lesson: Lesson, item: str) -> PlacementItem:
    head = next(head for head in lesson.items if head.id == item)
    return PlacementItem(Reference(lesson.id, item), position, head.level, chance_of(head))


def _placed(
    position: int,
    lesson: Lesson,
    answers: Sequence[PlacementAnswer],
    probabilities: Sequence[float],
) -> PlacedLesson:
    own = [answer for answer in answers if answer.asked.lesson == position]
    right = sum(answer.is_right for answer in own)
    known = sum(probabilities[position + 1 :])
    return PlacedLesson(lesson.id, lesson.title, right, len(own), known)
