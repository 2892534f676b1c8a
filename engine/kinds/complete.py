"""Proves items of kind `complete`: fill in the blanks, or choose the code that belongs there.

Any code that meets the goal is accepted.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from torchquiz.engine.models.answers import Choose, Fill, Near, Option, Program
from torchquiz.engine.models.authored import Code, Distractor, EntryForm, Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.goal import (
    NOTHING,
    goal_conditions,
    meets_goal,
    prove_key,
    prove_wrong,
)
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.blanks import blanks, filled
from torchquiz.engine.variants.parsing import NotPythonError, normal_form, parse_expression
from torchquiz.engine.wording import counted
from torchquiz.engine.yaml.positions import Where


def _codes(value: Any) -> Any:
    return [Code._accept(code) for code in (value if isinstance(value, list) else [value])]


FillCodes = Annotated[list[Code], BeforeValidator(_codes), Field(min_length=1)]
"""One piece of code per blank. An author may write a single piece without a list."""
Fills = tuple[str, ...]
"""The code that goes into each blank, as the learner sees it."""


class CompleteDistractor(Distractor):
    """A wrong option, whose code does not meet the goal."""

    code: FillCodes


class CompleteItem(Item):
    """An item with blanks to fill in."""

    goal: Code
    key: FillCodes
    distractors: Annotated[list[CompleteDistractor], Field(max_length=5)]
    entry: EntryForm = "options"


MODEL = CompleteItem
NONSENSE = ("None", "...")
"""Code that is almost never right. A goal that accepts both of these accepts anything."""
WHOLE = "____"
"""A program that consists of a single blank, for items without a snippet."""


def prove(context: ItemContext[CompleteItem]) -> Variant:
    """Run the program with the key filled in, then with each distractor."""
    item = context.item
    if item.entry == "options" and not item.distractors:
        remedy = "Add distractors, or ask for typed code with `entry: typed`."
        raise context.stop("this item has no wrong option.", remedy, "distractors")
    goal = context.with_values(item.goal, "goal")
    where: Where = ("snippet",) if item.snippet else ("key",)
    key = _fills(context, item.key, "key")
    first = prove_key(context, _program(context, key), goal, ("key",), where)
    wrongs = [
        _fills(context, distractor.code, "distractors", number, "code")
        for number, distractor in enumerate(item.distractors)
    ]
    runs = _prove_distractors(context, wrongs, goal, where)
    _check_distinct(context, [key, *wrongs])
    if item.entry == "typed":
        _check_goal_asks(context, goal, where)
    run = Run(_program(context, key), "", "", first.output, "", first.elapsed_ms)
    return context.variant(_answer(context, goal, key, wrongs, runs), run)


def _fills(context: ItemContext[CompleteItem], codes: list[Code], *where: str | int) -> Fills:
    """Return the code for each blank, as the learner sees it.

    Raises:
        ProofStopped: the number of pieces of code differs from the number of blanks.
    """
    names = blanks(context.snippet or WHOLE)
    if not names:
        remedy = "Write ____ where the learner must fill something in."
        raise context.stop("the snippet has no blank.", remedy, "snippet")
    if len(names) != len(codes):
        has = counted(len(names), "blank")
        message = f"the snippet has {has}, but this field has code for {len(codes)}."
        raise context.stop(message, "Write one piece of code per blank.", *where)
    return tuple(context.with_values(code, *where) for code in codes)


def _program(context: ItemContext[CompleteItem], fills: Fills) -> str:
    snippet = context.snippet or WHOLE
    return filled(snippet, dict(zip(blanks(snippet), fills, strict=True)))


def _run_all(
    context: ItemContext[CompleteItem], programs: list[str], goal: str, where: Where
) -> list[Outcome]:
    """Run each program, and evaluate the goal at its end."""
    asks = (Ask(goal, "goal"),)
    return context.run([context.code_job(program, *where, asks=asks) for program in programs])


def _prove_distractors(
    context: ItemContext[CompleteItem], wrongs: list[Fills], goal: str, where: Where
) -> list[Run]:
    programs = [_program(context, fills) for fills in wrongs]
    outcomes = _run_all(context, programs, goal, where)
    return [
        prove_wrong(context, program, goal, outcome, "with this code", ("distractors", number))
        for number, (program, outcome) in enumerate(zip(programs, outcomes, strict=True))
    ]


def _check_goal_asks(context: ItemContext[CompleteItem], goal: str, where: Where) -> None:
    """Require that the goal rejects nonsense code, so that it can fail at all."""
    count = len(blanks(context.snippet or WHOLE))
    programs = [_program(context, (nonsense,) * count) for nonsense in NONSENSE]
    if all(map(meets_goal, _run_all(context, programs, goal, where))):
        context.note_fault(
            "the goal holds no matter what is filled in.",
            "Make the goal depend on what is filled in.",
            "goal",
        )


def _check_distinct(context: ItemContext[CompleteItem], options: list[Fills]) -> None:
    """Require that no two options have equivalent code or equal values."""
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
    """Return the values of each option, evaluated right after the setup.

    An option that needs the snippet or is not an expression has None instead.
    """
    asks = [Ask(_as_expression(code)) for fills in options for code in fills]
    (outcome,) = context.run([context.job(asks=asks)])
    answers = iter(outcome.answers or [None] * len(asks))
    values: list[list[Value] | None] = []
    for fills in options:
        own = [next(answers) for _ in fills]
        comparable = [value for value in own if isinstance(value, Value) and is_comparable(value)]
        values.append(comparable if len(comparable) == len(fills) else None)
    return values


def _as_expression(code: str) -> str:
    """Return the code unchanged if it is an expression, and code that raises otherwise."""
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
    """Return the code for each blank without layout and comments, so that it can be compared."""
    return [_tree(code) for code in fills]


def _tree(code: str) -> str:
    try:
        return normal_form(code)
    except NotPythonError:
        return " ".join(code.split())


def _answer(
    context: ItemContext[CompleteItem], goal: str, key: Fills, wrongs: list[Fills], runs: list[Run]
) -> Choose | Fill:
    item = context.item
    code = context.snippet or WHOLE
    names = blanks(code)
    options = [
        context.wrong_option(distractor, number, _option_text(names, fills), "code", run)
        for number, (distractor, fills, run) in enumerate(
            zip(item.distractors, wrongs, runs, strict=True)
        )
    ]
    if item.entry == "options":
        return Choose((Option(_option_text(names, key), "code", is_key=True), *options))
    mistakes = tuple(
        Near(fills, None, option.because, option.misconception, option.belief, option.run)
        for fills, option in zip(wrongs, options, strict=True)
    )
    conditions = goal_conditions(context, goal, _program(context, key))
    program = Program(context.scope.setup, code, goal, context.names, conditions)
    return Fill(names, key, program, mistakes)


def _option_text(names: tuple[str, ...], fills: Fills) -> str:
    """Return the code for a single blank unchanged, or label each piece with its blank's name."""
    if len(fills) == 1:
        return fills[0]
    return "\n".join(f"{name}: {code}" for name, code in zip(names, fills, strict=True))
