"""Proves an item of kind `table`."""

from collections.abc import Mapping

from torchquiz.engine.kinds.table.gaps import TableGap, gaps_of, target_gap
from torchquiz.engine.kinds.table.model import TableItem
from torchquiz.engine.kinds.table.runs import TableRun, run_table
from torchquiz.engine.models.answers import Row, Table, Typed
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.asked_value import (
    check_computed,
    check_key,
    why_untyped,
)
from torchquiz.engine.proof.formulas import formula, stated_values
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.wrong_values import (
    EvaluatedDistractor,
    WrongValue,
    check_distinct,
    expected_mistake,
    prove_wrong_values,
)
from torchquiz.engine.sandbox.values import same
from torchquiz.engine.yaml.positions import Where


def prove(context: ItemContext[TableItem]) -> Variant:
    """Run the snippet with two seeds, evaluate the formulas, and run the code of wrong values."""
    distractors = context.item.distractors
    gaps = gaps_of(context)
    targets = [target_gap(context, number, gaps) for number in range(len(distractors))]
    results = run_table(context, gaps, targets)
    formulas = [formula(gap.key, *gap.asked.where, "key") for gap in gaps]
    formulas += [
        formula(distractor.value, "distractors", number, "value")
        for number, distractor in enumerate(distractors)
    ]
    stated = stated_values(context, formulas)
    own_values: dict[TableGap, dict[int, Value | None]] = {gap: {} for gap in gaps}
    for number, (gap, value) in enumerate(zip(targets, stated[len(gaps) :], strict=True)):
        own_values[gap][number] = value
    keys = _keys(context, own_values, stated[: len(gaps)], results)
    wrongs = prove_wrong_values(
        context,
        [
            EvaluatedDistractor(value, results.misread.get(number), gap.asked, keys[gap])
            for number, (gap, value) in enumerate(zip(targets, stated[len(gaps) :], strict=True))
        ],
    )
    cells: dict[Where, Typed | str] = dict(results.shown)
    for gap in gaps:
        own = {number: wrong for number, wrong in enumerate(wrongs) if targets[number] is gap}
        cells[gap.asked.where] = _cell(context, gap, keys[gap], own)
    return context.variant(_answer(context, cells), results.run)


def _keys(
    context: ItemContext[TableItem],
    gaps: Mapping[TableGap, Mapping[int, Value | None]],
    stated: list[Value | None],
    run: TableRun,
) -> dict[TableGap, Value]:
    """Return the proven value of each cell to fill in.

    A shape stays a shape, so that a typed answer is parsed as one.

    Args:
        context: the proof.
        gaps: the cells to fill in, each with the stated values of its distractors by number.
        stated: the value of each cell's formula.
        run: the results of the snippet.

    Raises:
        ProofStopped: the value of a cell cannot be compared.
    """
    keys: dict[TableGap, Value] = {}
    for gap, value, actual, again in zip(gaps, stated, run.values, run.repeated, strict=True):
        try:
            key = check_key(context, gap.asked, value, actual, again, gaps[gap])
        except ProofStopped:
            continue  # Check all cells before stopping, so that all of their faults are reported.
        if message := why_untyped(key):
            context.note_fault(message, "Ask for a shape, a number or a list.", *gap.asked.field)
        keys[gap] = actual if actual.tag == "shape" else key
    if len(keys) < len(gaps):
        raise ProofStopped
    first, *others = keys.values()
    if all(same(first, other) for other in others):
        message = f"every cell to fill in is {first.text}, so one guess fills the table."
        context.note_fault(message, "Ask for cells with different values.", "rows")
    if not context.item.given:
        check_computed(context, [gap.asked for gap in gaps])
    return keys


def _cell(
    context: ItemContext[TableItem], gap: TableGap, key: Value, wrongs: dict[int, WrongValue]
) -> Typed:
    """Return a cell to fill in, with the wrong answers that the author expects."""
    values = {number: value for number, (value, _) in wrongs.items()}
    check_distinct(context, values, gap.asked.tolerance)
    mistakes = tuple(expected_mistake(context, at, wrong, key) for at, wrong in wrongs.items())
    return Typed(key, gap.asked.tolerance or 0.0, mistakes)


def _answer(context: ItemContext[TableItem], cells: dict[Where, Typed | str]) -> Table:
    columns = range(len(context.item.columns))
    rows = tuple(
        Row(
            context.text("rows", row, "name"),
            tuple(cells["rows", row, "cells", column] for column in columns),
        )
        for row in range(len(context.item.rows))
    )
    return Table(tuple(context.text("columns", column) for column in columns), rows)
