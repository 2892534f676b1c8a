"""Requires that no two options of a `complete` item have the same code or equal values."""

from torchquiz.engine.kinds.complete.model import CompleteItem
from torchquiz.engine.kinds.complete.programs import Fills
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.goal import NOTHING
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.parsing import NotPythonError, normal_form, parse_expression


def check_distinct(context: ItemContext[CompleteItem], options: list[Fills]) -> None:
    """Require that no two options have the same code or equal values."""
    values = _standalone_values(context, options)
    for number, option in enumerate(options):
        for earlier in range(number):
            is_same_code = _normal_form(option) == _normal_form(options[earlier])
            if is_same_code or _are_same(values[number], values[earlier]):
                other = f"distractor {earlier}" if earlier else "the key"
                context.tally.distractors.wrong += 1
                context.note_fault(
                    f"this option is equivalent to {other}:"
                    f" `{option[0]}` has the same effect as `{options[earlier][0]}`.",
                    "Change it.",
                    *("distractors", number - 1),
                )


def _standalone_values(
    context: ItemContext[CompleteItem], options: list[Fills]
) -> list[list[Value] | None]:
    """Return the values and types of each option's code, evaluated right after the setup.

    The result is None for an option that is not an expression or that needs the snippet.
    """
    codes = [_as_expression(code) for fills in options for code in fills]
    asks = [Ask(code) for code in codes] + [Ask(_type_of(code)) for code in codes]
    (outcome,) = context.run([context.job(asks=asks)])
    answers = outcome.answers or [None] * len(asks)
    pairs = iter(zip(answers[: len(codes)], answers[len(codes) :], strict=True))
    values: list[list[Value] | None] = []
    for fills in options:
        own = [answer for _ in fills for answer in next(pairs)]
        comparable = [value for value in own if isinstance(value, Value) and is_comparable(value)]
        values.append(comparable if len(comparable) == 2 * len(fills) else None)
    return values


def _type_of(code: str) -> str:
    """Return code for what sets apart equal values, such as a parameter and a plain tensor."""
    facts = "(type(value).__name__, getattr(value, 'requires_grad', False))"
    return f"[{facts} for value in [(\n{code}\n)]][0]"


def _as_expression(code: str) -> str:
    """Return the code if it is an expression; otherwise return code that raises an exception."""
    try:
        parse_expression(code)
    except NotPythonError:
        return NOTHING
    return code


def _are_same(left: list[Value] | None, right: list[Value] | None) -> bool:
    if left is None or right is None:
        return False
    return all(same(*pair) for pair in zip(left, right, strict=True))


def _normal_form(fills: Fills) -> list[str]:
    """Return the code for each blank in a form that does not depend on layout and comments."""
    return [_tree(code) for code in fills]


def _tree(code: str) -> str:
    try:
        return normal_form(code)
    except NotPythonError:
        return " ".join(code.split())
