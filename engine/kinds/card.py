"""Proves items of kind `card`, which are flash cards.

The learner recalls the answer, turns the card over, and rates how well they remembered it. If there
is code on the back, it is run.
"""

from typing import ClassVar

from torchquiz.engine.models.answers import Reveal
from torchquiz.engine.models.authored import Code, Item, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.sandbox.values import is_comparable, same


class CardItem(Item):
    """A flash card. The front shows its `stem`."""

    needs_hints: ClassVar[bool] = False

    back: Text
    show: Code | None = None
    """Expression whose value is shown on the back."""


MODEL = CardItem


def prove(context: ItemContext[CardItem]) -> Variant:
    """Run the card's code with two seeds, and fill in the computed values on its back."""
    templates = context.templates()
    show, code = context.item.show, context.snippet
    asks = (Ask(context.with_values(show, "show")),) if show else ()
    where = _field_that_runs(context.item)
    job = context.code_job(code, where, asks=(*asks, *templates.asks))
    first, again = context.run_twice(job, len(asks))
    for outcome in (first, again):
        context.require_success(outcome, "the snippet", where)
    templates.render(first.answers[len(asks) :])
    asked, value = "", ""
    if asks:
        asked, value = asks[0].code, _shown_value(context, first, again).text
    _count_key(context)
    run = None
    if code or asks:
        run = Run("", asked, value, first.output, "", first.elapsed_ms)
    return context.variant(Reveal(context.text("back")), run)


def _field_that_runs(item: CardItem) -> str:
    """Return the name of the field whose code is run. Errors in that code are reported there."""
    if item.snippet:
        return "snippet"
    return "show" if item.show else "back"


def _shown_value(context: ItemContext[CardItem], first: Outcome, again: Outcome) -> Value:
    """Return the value that the back of the card shows, which must not depend on chance.

    Raises:
        ProofStopped: `show` cannot be evaluated, or its value depends on chance.
    """
    value, other = (
        context.value(outcome.answers[0], "`show`", "show") for outcome in (first, again)
    )
    if is_comparable(value) and not same(value, other):
        context.tally.keys.wrong += 1
        raise context.stop(
            f"the value of `show` depends on chance: {value.text} in one run, {other.text} in"
            " another.",
            "Set the seed in the snippet with torch.manual_seed(…), or show something else.",
            "show",
        )
    return value


def _count_key(context: ItemContext[CardItem]) -> None:
    """Count the back of the card as proven if any code supports it, and as unproven otherwise."""
    item = context.item
    if item.snippet or item.show or context.rendered["back",].computed:
        context.tally.keys.proven += 1
        return
    context.tally.keys.unproven += 1
    context.note_doubt(
        "no code supports what the back says; add a snippet, `show` or a computed value", "back"
    )
