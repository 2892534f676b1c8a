"""Finds the figures that the correct program of an item computes."""

from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.figures import NO_FIGURES, KnownFigures, figures_in
from torchquiz.engine.proof.item_context import OTHER_SEED, ItemContext
from torchquiz.engine.proof.prose.right_program import described_programs, while_right_program_runs
from torchquiz.engine.sandbox.values import plain


def observed_figures(context: ItemContext[Any], variant: Variant) -> KnownFigures:
    """Return the shapes, counts and numbers of all values in the correct program, at any moment.

    In an item about a bug, the values in the code with the bug count as well. Figures that differ
    between two seeds are left out.
    """
    known = NO_FIGURES
    for code in described_programs(context, variant):
        first, again = (_figures(context, code, seed) for seed in (0, OTHER_SEED))
        known |= KnownFigures(
            first.numbers & again.numbers, first.shapes & again.shapes, first.counts & again.counts
        )
    return known


def _figures(context: ItemContext[Any], code: str, seed: int) -> KnownFigures:
    answer = while_right_program_runs(context, "observed", f"_observed({code!r})", seed)
    if not isinstance(answer, Value):
        return NO_FIGURES
    return figures_in("\n".join(map(str, plain(answer))))
