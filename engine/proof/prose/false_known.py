"""Finds figures listed as known that come from a wrong option rather than from elsewhere."""

from collections.abc import Iterable
from typing import Any

from torchquiz.engine.proof.figures import SMALL, KnownFigures, WrongFigures, stated_figures
from torchquiz.engine.proof.item_context import ItemContext


def doubt_false_known(
    context: ItemContext[Any], known: KnownFigures, wrong: Iterable[WrongFigures]
) -> None:
    """Record a doubt about each figure in `known` that only a wrong option has.

    Args:
        context: the proof.
        known: the figures of the question, the code and the correct answer.
        wrong: the wrong options.
    """
    for number, figure in enumerate(context.item.known):
        stated = stated_figures([figure])
        for option in wrong:
            own = option.known
            is_shape = bool(stated.shapes & own.shapes - known.shapes)
            is_number = bool(stated.numbers & own.numbers - known.numbers - SMALL)
            if is_shape or (is_number and not stated.shapes):
                reason = f"{figure} is the value of a wrong option, not a figure from elsewhere"
                context.note_doubt(reason, "known", number)
                break
