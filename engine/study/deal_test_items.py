"""Chooses the questions of a test from every level, preferring those seen longest ago."""

import hashlib
from collections.abc import Collection, Sequence
from itertools import product

from torchquiz.engine.banks.quota import ASKED, LEAST_TYPED, TOTAL, can_be_asked, why_no_test
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading import form_named
from torchquiz.engine.models.proven import LEVELS, ItemHead, Lesson, Level
from torchquiz.engine.progress.store import Attempt
from torchquiz.engine.study.deal import by_level

MORE: dict[Level, int] = {"easy": 1, "medium": 2, "hard": 2}
"""Number of questions of each level to add after a borderline verdict.

The levels that help most to settle the verdict get more questions.
"""
MOST = 20
"""The maximum number of questions in a test, including all extensions."""


def deal_test(
    lesson: Lesson, seed: int, attempts: Sequence[Attempt], last: Collection[str] = ()
) -> tuple[str, ...]:
    """Choose the questions of a test, and sort them from easy to hard.

    Args:
        lesson: the lesson to test.
        seed: a seed that breaks ties between questions that were last seen at the same time.
        attempts: the learner's attempts at the lesson's items, oldest first.
        last: the questions of the previous test, which this test avoids if possible.

    Raises:
        TorchquizError: the lesson has too few questions for a test.
    """
    if reason := why_no_test(lesson):
        raise TorchquizError(reason)
    heads = _in_turn(_askable(lesson), seed, attempts, last)
    turns = {head.id: turn for turn, head in enumerate(heads)}

    def cost(choice: list[ItemHead]) -> tuple[int, int]:
        asked_last = sum(head.id in last for head in choice)
        return asked_last, sum(turns[head.id] for head in choice)

    best: list[ItemHead] = min(_choices(heads), key=cost)
    return tuple(head.id for head in by_level(best))


def deal_more(
    lesson: Lesson, seed: int, attempts: Sequence[Attempt], asked: Collection[str]
) -> tuple[str, ...]:
    """Choose up to five more questions for a test that has already started.

    The result is empty if the test has reached its maximum of twenty questions, or if no question
    is left.
    """
    askable = _in_turn(_askable(lesson), seed, attempts, ())
    fresh = [head for head in askable if head.id not in asked]
    fresh.sort(key=lambda head: not form_named(head.form).is_typed)
    chosen: list[ItemHead] = []
    for level, wanted in MORE.items():
        chosen += [head for head in fresh if head.level == level][:wanted]
    chosen += [head for head in fresh if head not in chosen]
    count = max(0, min(sum(MORE.values()), MOST - len(asked)))
    return tuple(head.id for head in by_level(chosen[:count]))


def _askable(lesson: Lesson) -> list[ItemHead]:
    return [head for head in lesson.items if can_be_asked(head.form)]


def _in_turn(
    heads: Sequence[ItemHead], seed: int, attempts: Sequence[Attempt], last: Collection[str]
) -> list[ItemHead]:
    """Sort questions by when they were last seen, with those of the previous test at the end.

    Questions last seen at the same time are shuffled, using the seed.
    """
    seen = {attempt.item: number for number, attempt in enumerate(attempts)}

    def turn(head: ItemHead) -> tuple[bool, int, bytes]:
        shuffled = hashlib.sha256(f"{seed}\0{head.id}".encode()).digest()
        return head.id in last, seen.get(head.id, -1), shuffled

    return sorted(heads, key=turn)


def _choices(heads: Sequence[ItemHead]) -> list[list[ItemHead]]:
    """Return one possible test for each way to spread typed-answer questions over the levels."""
    splits = product(*(range(wanted + 1) for wanted in ASKED.values()))
    choices = [_choose(heads, typed) for typed in splits if sum(typed) >= LEAST_TYPED]
    return [choice for choice in choices if choice]


def _choose(heads: Sequence[ItemHead], typed: Sequence[int]) -> list[ItemHead]:
    """Choose the first suitable questions, given how many at each level need a typed answer.

    The result is empty if there are too few questions.
    """
    chosen: list[ItemHead] = []
    for level, count in zip(LEVELS, typed, strict=True):
        chosen += _of(heads, level, is_typed=True)[:count]
        chosen += _of(heads, level, is_typed=False)[: ASKED[level] - count]
    return chosen if len(chosen) == TOTAL else []


def _of(heads: Sequence[ItemHead], level: Level, *, is_typed: bool) -> list[ItemHead]:
    of_level = [head for head in heads if head.level == level]
    return [head for head in of_level if form_named(head.form).is_typed is is_typed]
