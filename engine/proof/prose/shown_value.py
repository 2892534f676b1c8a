"""Compares the numbers on the back of a card with the value that it shows."""

from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.figures import PLAIN_DIGITS
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.number_words import spelt_numbers
from torchquiz.engine.proof.written_figures import NUMBER, number_value


def doubt_other_back(context: ItemContext[Any], variant: Variant) -> None:
    """Record a doubt if the back of a card states numbers, but not the number that the card shows.

    A back that also says something else, such as several numbers in code, may well leave it out.
    """
    run, back = variant.run, context.rendered.get(("back",))
    if run is None or back is None or not PLAIN_DIGITS.fullmatch(run.value):
        return
    stated = {number_value(match[0]) for match in NUMBER.finditer(back.text)}
    stated |= {number.value for number in spelt_numbers(back.text)}
    if stated - {0.0, 1.0, 2.0} and float(run.value) not in stated:
        context.note_doubt(
            f"it states numbers, but not {run.value}, the value of `{run.asked}`", "back"
        )
