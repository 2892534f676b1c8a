"""Which items a session deals, easy before hard.

Practice: what was missed, then what is new, then what was right longest ago. A test: 3 easy, 4 medium and 3 hard questions, at
least six of them typed, those first that were not seen for longest.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading import form_named
from torchquiz.engine.models.proven import LEVELS, ItemHead, Lesson, Level
from torchquiz.engine.progress.mastery import mastery
from torchquiz.engine.progress.store import Attempt

SITTING = 12
"""Items in a sitting, about as many as the minutes of a lesson."""
ASKED: dict[Level, int] = {"easy": 3, "medium": 4, "hard": 3}
MORE: dict[Level, int] = {"easy": 1, "medium": 2, "hard": 2}
"""Five more after a borderline verdict; most of them near the ability that divides strong from not yet."""
LEAST_TYPED = 6
MOST = 20
"""Questions in a test with all its extensions."""


def deal(lesson: Lesson, attempts: Sequence[Attempt], count: int = SITTING) -> tuple[str, ...]:
    """Deal a sitting of a lesson, each level in proportion to the items it has."""
    stand = mastery([head.id for head in lesson.items], attempts)
    latest = {attempt.item: number for number, attempt in enumerate(attempts)}
    known = sorted(stand.right, key=lambda item: latest[item])
    heads = {head.id: head for head in lesson.items}
    chosen: list[ItemHead] = []
    for group in (stand.wrong, stand.unseen, known):
        chosen += _mixed([heads[item] for item in group])[: count - len(chosen)]
    return tuple(head.id for head in by_level(chosen))


def by_level(heads: Iterable[ItemHead]) -> list[ItemHead]:
    """Easy before hard, within a level as the lesson has them."""
    return sorted(heads, key=lambda head: LEVELS.index(head.level))


def _mixed(heads: Sequence[ItemHead]) -> list[ItemHead]:
    """So ordered that any first few hold the levels in the proportions of all."""
    places: list[tuple[float, int, ItemHead]] = []
    for rank, level in enumerate(LEVELS):
        own = [head for head in heads if head.level == level]
        places += [((number + 0.5) / len(own), rank, head) for number, head in enumerate(own)]
    return [head for _, _, head in sorted(places, key=lambda place: place[:2])]


def why_no_test(lesson: Lesson) -> str:
    """Why a lesson cannot be tested, in one sentence; empty when it can."""
    heads = _askable(lesson)
    for level, wanted in ASKED.items():
        there = sum(head.level == level for head in heads)
        if there < wanted:
            return f"{lesson.title} has no test yet: it takes {wanted} {level} questions, and there are {there}."
    typed = sum(
        min(wanted, len(_of(heads, level, is_typed=True))) for level, wanted in ASKED.items()
    )
    if typed < LEAST_TYPED:
        return f"{lesson.title} has no test yet: of its ten questions {LEAST_TYPED} have to be typed, and {typed} can be."
    return ""


def deal_test(
    lesson: Lesson, seed: int, attempts: Sequence[Attempt], last: Collection[str] = ()
) -> tuple[str, ...]:
    """Deal a test, easy before hard.

    Args:
        lesson: what is tested.
        seed: decides among questions that were seen equally long ago.
        attempts: the learner's attempts at the lesson's items, oldest first.
        last: what the test before this one asked, and this one avoids where it can.

    Raises:
        TorchquizError: the lesson has too few questions of some sort.
    """
    if reason := why_no_test(lesson):
        raise TorchquizError(reason)
    heads = _in_turn(_askable(lesson), seed, attempts, last)
    places = {head.id: place for place, head in enumerate(heads)}
    counts = product(*(range(wanted + 1) for wanted in ASKED.values()))
    ways = [_taken(heads, typed) for typed in counts if sum(typed) >= LEAST_TYPED]
    costs = [
        (sum(head.id in last for head in way), sum(places[head.id] for head in way), way)
        for way in ways
        if way
    ]
    return tuple(head.id for head in by_level(min(costs, key=lambda cost: cost[:2])[2]))


def deal_more(
    lesson: Lesson, seed: int, attempts: Sequence[Attempt], asked: Collection[str]
) -> tuple[str, ...]:
    """Deal up to five more questions to a test that asked these; none once it has asked twenty or nothing is left."""
    left = [head for head in _in_turn(_askable(lesson), seed, attempts, ()) if head.id not in asked]
    left.sort(key=lambda head: not form_named(head.form).is_typed)
    taken = [
        head
        for level, wanted in MORE.items()
        for head in [one for one in left if one.level == level][:wanted]
    ]
    taken += [head for head in left if head not in taken]
    count = max(0, min(sum(MORE.values()), MOST - len(asked)))
    return tuple(head.id for head in by_level(taken[:count]))


def _askable(lesson: Lesson) -> list[ItemHead]:
    return [head for head in lesson.items if not form_named(head.form).is_self_graded]


def _in_turn(
    heads: Sequence[ItemHead], seed: int, attempts: Sequence[Attempt], last: Collection[str]
) -> list[ItemHead]:
    """The last test's questions behind the others, and within both those first that were not seen for longest."""
    seen: Mapping[str, int] = {attempt.item: number for number, attempt in enumerate(attempts)}

    def turn(head: ItemHead) -> tuple[bool, int, bytes]:
        return (
            head.id in last,
            seen.get(head.id, -1),
            hashlib.sha256(f"{seed}\0{head.id}".encode()).digest(),
        )

    return sorted(heads, key=turn)


def _of(heads: Sequence[ItemHead], level: Level, *, is_typed: bool) -> list[ItemHead]:
    at_level = [head for head in heads if head.level == level]
    return [head for head in at_level if form_named(head.form).is_typed is is_typed]


def _taken(heads: Sequence[ItemHead], typed: Sequence[int]) -> list[ItemHead]:
    """The first questions with so many typed of each level; nothing where there are too few."""
    taken: list[ItemHead] = []
    for level, count in zip(LEVELS, typed, strict=True):
        taken += (
            _of(heads, level, is_typed=True)[:count]
            + _of(heads, level, is_typed=False)[: ASKED[level] - count]
        )
    return taken if len(taken) == sum(ASKED.values()) else []
