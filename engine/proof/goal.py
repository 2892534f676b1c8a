"""What complete, diagnose and order share: a program that is judged by a goal, and wrong options that must miss it."""

from typing import Any

from torchquiz.engine.models.answers import Condition
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.batch import dividing_batch
from torchquiz.engine.proof.context import Case, goal_run, remedy_for
from torchquiz.engine.sandbox.job import Ask, Goal, Outcome, Raised
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.goals import parts
from torchquiz.engine.yaml.positions import Where

NOTHING = "()[0]"
"""An expression without a value."""


def reaches(outcome: Outcome, place: int = 0) -> bool:
    """Whether the program ran through and its goal holds."""
    goal = outcome.answers[place] if len(outcome.answers) > place else None
    return not outcome.failure and isinstance(goal, Goal) and goal.holds


def prove_key(case: Case[Any], code: str, goal: str, where: Where, at: Where) -> Outcome:
    """Run the right program, with two seeds; render the texts; demand that its goal holds both times.

    `code` is the program with the key filled in, or its fix applied; `where` is the key; `at` is where the program was
    written, for the lines of what it raises.
    """
    texts = case.text_asks()
    ask = Ask(goal, "goal")
    first, again = case.run_twice(case.job(code, *at, asks=(ask, *texts.asks)), 1)
    case.demand_ran(first, "the program with the key", *at)
    answer = first.answers[0]
    if isinstance(answer, Raised):
        raise case.refuse(
            f"`goal` cannot be evaluated: {answer.sentence}.", remedy_for(answer), "goal"
        )
    if not reaches(first):
        case.tally.keys.wrong += 1
        assert isinstance(answer, Goal)
        seen = (
            f"goal:    {goal}\nPyTorch: {answer.sentence}"
            if answer.seen
            else "Mend the key or the goal."
        )
        raise case.refuse("the key does not meet the goal.", seen, *where)
    if not reaches(again):
        case.tally.keys.wrong += 1
        raise case.refuse(
            "the key meets the goal with one seed and not with another.",
            "Pin the seed, or loosen the goal.",
            *where,
        )
    case.tally.keys.proven += 1
    texts.render(first.answers[1:])
    return first


def prove_wrong(
    case: Case[Any], code: str, goal: str, outcome: Outcome, what: str, where: Where
) -> Run:
    """Demand that a wrong option's program misses the goal or raises, at whatever batch it runs."""
    answer = outcome.answers[0] if outcome.answers else None
    if reaches(outcome):
        case.tally.distractors.wrong += 1
        met = f" ({answer.sentence})" if isinstance(answer, Goal) and answer.seen else ""
        case.fault(
            f"this option is right as well: {what} the goal holds{met}.",
            "Change the option, or make the goal stricter.",
            *where,
        )
    elif isinstance(answer, Raised) and not outcome.failure:
        case.tally.distractors.wrong += 1
        case.fault(
            f"with this option `goal` cannot be evaluated: {answer.sentence}.",
            "Let the goal be true or false.",
            *where,
        )
    elif outcome.note:
        case.tally.distractors.wrong += 1
        case.fault(
            f"this option fails only because of where it runs: {outcome.note}",
            "Write an option that is wrong anywhere.",
            *where,
        )
    elif _slips_through(case, code, goal, outcome):
        case.tally.distractors.wrong += 1
        case.fault(
            "this option is wrong only at some batch sizes: `view(-1, …)` hides its wrong size where the batch divides.",
            "Let the goal look at the batch dimension too.",
            *where,
        )
    else:
        case.tally.distractors.proven += 1
    return goal_run(outcome, answer, "")


def _slips_through(case: Case[Any], code: str, goal: str, outcome: Outcome) -> bool:
    other = dividing_batch(code, outcome)
    if other is None:
        return False
    (again,) = case.run([case.job(other, "snippet", asks=(Ask(goal, "goal"),))])
    return reaches(again)


def conditions(case: Case[Any], goal: str, program: str) -> tuple[Condition, ...]:
    """The goal taken apart: a side that stands without the program is evaluated apart from it, and kept."""
    found = parts(goal)
    apart, right = case.run(
        [
            case.job("", asks=[Ask(one.right or NOTHING) for one in found]),
            case.job(program, "key", asks=[Ask(one.left) for one in found]),
        ]
    )
    kept = []
    for one, expected, seen in zip(found, apart.answers, right.answers, strict=True):
        is_known = (
            isinstance(expected, Value)
            and isinstance(seen, Value)
            and is_comparable(expected)
            and same(expected, seen)
        )
        kept.append(
            Condition(
                one.code, one.left, expected if isinstance(expected, Value) and is_known else None
            )
        )
    return tuple(kept)
