"""Finds the cells of a table that learners fill in."""

from dataclasses import dataclass

from torchquiz.engine.kinds.table.model import AskedCell, TableItem
from torchquiz.engine.models.authored import Code
from torchquiz.engine.proof.asked_value import (
    AskedValue,
)
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.wording import counted

FEWEST = 2
"""Minimum number of cells to fill in. A table with only one such cell would be a `predict` item."""


@dataclass(frozen=True, slots=True)
class TableGap:
    """A cell to fill in, and the author's formula for its value."""

    asked: AskedValue
    key: Code

    @property
    def position(self) -> tuple[int, int]:
        """The row and column of the cell, both counted from 1."""
        _, row, _, column = self.asked.where
        return int(row) + 1, int(column) + 1


def gaps_of(context: ItemContext[TableItem]) -> list[TableGap]:
    """Return all cells to fill in, row by row.

    Raises:
        ProofStopped: a row has too many or too few cells, or the table has too few cells to fill
            in.
    """
    item = context.item
    wanted = len(item.columns)
    for row, model in enumerate(item.rows):
        if len(model.cells) != wanted:
            row_size, columns = counted(len(model.cells), "cell"), counted(wanted, "column")
            raise context.stop(
                f"this row has {row_size} for {columns}.",
                "Write one cell per column.",
                *("rows", row, "cells"),
            )
    gaps = []
    for where, cell in item.cells():
        if isinstance(cell, AskedCell):
            code = context.with_values(cell.ask, *where, "ask")
            gaps.append(TableGap(AskedValue(code, where, cell.tolerance), cell.key))
    if len(gaps) < FEWEST:
        message = "a table needs at least two cells to fill in."
        raise context.stop(message, "Ask for more cells, or use kind `predict`.", "rows")
    return gaps


def target_gap(context: ItemContext[TableItem], number: int, gaps: list[TableGap]) -> TableGap:
    """Return the cell to which a wrong value belongs.

    Raises:
        ProofStopped: the cell does not exist, or its value is given.
    """
    distractor = context.item.distractors[number]
    position = (distractor.row, distractor.column)
    for gap in gaps:
        if gap.position == position:
            return gap
    raise context.stop(
        f"row {distractor.row}, column {distractor.column} is not a cell to fill in.",
        "Count rows and columns from 1, and choose a cell that has `ask`.",
        *("distractors", number, "row"),
    )
