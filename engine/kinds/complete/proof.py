"""Proves an item of kind `complete`."""

from torchquiz.engine.kinds.complete.distinct import check_distinct
from torchquiz.engine.kinds.complete.impostors import check_near_misses, check_other_right_code
from torchquiz.engine.kinds.complete.model import CompleteItem
from torchquiz.engine.kinds.complete.mutation import doubt_accepted_mutants
from torchquiz.engine.kinds.complete.programs import WHOLE, Fills, fills_of, program, run_all
from torchquiz.engine.models.answers import Choose, Fill, Near, Option, Program
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.fixed_conditions import doubt_fixed_goal
from torchquiz.engine.proof.goal import (
    KeyFailed,
    goal_conditions,
    meets_goal,
    prove_key,
    prove_wrong,
)
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.variants.blanks import blanks
from torchquiz.engine.yaml.positions import Where

NONSENSE = ("None", "...")
"""Two pieces of code that are almost never correct. A goal that accepts both is too lenient."""


def prove(context: ItemContext[CompleteItem]) -> Variant:
    """Run the program with the correct code in its blanks, then with each wrong option."""
    item = context.item
    if item.entry == "options" and not item.distractors:
        remedy = "Add distractors, or ask for typed code with `entry: typed`."
        raise context.stop("this item has no wrong option.", remedy, "distractors")
    goal = context.with_values(item.goal, "goal")
    where: Where = ("snippet",) if item.snippet else ("key",)
    key = fills_of(context, item.key, "key")
    wrongs = [
        fills_of(context, distractor.code, "distractors", number, "code")
        for number, distractor in enumerate(item.distractors)
    ]
    try:
        first = prove_key(context, program(context, key), goal, ("key",), where)
    except KeyFailed:
        # Check the distractors too, so that their faults are reported in the same run.
        _prove_distractors(context, wrongs, goal, where)
        raise
    runs = _prove_distractors(context, wrongs, goal, where)
    check_distinct(context, [key, *wrongs])
    check_near_misses(context, goal, where)
    check_other_right_code(context, goal, where)
    if item.entry == "typed":
        _check_goal_asks(context, goal, where)
        doubt_accepted_mutants(context)
    run = Run(program(context, key), "", "", first.output, "", first.elapsed_ms)
    return context.variant(_answer(context, goal, key, wrongs, runs), run)


def _prove_distractors(
    context: ItemContext[CompleteItem], wrongs: list[Fills], goal: str, where: Where
) -> list[Run]:
    programs = [program(context, fills) for fills in wrongs]
    outcomes = run_all(context, programs, goal, where)
    if programs:
        key = fills_of(context, context.item.key, "key")
        doubt_fixed_goal(context, program(context, key), goal, outcomes)
    return [
        prove_wrong(context, program, goal, outcome, "with this code", ("distractors", number))
        for number, (program, outcome) in enumerate(zip(programs, outcomes, strict=True))
    ]


def _check_goal_asks(context: ItemContext[CompleteItem], goal: str, where: Where) -> None:
    """Require that nonsense code does not meet the goal, which shows that the goal can fail."""
    count = len(blanks(context.snippet or WHOLE))
    programs = [program(context, (nonsense,) * count) for nonsense in NONSENSE]
    if all(map(meets_goal, run_all(context, programs, goal, where))):
        context.note_fault(
            "the goal holds no matter what is filled in.",
            "Make the goal depend on what is filled in.",
            "goal",
        )


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
    conditions = goal_conditions(context, goal, program(context, key))
    shown = Program(context.scope.setup, code, goal, context.names, conditions)
    return Fill(names, key, shown, mistakes)


def _option_text(names: tuple[str, ...], fills: Fills) -> str:
    """Return an option's code, or one `name: code` line per blank if there are several blanks."""
    if len(fills) == 1:
        return fills[0]
    return "\n".join(f"{name}: {code}" for name, code in zip(names, fills, strict=True))
