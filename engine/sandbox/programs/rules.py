"""Tests a rule with many sets of random values.

This code runs in a child after the setup of a lesson. Its names begin with an underscore to avoid
clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _try_rule(
    names: "tuple[str, ...]",
    draws: "tuple[tuple[Any, ...], ...]",
    run: str,
    holds: str,
    fails: str,
) -> "tuple[int, str, list[tuple[str, str]], int]":
    """Test a rule with one set of random values after another, until it fails for one.

    Args:
        names: the variables of the rule.
        draws: the sets of random values, each with one value per variable.
        run: code to run for each set of values, or an empty string.
        holds: the expression that must be true.
        fails: the misconception as an expression, or an empty string.

    Returns:
        A tuple of four: the index of the first set for which the rule fails, or -1; the error that
        was raised, or an empty string; the compared expressions with their values; and the number
        of sets for which the misconception is false or cannot be evaluated.
    """
    missed = 0
    program = compile(run, "run", "exec", dont_inherit=True)
    for number, draw in enumerate(draws):
        space = {**globals(), **dict(zip(names, draw, strict=True))}
        _seed(number)
        try:
            exec(program, space)
            is_true = bool(eval(holds, space))
        except Exception as error:
            lines = str(error).strip().splitlines()
            return number, f"{type(error).__name__}: {lines[0] if lines else ''}", [], missed
        if not is_true:
            return number, "", _sides(holds, space), missed
        missed += bool(fails) and not _is_true(fails, space)
    return -1, "", [], missed


def _seed(number: int) -> None:
    """Seed the random number generators, differently for each set of values.

    A repeated test of the same rule uses the same random numbers.
    """
    import random

    import torch

    # `torch.manual_seed` takes 2 ms, which is longer than most rules.
    torch.default_generator.manual_seed(number)
    random.seed(number)


def _is_true(code: str, space: "dict[str, Any]") -> bool:
    try:
        return bool(eval(code, space))
    except Exception:
        return False


def _sides(code: str, space: "dict[str, Any]") -> "list[tuple[str, str]]":
    """Return each side of a comparison with its value, or an empty list for other expressions."""
    import ast

    node = ast.parse(code, mode="eval").body
    if not isinstance(node, ast.Compare):
        return []
    sides = [ast.unparse(side) for side in (node.left, *node.comparators)]
    return [(side, " ".join(repr(eval(side, space)).split())[:200]) for side in sides]
