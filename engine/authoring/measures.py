"""How items do with learners.

How often an item is answered correctly, how well it tells strong learners from weak ones, which
distractors nobody takes, and how long it takes.

Discrimination is the corrected item-total correlation: the point-biserial correlation of being
right with the learner's proportion of right answers in all other items (Crocker and Algina,
Introduction to Classical and Modern Test Theory, 1986, chapter 14).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import StatisticsError, correlation, median
from typing import Any

FEW = 8
"""Learners below which a correlation says nothing."""
WEAK = 0.15
"""Discrimination below which an item does not tell learners apart."""
TAKEN_ENOUGH = 20
"""Answers after which a distractor that nobody took is worth a remark."""


@dataclass(frozen=True, slots=True)
class ItemMeasures:
    """One item's figures, from first tries only."""

    lesson: str
    item: str
    answers: int
    right: float
    """Proportion of right answers, from 0 to 1."""
    discrimination: float | None
    """From -1 to 1; None with too few learners, or if all of them did equally well."""
    median_s: float
    misconceptions: dict[str, int]
    """How often learners showed each of them."""
    idle: tuple[str, ...]
    """Misconceptions of distractors that nobody took, once there are answers enough."""

    @property
    def remark(self) -> str:
        """What an author should look at; empty when nothing stands out."""
        remarks = []
        if self.discrimination is not None and self.discrimination < 0:
            remarks.append(
                "strong learners miss it more than weak ones: look at its key and its words"
            )
        elif self.discrimination is not None and self.discrimination < WEAK:
            remarks.append("does not separate strong from weak")
        if self.idle:
            remarks.append(f"nobody takes {', '.join(self.idle)}")
        return "; ".join(remarks)


def measure(
    rows: Iterable[Mapping[str, Any]], distractors: Mapping[tuple[str, str], Iterable[str]]
) -> list[ItemMeasures]:
    """Return the figures of every item that was answered.

    Args:
        rows: attempts as they are exported.
        distractors: the misconceptions of an item's distractors, by lesson and item.
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
    """Return each learner's very first answer to each item; later ones were learned."""
    first: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda row: str(row["at"])):
        if row["try_number"] == 1:
            first.setdefault((row["learner"], row["lesson"], row["item"]), row)
    return list(first.values())


def _totals(firsts: list[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return how many answers each learner gave, and how many of them were right."""
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
    met = Counter(row["misconception"] for row in answers if row["misconception"])
    idle = [name for name in dict.fromkeys(known) if name not in met]
    return ItemMeasures(
        lesson=key[0],
        item=key[1],
        answers=len(answers),
        right=sum(row["verdict"] == "right" for row in answers) / len(answers),
        discrimination=_discrimination(answers, totals),
        median_s=median(row["elapsed_ms"] for row in answers) / 1000,
        misconceptions=dict(met),
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
    except StatisticsError:  # all answers are right, or all learners do equally well elsewhere
        return None
