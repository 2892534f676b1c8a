"""Programs that are judged by a goal: the right one must meet it, wrong options must miss it.

Kinds such as complete, diagnose and order share this.
"""

from typing import Any

from torchquiz.engine.models.answers import Condition
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.batch import dividing_batch
from torchquiz.engine.proof.failures import goal_run
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Outcome, Raised
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.goals import GoalPart, parts
from torchquiz.engine.yaml.positions import Where

NOTHING = "()[0]"
"""An expression that has no value: it raises."""


def meets_goal(outcome: Outcome) -> bool:
    """Return whether the program ran without an error and its goal, the first ask, holds."""
    goal = outcome.answers[0] if outcome.answers else None
    return not outcome.failure and isinstance(goal, Goal) and goal.holds


def prove_key(
    context: ItemContext[Any], code: str, goal: str, where: Where, code_where: Where
) -> Outcome:
    """Run the right program with two seeds, demand that its goal holds, and render the texts.

    Args:
        context: the proof.
        code: the program with the key filled in, or with its fix applied.
        goal: the goal's expression.
        where: the key's field.
        code_where: the field in which the program was written, for the lines that it raises on.

    Raises:
        ProofStopped: the key is not right.
    """
    templates = context.templates()
    asks = (Ask(goal, "goal"), *templates.asks)
    first, again = context.run_twice(context.code_job(code, *code_where, asks=asks), 1)
    context.require_success(first, "the program with the key", *code_where)
    answer = first.answers[0]
    if isinstance(answer, Raised):
        message = f"`goal` cannot be evaluated: {answer.sentence}."
        raise context.stop(message, context.remedy_for(answer), "goal")
    if not meets_goal(first):
        context.tally.keys.wrong += 1
        remedy = _comparison(goal, answer) or "Mend the key or the goal."
        raise context.stop("the key does not meet the goal.", remedy, *where)
    if not meets_goal(again):
        context.tally.keys.wrong += 1
        message = "the key meets the goal with one seed and not with another."
        raise context.stop(message, "Pin the seed, or loosen the goal.", *where)
    context.tally.keys.proven += 1
    templates.render(first.answers[1:])
    return first


def _comparison(goal: str, answer: Answered) -> str:
    """Return the goal above what it compared; empty where it compares nothing."""
    assert isinstance(answer, Goal)
    return f"goal:    {goal}\nPyTorch: {answer.sentence}" if answer.seen else ""


def prove_wrong(
    context: ItemContext[Any], code: str, goal: str, outcome: Outcome, what: str, where: Where
) -> Run:
    """Demand that a wrong option's program misses the goal or raises, whatever its batch size."""
    answer = outcome.answers[0] if outcome.answers else None
    fault = _why_not_wrong(context, code, goal, outcome, what)
    if fault is None:
        context.tally.distractors.proven += 1
    else:
        context.tally.distractors.wrong += 1
        context.note_fault(*fault, *where)
    return goal_run(outcome, answer, "")


def _why_not_wrong(
    context: ItemContext[Any], code: str, goal: str, outcome: Outcome, what: str
) -> tuple[str, str] | None:
    """Return why an option is not proven wrong, and what to do; None where it is."""
    answer = outcome.answers[0] if outcome.answers else None
    if meets_goal(outcome):
        seen = f" ({answer.sentence})" if isinstance(answer, Goal) and answer.seen else ""
        return (
            f"this option is right as well: {what} the goal holds{seen}.",
            "Change the option, or make the goal stricter.",
        )
    if isinstance(answer, Raised) and not outcome.failure:
        return (
            f"with this option `goal` cannot be evaluated: {answer.sentence}.",
            "Let the goal be true or false.",
        )
    if outcome.note:
        return (
            f"this option fails only because of where it runs: {outcome.note}",
            "Write an option that is wrong anywhere.",
        )
    if _is_wrong_by_its_batch(context, code, goal, outcome):
        return (
            "this option is wrong only at some batch sizes: `view(-1, …)` hides its wrong size"
            " where the batch divides.",
            "Let the goal look at the batch dimension too.",
        )
    return None


def _is_wrong_by_its_batch(
    context: ItemContext[Any], code: str, goal: str, outcome: Outcome
) -> bool:
    other = dividing_batch(code, outcome)
    if other is None:
        return False
    job = context.code_job(other, "snippet", asks=(Ask(goal, "goal"),))
    (again,) = context.run([job])
    return meets_goal(again)


def goal_conditions(context: ItemContext[Any], goal: str, program: str) -> tuple[Condition, ...]:
    """Return the goal's conditions; a side that does not need the program is evaluated and kept."""
    conditions = parts(goal)
    apart, right = context.run(
        [
            context.job(asks=[Ask(condition.right or NOTHING) for condition in conditions]),
            context.code_job(program, "key", asks=[Ask(one.left) for one in conditions]),
        ]
    )
    answers = zip(conditions, apart.answers, right.answers, strict=True)
    return tuple(_condition(*answer) for answer in answers)


def _condition(part: GoalPart, expected: Answered, actual: Answered) -> Condition:
    """Keep the expected value only where the right program's own value equals it."""
    if not isinstance(expected, Value) or not isinstance(actual, Value):
        return Condition(part.code, part.left, None)
    is_known = is_comparable(expected) and same(expected, actual)
    return Condition(part.code, part.left, expected if is_known else None)
