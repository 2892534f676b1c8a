"""Proves items of kind `predict`, which ask for the result of a snippet.

The result is a shape, a number, a dtype, a string or printed output. The correct answer is a
formula in the item's parameters. It is evaluated without the snippet and compared with PyTorch's
own result, so that the rule behind the item is tested too. A wrong option may include the code that
leads to its value. That code is run as well.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from torchquiz.engine.models.answers import Choose, Option, Typed
from torchquiz.engine.models.authored import Code, EntryForm
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.asked_value import (
    AskedValue,
    ValueDistractor,
    ValueItem,
    actual_value,
    check_computed,
    check_key,
    why_untyped,
)
from torchquiz.engine.proof.formulas import Formula, formula, stated_values
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.wrong_values import (
    EvaluatedDistractor,
    WrongValue,
    check_distinct,
    expected_mistake,
    misreading_job,
    misreadings,
    prove_wrong_values,
)
from torchquiz.engine.sandbox.job import Ask, Outcome


class PredictItem(ValueItem):
    """An item that asks for the result of a snippet."""

    snippet: Code
    ask: Code | None = None
    """Expression whose value the learner predicts, or None for the printed output."""
    key: Code
    distractors: Annotated[list[ValueDistractor], Field(max_length=5, default_factory=list)]
    entry: EntryForm = "options"
    tolerance: Annotated[float, Field(gt=0)] | None = None

    def asked(self) -> Iterator[AskedValue]:
        """Yield the single value that the item asks for."""
        yield AskedValue(self.ask, tolerance=self.tolerance)


MODEL = PredictItem


def prove(context: ItemContext[PredictItem]) -> Variant:
    """Run the snippet with two seeds, evaluate the formulas, and run the code of wrong options."""
    item = context.item
    templates = context.templates()
    code = context.with_values(item.ask, "ask") if item.ask else None
    asked = AskedValue(code, tolerance=item.tolerance)
    asks = (Ask(code),) if code else ()
    job = context.code_job(context.snippet, "snippet", asks=(*asks, *templates.asks))
    first, again = context.run_twice(job, len(asks))
    misread = _run_misreadings(context, asked)
    actual = actual_value(context, first, asked)
    templates.render(first.answers[len(asks) :])
    stated, *wrong_stated = stated_values(context, _formulas(item), is_printed=asked.is_printed)
    others = dict(enumerate(wrong_stated))
    key = check_key(context, asked, stated, actual, actual_value(context, again, asked), others)
    # This is required only now, so that `torchquiz fill` can fill in the key of an item without
    # distractors.
    if item.entry == "options" and not item.distractors:
        remedy = "Add distractors, or ask for a typed answer with `entry: typed`."
        raise context.stop("this item has no wrong option.", remedy, "distractors")
    wrongs = prove_wrong_values(
        context,
        [
            EvaluatedDistractor(value, misread.get(number), asked, key)
            for number, value in enumerate(wrong_stated)
        ],
    )
    check_distinct(context, {at: value for at, (value, _) in enumerate(wrongs)}, item.tolerance)
    if not item.given:
        check_computed(context, [asked])
    shown = "" if asked.is_printed else actual.text
    run = Run("", code or "", shown, first.output, "", first.elapsed_ms)
    return context.variant(_answer(context, key, wrongs), run)


def _run_misreadings(context: ItemContext[PredictItem], asked: AskedValue) -> dict[int, Outcome]:
    """Run the changed snippet of each wrong option. Return the outcomes by option number."""
    numbers = misreadings(context)
    outcomes = context.run([misreading_job(context, number, asked) for number in numbers])
    return dict(zip(numbers, outcomes, strict=True))


def _formulas(item: PredictItem) -> list[Formula]:
    """Return the formula of the correct answer, followed by those of the wrong options."""
    wrongs = [
        formula(distractor.value, "distractors", number, "value")
        for number, distractor in enumerate(item.distractors)
    ]
    return [formula(item.key, "key"), *wrongs]


def _answer(
    context: ItemContext[PredictItem], key: Value, wrongs: list[WrongValue]
) -> Choose | Typed:
    item = context.item
    if item.entry == "options":
        options = [
            context.wrong_option(item.distractors[number], number, value.text, "value", run)
            for number, (value, run) in enumerate(wrongs)
        ]
        return Choose((Option(key.text, "value", is_key=True), *options))
    if item.ask and (message := why_untyped(key)):
        remedy = "Remove `entry: typed`, or ask for a shape, a number or a list."
        raise context.stop(message, remedy, "entry")
    mistakes = [expected_mistake(context, at, wrong, key) for at, wrong in enumerate(wrongs)]
    return Typed(key, item.tolerance or 0.0, tuple(mistakes))
