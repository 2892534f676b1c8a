"""Computes statistics of learners' answers to each item.

They show how often an item is answered correctly, how well it distinguishes strong learners from
weak ones, which distractors are never chosen, and how long an answer takes.

Discrimination is the corrected item-total correlation: the point-biserial correlation between
answering the item correctly and the learner's proportion of correct answers on all other items
(Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986, chapter 14).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import StatisticsError, correlation, median
from typing import Any

FEW = 8
"""The minimum number of learners that makes a correlation meaningful."""
WEAK = 0.15
"""The discrimination below which an item does not distinguish strong learners from weak ones."""
TAKEN_ENOUGH = 20
"""The minimum number of answers before a distractor that was never chosen deserves a remark."""


@dataclass(frozen=True, slots=True)
class ItemMeasures:
    """The statistics of one item, computed from the first answer of each learner."""

    lesson: str
    item: str
    answers: int
    right: float
    """The proportion of correct answers, from 0 to 1."""
    discrimination: float | None
    """From -1 to 1, or None if there are too few learners or all of them did equally well."""
    median_s: float
    misconceptions: dict[str, int]
    """The number of answers that revealed each misconception."""
    idle: tuple[str, ...]
    """Misconceptions whose distractors were never chosen.

    The tuple is empty if there are too few answers.
    """

    @property
    def remark(self) -> str:
        """Advice for the author, or an empty string if nothing is unusual."""
        remarks = []
        if self.discrimination is not None and self.discrimination < 0:
            remarks.append(
                "strong learners miss it more often than weak ones: check its key and wording"
            )
        elif self.discrimination is not None and self.discrimination < WEAK:
            remarks.append("does not distinguish strong learners from weak ones")
        if self.idle:
            remarks.append(f"never chosen: {', '.join(self.idle)}")
        return "; ".join(remarks)


def measure(
    rows: Iterable[Mapping[str, Any]], distractors: Mapping[tuple[str, str], Iterable[str]]
) -> list[ItemMeasures]:
    """Return the statistics of every item that has been answered.

    Args:
        rows: attempts in the same format as exported attempts.
        distractors: the misconceptions behind each item's distractors, by lesson and item.
    """
    firsts = _first_tries(rows)
    by_item: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in firsts:
        by_item[row["lesson"], row["item"]].append(row)
    totals = _totals(firsts)
    return [
        _measures(key, answers, totals, distractors.get(key, ()))
        for key, answers in sorted(by_item.items())
    ]


def _first_tries(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return each learner's first answer to each item.

    Later answers are ignored, since they are affected by what the learner has learned.
    """
    first: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda row: str(row["at"])):
        if row["try_number"] == 1:
            first.setdefault((row["learner"], row["lesson"], row["item"]), row)
    return list(first.values())


def _totals(firsts: list[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return each learner's number of answers and number of correct answers."""
    totals: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in firsts:
        count, right = totals[row["learner"]]
        totals[row["learner"]] = (count + 1, right + (row["verdict"] == "right"))
    return totals


def _measures(
    key: tuple[str, str],
    answers: list[Mapping[str, Any]],
    totals: Mapping[str, tuple[int, int]],
    known: Iterable[str],
) -> ItemMeasures:
    shown = Counter(row["misconception"] for row in answers if row["misconception"])
    idle = [name for name in dict.fromkeys(known) if name not in shown]
    return ItemMeasures(
        lesson=key[0],
        item=key[1],
        answers=len(answers),
        right=sum(row["verdict"] == "right" for row in answers) / len(answers),
        discrimination=_discrimination(answers, totals),
        median_s=median(row["elapsed_ms"] for row in answers) / 1000,
        misconceptions=dict(shown),
        idle=tuple(idle) if len(answers) >= TAKEN_ENOUGH else (),
    )


def _discrimination(
    answers: list[Mapping[str, Any]], totals: Mapping[str, tuple[int, int]]
) -> float | None:
    here: list[float] = []
    elsewhere: list[float] = []
    for row in answers:
        count, right = totals[row["learner"]]
        is_right = row["verdict"] == "right"
        if count > 1:
            here.append(float(is_right))
            elsewhere.append((right - is_right) / (count - 1))
    if len(here) < FEW:
        return None
    try:
        return correlation(here, elsewhere)
    except StatisticsError:  # All answers are correct, or all learners do equally well elsewhere.
        return None
