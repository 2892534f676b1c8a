"""How items do with learners: how often right, how well they tell strong from weak, which distractors nobody takes, how long.

Discrimination is the corrected item-total correlation: the point-biserial correlation of being right with the learner's share of
right answers in all other items (Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986, chapter 14).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import StatisticsError, correlation, median
from typing import Any

FEW = 8
"""With fewer learners a correlation says nothing."""
WEAK = 0.15
"""Below this an item does not separate learners."""
TAKEN_ENOUGH = 20
"""So many answers it takes before a distractor that nobody takes is worth a word."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One item's figures, from first tries only."""

    lesson: str
    item: str
    answers: int
    right: float
    """Share that was right, from 0 to 1."""
    discrimination: float | None
    """From -1 to 1; None with too few learners, or where all did alike."""
    median_s: float
    misconceptions: dict[str, int]
    """How often each was met."""
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
) -> list[Measure]:
    """The figures of every item that was answered.

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
        _measured(key, answers, totals, distractors.get(key, ()))
        for key, answers in sorted(by_item.items())
    ]


def _first_tries(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The first answer of each learner to each item, ever: what came later was learned."""
    first: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda row: str(row["at"])):
        if row["try_number"] == 1:
            first.setdefault((row["learner"], row["lesson"], row["item"]), row)
    return list(first.values())


def _totals(firsts: list[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """For each learner, how many answers and how many right."""
    totals: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in firsts:
        count, right = totals[row["learner"]]
        totals[row["learner"]] = (count + 1, right + (row["verdict"] == "right"))
    return totals


def _measured(
    key: tuple[str, str],
    answers: list[Mapping[str, Any]],
    totals: Mapping[str, tuple[int, int]],
    known: Iterable[str],
) -> Measure:
    met: dict[str, int] = defaultdict(int)
    for row in answers:
        if row["misconception"]:
            met[row["misconception"]] += 1
    idle = (
        tuple(one for one in dict.fromkeys(known) if one not in met)
        if len(answers) >= TAKEN_ENOUGH
        else ()
    )
    return Measure(
        lesson=key[0],
        item=key[1],
        answers=len(answers),
        right=sum(row["verdict"] == "right" for row in answers) / len(answers),
        discrimination=_discrimination(answers, totals),
        median_s=median(row["elapsed_ms"] for row in answers) / 1000,
        misconceptions=dict(met),
        idle=idle,
    )


def _discrimination(
    answers: list[Mapping[str, Any]], totals: Mapping[str, tuple[int, int]]
) -> float | None:
    pairs = []
    for row in answers:
        count, right = totals[row["learner"]]
        is_right = row["verdict"] == "right"
        if count > 1:
            pairs.append((float(is_right), (right - is_right) / (count - 1)))
    if len(pairs) < FEW:
        return None
    try:
        return correlation([one for one, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:  # all right, or all alike elsewhere
        return None
