"""Finds conditions that stay true in every variation of the program, and so may test nothing.

A condition that compares two computed values states a relation, which may well be true after every
program. So does one that compares all elements of a tensor with expected values. All other
conditions should depend on what the program does.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any

from torchquiz.engine.models.authored import joined
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.vacuous import fixed_truth, names_of
from torchquiz.engine.sandbox.job import Ask, Goal, Job, Outcome, program
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.variants.parsing import NotPythonError, parse_expression
from torchquiz.engine.variants.variations import varied_programs

MOST_PROGRAMS = 40
FEWEST_PROGRAMS = 8
"""The minimum number of variations that must have run before a condition counts as fixed."""
SECONDS = 1.5
"""The CPU time in seconds after which no further variation is started if enough have run."""
TIMEOUT_S = 60.0
"""The time limit in seconds. It is generous because other processes may slow the child down."""
TYPE_TESTS = re.compile(r"\b(?:isinstance|is_tensor|type|issubclass)\(")
"""Matches a test of a type, such as `isinstance(`."""
WORD = re.compile(r"\w+")
MODULES = {"torch", "nn", "F"}
OTHER_NAMES = {"isinstance", "issubclass", "type", "torch", "nn"}
"""Names that occur in tests of types but are not types themselves."""
COMPARISONS = {"allclose", "isclose", "equal"}
"""Functions and methods that compare the elements of two tensors, or two numbers."""


def fixed_conditions(
    context: ItemContext[Any], code: str, conditions: Sequence[tuple[str, str]]
) -> set[int]:
    """Return the indices of the conditions that stay true in every variation of a program.

    Args:
        context: the proof.
        code: the program, without its setup.
        conditions: true conditions, each with the sentence that it tests (or an empty string).
    """
    suspects = [
        number
        for number, (condition, sentence) in enumerate(conditions)
        if _may_test_nothing(condition, sentence, joined(context.scope.setup, code))
    ]
    programs = varied_programs(code, MOST_PROGRAMS) if suspects else []
    if len(programs) < FEWEST_PROGRAMS:
        return set()
    job = _job(context, programs, [conditions[number][0] for number in suspects])
    (outcome,) = context.run([job])
    if outcome.failure or not outcome.answers:
        return set()
    rows: Any = plain(context.value(outcome.answers[0], "the condition"))
    truths = zip(*rows, strict=True) if rows else iter(())
    return {number for number, seen in zip(suspects, truths, strict=False) if _is_fixed(seen)}


def universal_conditions(context: ItemContext[Any], conditions: Sequence[str]) -> set[int]:
    """Return the indices of the conditions that are true of every tensor or of every number.

    Only conditions that compare a value with itself are tried, such as `y.shape == y.size()`.

    Args:
        context: the proof.
        conditions: true conditions about the names of the snippet.
    """
    own = names_of(joined(context.scope.setup, context.snippet)) - MODULES
    suspects = {
        number: (str(condition), name)
        for number, condition in enumerate(conditions)
        if (name := _only_name(condition, own))
    }
    if not suspects:
        return set()
    ask = Ask(f"_true_of_all({tuple(suspects.values())!r})")
    job = Job((program("variations"),), (ask,), timeout_s=TIMEOUT_S, purpose="varied conditions")
    (outcome,) = context.run([job])
    truths: Any = (
        plain(context.value(outcome.answers[0], "the condition")) if outcome.answers else ()
    )
    return {number for number, truth in zip(suspects, truths, strict=False) if truth}


def doubt_fixed_goal(
    context: ItemContext[Any], code: str, goal: str, outcomes: Sequence[Outcome]
) -> None:
    """Record a doubt if the goal is met by every wrong option and every variation of the program.

    Args:
        context: the proof.
        code: the correct program.
        goal: the goal's expression.
        outcomes: the outcomes of the wrong options' programs. The first expression that each
            evaluated is the goal.
    """
    goals = [outcome.answers[0] for outcome in outcomes if outcome.answers and not outcome.failure]
    is_missed = any(isinstance(answer, Goal) and not answer.holds for answer in goals)
    if is_missed or fixed_truth(goal) is not None:
        return
    if fixed_conditions(context, code, [(goal, "")]):
        context.note_doubt(
            "no wrong option misses the goal, and no change to the program makes it false, so"
            " it may test nothing",
            "goal",
        )


def _is_fixed(truths: Sequence[bool | None]) -> bool:
    evaluated = [truth for truth in truths if truth is not None]
    return len(evaluated) >= FEWEST_PROGRAMS and all(evaluated)


def _job(context: ItemContext[Any], programs: Sequence[str], conditions: Sequence[str]) -> Job:
    """Return a job that runs programs until time is up, testing the conditions after each one."""
    whole = tuple(joined(context.scope.setup, code) for code in programs)
    arguments = (whole, tuple(map(str, conditions)), tuple(context.names), SECONDS, FEWEST_PROGRAMS)
    ask = Ask(f"_truths_after{arguments!r}")
    return Job(
        (program("variations"),),
        (ask,),
        context.names,
        timeout_s=TIMEOUT_S,
        purpose="varied conditions",
    )


def _may_test_nothing(condition: str, sentence: str, code: str) -> bool:
    """Return whether a condition may test nothing and so should be tried on variations.

    A condition that states a relation does test something. So does a test of the type that the
    sentence names: `torch.is_tensor(total)` is a good test of “The sum is a tensor”.
    """
    try:
        tree = parse_expression(condition)
    except NotPythonError:
        return False
    own = names_of(code)
    if any(_states_relation(node, own) or _compares_values(node, own) for node in ast.walk(tree)):
        return False
    if not TYPE_TESTS.search(condition):
        return True
    words = {word.lower().rstrip("s") for word in WORD.findall(sentence)}
    return not words & {word.lower() for word in set(_type_names(tree)) - own - OTHER_NAMES}


def _states_relation(node: ast.AST, own: set[str]) -> bool:
    """Return whether a comparison uses names from the program on more than one side.

    The operands of a subtraction count as sides too, as in `(y - mean).abs().max() < 1e-6`.
    """
    if not isinstance(node, ast.Compare):
        return False
    sides = [node.left, *node.comparators]
    differences = [
        part
        for part in ast.walk(node)
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub)
    ]
    pairs = [sides, *([part.left, part.right] for part in differences)]
    return any(sum(_uses(side, own) for side in pair) > 1 for pair in pairs)


def _compares_values(node: ast.AST, own: set[str]) -> bool:
    """Return whether a call such as `torch.allclose(y, z)` compares two different expressions.

    At least one of them must use a name from the program. Such a condition can be false, even if no
    variation of the program makes it so.
    """
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=[side]):
            sides = [owner, side]
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[first, second, *_]):
            sides = [first, second]
        case _:
            return False
    is_different = ast.dump(sides[0]) != ast.dump(sides[1])
    return name in COMPARISONS and is_different and any(_uses(side, own) for side in sides)


def _only_name(condition: str, own: set[str]) -> str:
    """Return the only name of the program in a condition that compares it with itself.

    The result is an empty string for any other condition.
    """
    try:
        tree = parse_expression(condition)
    except NotPythonError:
        return ""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & own
    is_relation = any(_states_relation(node, own) for node in ast.walk(tree))
    return used.pop() if len(used) == 1 and is_relation else ""


def _uses(node: ast.AST, names: set[str]) -> bool:
    used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return bool(used & names - MODULES)


def _type_names(tree: ast.AST) -> Iterator[str]:
    """Yield the words with which a sentence may name the types that a condition tests."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id.removeprefix("is_")
    if "is_tensor" in ast.unparse(tree):
        yield "tensor"
