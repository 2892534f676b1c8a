"""Chooses the next item of a session that practises weak points."""

from collections.abc import Collection, Mapping, Sequence

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.study.weakness.estimate import PRIOR, Candidate, RecentAnswer, choose
from torchquiz.engine.study.weakness.focus import Focus, candidates, chance_of
from torchquiz.engine.study.weakness.records import Answered, MisconceptionRecord

RECENT = 12
"""The number of latest answers from which the learner's ability is estimated."""


def next_item(
    lessons: Sequence[Lesson],
    answers: Sequence[Answered],
    known: Mapping[str, MisconceptionRecord],
    focus: Focus,
    asked: Collection[Reference],
) -> Reference | None:
    """Return the item that is most useful to ask next, or None if no item is left.

    Args:
        lessons: the proven lessons.
        answers: the first tries at their items, oldest first.
        known: a record for each misconception, by name.
        focus: the misconception, level or kind of item to practise.
        asked: the items that were already asked in this session.
    """

    def doubts_about(candidate: Candidate) -> list[float]:
        names = [name for name in candidate.misconceptions if focus.concerns(name)]
        return [known[name].doubt(candidate.item) if name in known else PRIOR for name in names]

    possible = [one for one in candidates(lessons, focus, answers) if one.item not in asked]
    chosen = choose(possible, doubts_about, _recent(lessons, answers))
    return chosen.item if chosen else None


def _recent(lessons: Sequence[Lesson], answers: Sequence[Answered]) -> list[RecentAnswer]:
    heads = {Reference(lesson.id, head.id): head for lesson in lessons for head in lesson.items}
    return [
        RecentAnswer(heads[one.item].level, chance_of(heads[one.item]), one.is_right)
        for one in answers[-RECENT:]
        if one.item in heads
    ]
