"""card: a flash card. The learner recalls, turns it, and says how well it went; whatever its back shows is run."""

from typing import Annotated

from pydantic import Field

from torchquiz.engine.models.answers import Reveal
from torchquiz.engine.models.authored import Code, Item, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.context import Case
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.sandbox.values import is_comparable, same


class Card(Item):
    """An item whose answer is recalled; its stem is the front."""

    hints: Annotated[list[Text], Field(max_length=3)] = Field(default_factory=list)
    solution: list[Text] = Field(default_factory=list)
    check: Text = Text("")
    back: Text
    show: Code | None = None
    """An expression whose value stands with the back."""


MODEL = Card


def prove(case: Case[Card]) -> Variant:
    """Run the demo with two seeds, and compute what the back says."""
    texts = case.text_asks()
    asks = (Ask(case.show(case.item.show, "show")),) if case.item.show else ()
    code = case.snippet
    at = ("snippet",) if code else ("show",) if asks else ("back",)
    first, again = case.run_twice(case.job(code, *at, asks=(*asks, *texts.asks)), len(asks))
    case.demand_ran(first, "the snippet", *at)
    texts.render(first.answers[len(asks) :])
    shown = _shown(case, first, again) if asks else None
    _count(case)
    run = Run(
        "",
        asks[0].code if asks else "",
        shown.text if shown else "",
        first.output,
        "",
        first.elapsed_ms,
    )
    return case.variant(Reveal(case.text("back")), run if code or asks else None)


def _shown(case: Case[Card], first: Outcome, again: Outcome) -> Value:
    """The value that stands with the back.

    Raises:
        Refused: it cannot be evaluated, or depends on chance.
    """
    value, other = (case.value(one.answers[0], "`show`", "show") for one in (first, again))
    if is_comparable(value) and not same(value, other):
        case.tally.keys.wrong += 1
        raise case.refuse(
            f"what is shown depends on chance: {value.text} with one seed, {other.text} with another.",
            "Pin the seed in the snippet with torch.manual_seed(…), or show something else.",
            "show",
        )
    return value


def _count(case: Case[Card]) -> None:
    """A back is proven as far as code shows it; words alone are not."""
    if case.item.snippet or case.item.show or case.rendered["back",].computed:
        case.tally.keys.proven += 1
        return
    case.tally.keys.unproven += 1
    case.doubt("no code shows what the back says; add a snippet, `show`, or a figure", "back")
