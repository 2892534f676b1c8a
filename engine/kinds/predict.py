"""predict: what comes out? A shape, a number, a dtype, a text, or what the snippet prints.

The key is a formula over the parameters, evaluated apart from the snippet: the rule that is taught, against real PyTorch. A wrong
option may say how it comes about, as code that is run too.
"""

from typing import Annotated

from pydantic import Field

from torchquiz.engine.models.answers import Choose, Option, Typed
from torchquiz.engine.models.authored import Code, EntryForm, Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.context import Case
from torchquiz.engine.proof.value import (
    UNTYPED,
    Asked,
    ValueDistractor,
    believed,
    came_out,
    check_computed,
    check_key,
    check_pairs,
    mistaken_job,
    near,
    proven_wrong,
    unless_hole,
)
from torchquiz.engine.sandbox.job import Ask
from torchquiz.engine.yaml.positions import Where


class Predict(Item):
    """An item that asks what a snippet comes to."""

    snippet: Code
    ask: Code | None = None
    """None asks for what the snippet prints."""
    key: Code
    distractors: Annotated[list[ValueDistractor], Field(max_length=5)]
    entry: EntryForm = "options"
    tolerance: Annotated[float, Field(gt=0)] | None = None


MODEL = Predict


def prove(case: Case[Predict]) -> Variant:
    """Run the snippet twice with different seeds, the formulas apart from it, and each mistaken reading."""
    item = case.item
    if item.entry == "options" and not item.distractors:
        raise case.refuse(
            "there is no wrong option.",
            "Add distractors, or ask for a typed answer with 'entry: typed'.",
            "distractors",
        )
    texts = case.text_asks()
    asked = Asked(case.show(item.ask, "ask") if item.ask else None, tolerance=item.tolerance)
    ask = (Ask(asked.code),) if asked.code else ()
    readings = [number for number, one in enumerate(item.distractors) if one.instead is not None]
    first, again = case.run_twice(
        case.job(case.snippet, "snippet", asks=(*ask, *texts.asks)), len(ask)
    )
    mistaken = case.run([mistaken_job(case, number, asked) for number in readings])
    actual = came_out(case, first, asked)
    texts.render(first.answers[len(ask) :])
    stated, *values = believed(case, _stated(item), is_printed=not item.ask)
    key = check_key(case, asked, stated, actual, came_out(case, again, asked))
    outcomes = dict(zip(readings, mistaken, strict=True))
    wrongs = [
        proven_wrong(case, at, values[at], outcomes.get(at), asked, key)
        for at in range(len(item.distractors))
    ]
    check_pairs(case, dict(enumerate(value for value, _ in wrongs)), item.tolerance)
    if not item.given:
        check_computed(case, [asked])
    run = Run(
        "", asked.code or "", actual.text if asked.code else "", first.output, "", first.elapsed_ms
    )
    return case.variant(_answer(case, key, wrongs), run)


def _stated(item: Predict) -> list[tuple[Code | None, Where]]:
    """What the author writes of the key's value, then of each distractor's; None where a value is to be computed."""
    wrongs = [
        (unless_hole(one.value), ("distractors", at, "value"))
        for at, one in enumerate(item.distractors)
    ]
    return [(unless_hole(item.key), ("key",)), *wrongs]


def _answer(
    case: Case[Predict], key: Value, wrongs: list[tuple[Value, Run | None]]
) -> Choose | Typed:
    item = case.item
    if item.entry == "options":
        options = [
            case.option(one, number, value.text, "value", run)
            for number, (one, (value, run)) in enumerate(zip(item.distractors, wrongs, strict=True))
        ]
        return Choose((Option(key.text, "value", is_key=True), *options))
    if item.ask and key.tag in UNTYPED:
        raise case.refuse(
            f"a {key.tag} cannot be typed.",
            "Remove 'entry: typed', or ask for a shape or a number.",
            "entry",
        )
    return Typed(
        key,
        item.tolerance or 0.0,
        tuple(near(case, number, *wrong) for number, wrong in enumerate(wrongs)),
    )
