"""Checks the near misses of a `complete` item, and further code that the author calls correct."""

from torchquiz.engine.kinds.complete.model import CompleteItem
from torchquiz.engine.kinds.complete.programs import fills_of, program, run_all
from torchquiz.engine.proof.goal import meets_goal
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where


def check_near_misses(context: ItemContext[CompleteItem], goal: str, where: Where) -> None:
    """Require that no near miss meets the goal."""
    near_misses = [
        fills_of(context, near_miss.code, "near_misses", number, "code")
        for number, near_miss in enumerate(context.item.near_misses)
    ]
    programs = [program(context, fills) for fills in near_misses]
    for number, outcome in enumerate(run_all(context, programs, goal, where)):
        if meets_goal(outcome):
            context.tally.distractors.wrong += 1
            context.note_fault(
                "this near miss meets the goal, so it is also correct.",
                "Change it, or make the goal stricter.",
                *("near_misses", number),
            )
        else:
            context.tally.distractors.proven += 1


def check_other_right_code(context: ItemContext[CompleteItem], goal: str, where: Where) -> None:
    """Require that all code listed as equally correct meets the goal."""
    others = [
        fills_of(context, codes, "equally_right", number)
        for number, codes in enumerate(context.item.equally_right)
    ]
    programs = [program(context, fills) for fills in others]
    for number, outcome in enumerate(run_all(context, programs, goal, where)):
        if not meets_goal(outcome):
            context.note_fault(
                "this code does not meet the goal, so it is not right.",
                "Fix it, or delete it.",
                *("equally_right", number),
            )
