"""Varies the inputs of the checks of a `write` item, to try changed programs with them."""

import ast
import random
from collections.abc import Iterator
from typing import Literal

from torchquiz.engine.kinds.write.cases import further_cases
from torchquiz.engine.kinds.write.model import CheckModel, WriteItem
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.other_inputs import with_other_inputs
from torchquiz.engine.sandbox.job import Ask

VARIATIONS = 12
"""The number of variations of the inputs of each check."""
MOST = 80
"""The maximum number of variations of all checks together."""


def probes_of(context: ItemContext[WriteItem]) -> list[Ask]:
    """Return the expressions and statements of the checks with other inputs.

    A condition is replaced by the calls in it of what the reference defines.
    """
    defined = _defined_names(context.item.key)
    asks = [
        ask
        for number, check in enumerate(context.item.checks)
        for ask in _probes(context, number, check, defined)
    ]
    step = max(1, -(-len(asks) // MOST))
    return asks[::step]


def _probes(
    context: ItemContext[WriteItem], number: int, check: CheckModel, defined: set[str]
) -> Iterator[Ask]:
    if check.over:
        cases = further_cases(context, number, VARIATIONS) if check.ask is not None else []
        yield from (Ask(case.code) for case in cases)
        return
    mode: Literal["printed", "value"] = "printed" if check.prints is not None else "value"
    code = context.with_values(
        check.code, "checks", number, check.field, is_fragment=check.prints is None
    )
    chance = random.Random(number)
    for tree in _expressions(code, check, defined):
        seen = {ast.unparse(tree)}
        for _ in range(VARIATIONS):
            varied = with_other_inputs(tree, chance)
            if varied not in seen:
                seen.add(varied)
                yield Ask(varied, mode)


def _expressions(code: str, check: CheckModel, defined: set[str]) -> Iterator[ast.AST]:
    tree = ast.parse(code.strip(), mode="exec" if check.prints is not None else "eval")
    if check.holds is None:
        yield tree
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in defined:
            yield node


def _defined_names(code: str) -> set[str]:
    return {
        node.name
        for node in ast.parse(code).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
