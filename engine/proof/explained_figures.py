"""Finds figures that the explanations of an item confirm themselves, by an equation or by code."""

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.equations import report_equations
from torchquiz.engine.proof.figures import NO_FIGURES, SMALL, KnownFigures, figures_in
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.right_program import PURPOSE, right_code
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.sandbox.job import Ask, Block, Job, program
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.text.spans import INLINE_CODE


def figures_of_equations(texts: Iterable[RenderedText], known: KnownFigures) -> KnownFigures:
    """Return the numbers in those equations of the texts that hold and contain a known number.

    If `-log(0.5) = 0.693` holds and 0.693 is the answer, other steps may speak of 0.5.
    """
    numbers: set[float] = set()
    for text in texts:
        report = report_equations(text.text)
        own = report.true_operands | report.true_results
        if own & known.numbers - SMALL:
            numbers |= own
    return KnownFigures(frozenset(numbers), frozenset())


def figures_of_inline_code(
    context: ItemContext[Any], variant: Variant, text: RenderedText
) -> KnownFigures:
    """Return the figures of the values that code in a text has after the correct program.

    The code must be an expression with a name or a number, such as `` `x.squeeze(1)` ``.
    """
    codes = list(dict.fromkeys(_expressions(text.text)))
    if not codes:
        return NO_FIGURES
    blocks = (*context.scope.setups, program("observed"), Block(right_code(variant)))
    asks = tuple(Ask(f"list(_figures_of({code}, 0))") for code in codes)
    job = Job(blocks, asks, context.names, timeout_s=context.timeout_s, purpose=PURPOSE)
    (outcome,) = context.run([job])
    values = [plain(answer) for answer in outcome.answers if isinstance(answer, Value)]
    return figures_in("\n".join(str(figure) for value in values for figure in value))


def _expressions(text: str) -> Iterator[str]:
    for code in INLINE_CODE.findall(text):
        try:
            tree = ast.parse(code, mode="eval")
        except (SyntaxError, ValueError):
            continue
        if isinstance(tree.body, ast.Call | ast.Subscript | ast.Attribute | ast.BinOp):
            yield code
