"""The result of a session, computed from the attempts at its items."""

from collections.abc import Callable, Sequence
from typing import cast

from torchquiz.engine.grading import form_of
from torchquiz.engine.models.proven import Lesson, Level, Variant
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.store import Attempt
from torchquiz.engine.progress.verdict import verdict
from torchquiz.engine.study.summary import ItemResult, Summary

LookUp = Callable[[Reference], tuple[Variant, Lesson]]
"""A function that returns the drawn variant of an item, and the item's lesson."""


def summarise(
    items: Sequence[Reference],
    attempts: Sequence[Attempt],
    look_up: LookUp,
    badge: str,
    *,
    is_out_of_time: bool,
) -> Summary:
    """Return the summary of a session with these items.

    Args:
        items: the items that were dealt.
        attempts: the attempts at these items, oldest first.
        look_up: a function that returns the drawn variant of an item, and the item's lesson.
        badge: the badge for solving every item, or an empty string if there is none.
        is_out_of_time: whether the session ended because its time was up.
    """
    by_item: dict[Reference, list[Attempt]] = {}
    for attempt in attempts:
        by_item.setdefault(Reference(attempt.lesson, attempt.item), []).append(attempt)
    tried = [item for item in items if item in by_item]
    results = tuple(_result(item, by_item[item], *look_up(item)) for item in tried)
    is_all_solved = len(results) == len(items) and all(result.is_solved for result in results)
    elapsed_s = sum(attempt.elapsed_ms for attempt in attempts) / 1000
    return Summary(results, len(items), elapsed_s, is_out_of_time, badge if is_all_solved else "")


def result_to_store(activity: str, summary: Summary) -> dict[str, object]:
    """Return the result to save for a finished activity: its score, with any badge or verdict."""
    score: dict[str, object] = {
        "right": summary.right,
        "solved": summary.solved,
        "of": summary.total,
    }
    if activity == "challenge":
        return score | {"badge": summary.badge}
    if activity == "test":
        reached = verdict(summary.results)
        return score | {"p": round(reached.p, 3), "verdict": reached.name}
    return score


def _result(
    item: Reference, tries: Sequence[Attempt], variant: Variant, lesson: Lesson
) -> ItemResult:
    first = tries[0]
    return ItemResult(
        item=item,
        stem=variant.stem,
        level=cast(Level, first.level),
        chance=form_of(variant.answer).chance(variant.answer),
        is_right=first.verdict == "right",
        is_solved=any(attempt.verdict == "right" for attempt in tries),
        tries=len(tries),
        hints=max(attempt.hints for attempt in tries),
        misconception=first.misconception,
        belief=lesson.misconceptions.get(first.misconception, ""),
    )
