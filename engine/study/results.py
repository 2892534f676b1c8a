"""What the attempts at a session's items come to: how each went, what was earned, and what is kept of it."""

from collections.abc import Callable, Sequence
from typing import cast

from torchquiz.engine.grading import form_of
from torchquiz.engine.models.proven import Lesson, Level, Variant
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.store import Attempt
from torchquiz.engine.progress.verdict import verdict
from torchquiz.engine.study.summary import Answered, Summary

LookUp = Callable[[Reference], tuple[Variant, Lesson]]
"""Gives an item's variant, as it was dealt, and its lesson."""


def summed_up(
    items: Sequence[Reference],
    attempts: Sequence[Attempt],
    look_up: LookUp,
    badge: str,
    *,
    is_out_of_time: bool,
) -> Summary:
    """What a session over these items came to, from its attempts in order.

    Args:
        items: what was dealt.
        attempts: what was tried.
        look_up: reads an item as it was dealt.
        badge: what solving every item earns; empty for nothing.
        is_out_of_time: whether the clock ended the session.
    """
    by_item: dict[Reference, list[Attempt]] = {}
    for attempt in attempts:
        by_item.setdefault(Reference(attempt.lesson, attempt.item), []).append(attempt)
    answered = tuple(
        _answered(item, by_item[item], *look_up(item)) for item in items if item in by_item
    )
    is_whole = len(answered) == len(items) and all(one.is_solved for one in answered)
    elapsed_s = sum(attempt.elapsed_ms for attempt in attempts) / 1000
    return Summary(answered, len(items), elapsed_s, is_out_of_time, badge if is_whole else "")


def _answered(
    item: Reference, tries: Sequence[Attempt], variant: Variant, lesson: Lesson
) -> Answered:
    first = tries[0]
    return Answered(
        item=item,
        stem=variant.stem,
        level=cast(Level, first.level),
        chance=form_of(variant.answer).chance(variant.answer),
        is_right=first.verdict == "right",
        is_solved=any(one.verdict == "right" for one in tries),
        tries=len(tries),
        hints=max(one.hints for one in tries),
        misconception=first.misconception,
        belief=lesson.misconceptions.get(first.misconception, ""),
    )


def told(way: str, summary: Summary) -> dict[str, object]:
    """What is kept of a way that is finished."""
    came_to: dict[str, object] = {
        "right": summary.right,
        "solved": summary.solved,
        "of": summary.total,
    }
    if way == "challenge":
        return came_to | {"badge": summary.badge}
    if way == "test":
        found = verdict(summary.answered)
        return came_to | {"p": round(found.p, 3), "verdict": found.name}
    return came_to
