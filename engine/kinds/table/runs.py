"""Runs the snippet of a table, and the changed snippets that lead to its wrong values."""

from collections.abc import Sequence
from dataclasses import dataclass

from torchquiz.engine.kinds.table.gaps import TableGap
from torchquiz.engine.kinds.table.model import ShownCell, TableItem
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.asked_value import (
    actual_value,
)
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.wrong_values import (
    misreading_job,
    misreadings,
)
from torchquiz.engine.sandbox.job import Answered, Ask, Outcome
from torchquiz.engine.yaml.positions import Where


@dataclass(frozen=True, slots=True)
class TableRun:
    """The results of the snippet and of its changed versions."""

    values: list[Value]
    """The values of the cells to fill in."""
    repeated: list[Value]
    """The values of the same cells from a run with a different seed."""
    shown: dict[Where, str]
    """The given values as text. The keys are the fields that contain the cells."""
    misread: dict[int, Outcome]
    """The outcomes of the misread snippets. The keys are the numbers of the distractors."""
    run: Run


def run_table(
    context: ItemContext[TableItem], gaps: list[TableGap], targets: list[TableGap]
) -> TableRun:
    """Run the snippet with two seeds, and run its changed versions.

    This also fills in the computed values in the item's texts.
    """
    templates = context.templates()
    asks = [Ask(gap.asked.code or "") for gap in gaps]
    shows = {
        where: Ask(context.with_values(cell.show, *where, "show"))
        for where, cell in context.item.cells()
        if isinstance(cell, ShownCell)
    }
    all_asks = (*asks, *shows.values(), *templates.asks)
    job = context.code_job(context.snippet, "snippet", asks=all_asks)
    first, again = context.run_twice(job, len(asks))
    numbers = misreadings(context)
    jobs = [misreading_job(context, number, targets[number].asked) for number in numbers]
    misread = dict(zip(numbers, context.run(jobs), strict=True))
    values, repeated = _values(context, first, gaps), _values(context, again, gaps)
    end = len(asks) + len(shows)
    shown = _shown_texts(context, list(shows), first.answers[len(asks) : end])
    templates.render(first.answers[end:])
    run = Run("", "", "", first.output, "", first.elapsed_ms)
    return TableRun(values, repeated, shown, misread, run)


def _values(context: ItemContext[TableItem], outcome: Outcome, gaps: list[TableGap]) -> list[Value]:
    return [actual_value(context, outcome, gap.asked, number) for number, gap in enumerate(gaps)]


def _shown_texts(
    context: ItemContext[TableItem], fields: list[Where], answers: Sequence[Answered]
) -> dict[Where, str]:
    return {
        where: context.value(answer, "`show`", *where, "show").text
        for where, answer in zip(fields, answers, strict=True)
    }
