"""Tests programs against a goal: a condition that only the correct program meets.

Items of the kinds `complete`, `diagnose` and `order` have such a goal.
"""

from typing import Any

from torchquiz.engine.models.answers import Condition
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.batch import dividing_batch
from torchquiz.engine.proof.failures import goal_run
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.suspicious_failures import doubt_failure
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Outcome, Raised
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.goals import GoalPart, parts
from torchquiz.engine.yaml.positions import Where

NOTHING = "()[0]"
"""An expression that has no value, because evaluating it always raises an exception."""


class KeyFailed(ProofStopped):
    """Raised if the correct program raises an exception. Wrong options can still be checked."""


def meets_goal(outcome: Outcome) -> bool:
    """Return whether a program ran without an error and met the goal.

    The goal is the first expression of the program's job.
    """
    goal = outcome.answers[0] if outcome.answers else None
    return not outcome.failure and isinstance(goal, Goal) and goal.holds


def prove_key(
    context: ItemContext[Any], code: str, goal: str, where: Where, code_where: Where
) -> Outcome:
    """Run the correct program with two seeds, require that it meet the goal, and render texts.

    If the program misses the goal, that is a fault, but the proof continues, so that the faults of
    the other options are reported as well.

    Args:
        context: the proof.
        code: the program with the correct answer filled in, or with the correct fix applied.
        goal: the goal's expression.
        where: the field that contains the correct answer.
        code_where: the field that contains the program, for reporting the line that raises.

    Raises:
        KeyFailed: the program raises an exception.
        ProofStopped: the goal cannot be evaluated.
    """
    templates = context.templates()
    asks = (Ask(goal, "goal"), *templates.asks)
    first, again = context.run_twice(context.code_job(code, *code_where, asks=asks), 1)
    try:
        context.require_success(first, "the program with the key", *code_where)
    except ProofStopped as stopped:
        raise KeyFailed from stopped
    answer = first.answers[0]
    if isinstance(answer, Raised):
        message = f"`goal` cannot be evaluated: {answer.sentence}."
        raise context.stop(message, context.remedy_for(answer), "goal")
    if not meets_goal(first):
        context.tally.keys.wrong += 1
        remedy = _comparison(goal, answer) or "Fix the key or the goal."
        context.note_fault("the key does not meet the goal.", remedy, *where)
    elif not meets_goal(again):
        context.tally.keys.wrong += 1
        message = "the key meets the goal with one seed but not with another."
        context.note_fault(message, "Set the seed, or make the goal less strict.", *where)
    else:
        context.tally.keys.proven += 1
    templates.render(first.answers[1:])
    return first


def _comparison(goal: str, answer: Answered) -> str:
    """Return two lines that show the goal and the values that it compared.

    Return an empty string if the goal is not a comparison.
    """
    assert isinstance(answer, Goal)
    return f"goal:    {goal}\nPyTorch: {answer.sides}" if answer.seen else ""


def prove_wrong(
    context: ItemContext[Any], code: str, goal: str, outcome: Outcome, what: str, where: Where
) -> Run:
    """Require that a wrong option's program fails or misses the goal, at every batch size.

    Return a record of the program's run.
    """
    answer = outcome.answers[0] if outcome.answers else None
    fault = _why_not_wrong(context, code, goal, outcome, what)
    if fault is None:
        context.tally.distractors.proven += 1
        doubt_failure(context, code, outcome, where)
    else:
        context.tally.distractors.wrong += 1
        context.note_fault(*fault, *where)
    return goal_run(outcome, answer, "")


def _why_not_wrong(
    context: ItemContext[Any], code: str, goal: str, outcome: Outcome, what: str
) -> tuple[str, str] | None:
    """Return the reason why an option could not be proven wrong, with a suggested fix.

    Return None if the option was proven wrong.
    """
    answer = outcome.answers[0] if outcome.answers else None
    if meets_goal(outcome):
        seen = f" ({answer.sides})" if isinstance(answer, Goal) and answer.seen else ""
        return (
            f"this option is also correct: {what}, the goal holds{seen}.",
            "Change the option, or make the goal stricter.",
        )
    if isinstance(answer, Raised) and not outcome.failure:
        return (
            f"with this option, `goal` cannot be evaluated: {answer.sentence}.",
            "Write a goal that evaluates to True or False for every option.",
        )
    if outcome.note:
        return (
            f"this option fails only because it runs in the sandbox: {outcome.note}",
            "Write an option that also fails outside the sandbox.",
        )
    if _is_wrong_by_its_batch(context, code, goal, outcome):
        return (
            "this option is wrong only at some batch sizes: at others, `view(-1, …)` hides the"
            " wrong size in the batch dimension.",
            "Make the goal test the batch dimension too.",
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
    """Split a goal into its conditions, each with its expected value if that can be computed."""
    conditions = parts(goal)
    apart, right = context.run(
        [
            context.job(asks=[Ask(condition.right or NOTHING) for condition in conditions]),
            context.code_job(program, "key", asks=[Ask(part.left) for part in conditions]),
        ]
    )
    answers = zip(conditions, apart.answers, right.answers, strict=True)
    return tuple(_condition(*answer) for answer in answers)


def _condition(part: GoalPart, expected: Answered, actual: Answered) -> Condition:
    """Create a condition, with the expected value if the correct program produces it."""
    if not isinstance(expected, Value) or not isinstance(actual, Value):
        return Condition(part.code, part.left, None)
    is_known = is_comparable(expected) and same(expected, actual)
    return Condition(part.code, part.left, expected if is_known else None)
