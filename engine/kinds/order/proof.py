"""Proves an item of kind `order` by running its lines in every possible order."""

from itertools import permutations

from msgspec.structs import replace

from torchquiz.engine.kinds.order.model import OrderItem
from torchquiz.engine.kinds.order.puzzle import Arrangement, Puzzle, codes_of, program_with_blank
from torchquiz.engine.models.answers import Arrange, NearOrder, Program
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.failures import goal_run
from torchquiz.engine.proof.goal import goal_conditions, meets_goal, prove_key, prove_wrong
from torchquiz.engine.proof.item_context import OTHER_SEED, ItemContext
from torchquiz.engine.sandbox.job import SECOND_RUN, Outcome
from torchquiz.engine.variants.blanks import error_location, line_at
from torchquiz.engine.yaml.positions import Where

MOST_RIGHT = 0.5
"""Maximum fraction of orders that may be correct. Above it, the order hardly matters."""


def prove(context: ItemContext[OrderItem]) -> Variant:
    """Run the lines in every possible order.

    The author's order must be correct, and every order that the author calls wrong must be wrong.
    At most half of all orders may be correct.
    """
    item = context.item
    goal = context.with_values(item.goal, "goal")
    puzzle = Puzzle(context, codes_of(context), program_with_blank(context), goal)
    key = tuple(range(len(puzzle.codes)))
    _require_key_runs(puzzle, key)
    where: Where = ("snippet",) if item.snippet else ("lines",)
    code = puzzle.code_in(key)
    first = prove_key(context, code, goal, ("lines",), where)
    outcomes = _run_every_order(puzzle)
    right = _right_orders(puzzle, outcomes)
    mistakes = _expected_mistakes(puzzle, outcomes)
    conditions = goal_conditions(context, goal, code)
    program = Program(context.scope.setup, puzzle.program, goal, context.names, conditions)
    lines, shown = puzzle.codes, ""
    if item.is_in_words:
        lines = tuple(context.text("lines", at, "text") for at in key)
        shown = "\n".join(puzzle.codes)
    answer = Arrange(
        lines,
        "prose" if item.is_in_words else "code",
        right,
        program,
        puzzle.codes if item.is_in_words else (),
        mistakes,
    )
    return context.variant(answer, goal_run(first, first.answers[0], shown))


def _require_key_runs(puzzle: Puzzle, key: Arrangement) -> None:
    """Require that the author's order runs. An exception is reported at the line that raises it.

    Raises:
        ProofStopped: a line raises an exception.
    """
    context = puzzle.context
    (outcome,) = context.run([context.code_job(puzzle.code_in(key), "snippet")])
    raised = outcome.raised
    if raised is None or raised.role != "snippet":
        return
    at = line_at(puzzle.program, puzzle.codes, raised.snippet_line)
    if at is not None:
        message = f"in the given order, this line raises an error: {raised.sentence}."
        remedy = f"{raised.note} Fix the line or the order.".lstrip()
        raise context.stop(message, remedy, "lines", at)


def _run_every_order(puzzle: Puzzle) -> dict[Arrangement, Outcome]:
    """Run the lines in every order. Return the outcomes, beginning with the author's order."""
    orders = list(permutations(range(len(puzzle.codes))))
    outcomes = puzzle.context.run([puzzle.job(order) for order in orders])
    return dict(zip(orders, outcomes, strict=True))


def _right_orders(puzzle: Puzzle, outcomes: dict[Arrangement, Outcome]) -> tuple[Arrangement, ...]:
    """Return the orders that meet the goal.

    Report a fault if there are too many, or if one of them meets the goal only by chance.
    """
    context = puzzle.context
    right = tuple(order for order, outcome in outcomes.items() if meets_goal(outcome))
    jobs = [puzzle.job(order, OTHER_SEED, SECOND_RUN) for order in right]
    repeated = context.run(jobs)
    by_chance = [
        order for order, again in zip(right, repeated, strict=True) if not meets_goal(again)
    ]
    if by_chance:
        orders = ", ".join(str([line + 1 for line in order]) for order in by_chance)
        message = f"these orders meet the goal only by chance: {orders}."
        context.note_fault(message, "Set the seed, or change the goal.", "goal")
    elif len(right) == len(outcomes):
        message = "every order meets the goal, so no answer can be wrong."
        context.note_fault(message, "Make the goal depend on the order of the lines.", "goal")
    elif len(right) > len(outcomes) * MOST_RIGHT:
        message = f"{len(right)} of {len(outcomes)} orders meet the goal, which is more than half."
        remedy = "Make the goal stricter, or join lines whose order does not matter."
        context.note_fault(message, remedy, "goal")
    return right


def _expected_mistakes(
    puzzle: Puzzle, outcomes: dict[Arrangement, Outcome]
) -> tuple[NearOrder, ...]:
    """Return the orders that the author calls wrong, each proven to be wrong.

    Raises:
        ProofStopped: a distractor does not list every line once, or two distractors are the same.
    """
    context = puzzle.context
    mistakes: dict[Arrangement, NearOrder] = {}
    for number, distractor in enumerate(context.item.distractors):
        order, where = tuple(line - 1 for line in distractor.order), ("distractors", number)
        if order not in outcomes:
            count = len(puzzle.codes)
            message = f"this does not list each of the {count} lines exactly once."
            remedy = f"List each number from 1 to {count} once."
            raise context.stop(message, remedy, *where, "order")
        if order in mistakes:
            message = "two distractors have the same order."
            raise context.stop(message, "Change one of them.", *where, "order")
        run = _wrong_run(puzzle, order, outcomes[order], where)
        option = context.wrong_option(distractor, number, "", "code", run)
        mistakes[order] = NearOrder(
            order, option.because, option.misconception, option.belief, option.run
        )
    return tuple(mistakes.values())


def _wrong_run(puzzle: Puzzle, order: Arrangement, outcome: Outcome, where: Where) -> Run:
    """Return the run of a wrong order, naming the line that raised an exception, if any.

    Steps in words are shown together with their code.
    """
    run = prove_wrong(
        puzzle.context, puzzle.code_in(order), puzzle.goal, outcome, "in this order", where
    )
    lines = puzzle.lines_in(order)
    error = run.error
    if outcome.raised:
        line = error_location(puzzle.program, lines, outcome.raised.snippet_line)
        error = outcome.failure + line
    code = "\n".join(lines) if puzzle.context.item.is_in_words else ""
    return replace(run, code=code, error=error)
