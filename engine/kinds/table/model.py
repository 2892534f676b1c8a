"""The pydantic models for `table` items in lesson files."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from torchquiz.engine.models.authored import Code, Model, Text
from torchquiz.engine.proof.asked_value import (
    AskedValue,
    ValueDistractor,
    ValueItem,
)
from torchquiz.engine.yaml.positions import Where


class AskedCell(Model):
    """A cell that the learner fills in."""

    ask: Code
    key: Code
    tolerance: Annotated[float, Field(gt=0)] | None = None


class ShownCell(Model):
    """A cell whose value is shown to the learner."""

    show: Code


def _form_of_cell(value: Any) -> str:
    is_shown = isinstance(value, ShownCell) or (isinstance(value, dict) and "show" in value)
    return "shown" if is_shown else "asked"


Cell = Annotated[
    Annotated[AskedCell, Tag("asked")] | Annotated[ShownCell, Tag("shown")],
    Discriminator(_form_of_cell),
]


class RowModel(Model):
    """A row of the table, with one cell per column."""

    name: Text
    cells: Annotated[list[Cell], Field(min_length=1, max_length=6)]


class TableDistractor(ValueDistractor):
    """A wrong value for a cell. Its row and column are counted from 1."""

    row: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)] = 1


class TableItem(ValueItem):
    """An item that shows a table with cells to fill in."""

    snippet: Code
    columns: Annotated[list[Text], Field(min_length=1, max_length=6)]
    rows: Annotated[list[RowModel], Field(min_length=1, max_length=12)]
    distractors: Annotated[list[TableDistractor], Field(max_length=12, default_factory=list)]

    def cells(self) -> Iterator[tuple[Where, AskedCell | ShownCell]]:
        """Yield each cell, row by row, together with the field in which it is written."""
        for row, model in enumerate(self.rows):
            for column, cell in enumerate(model.cells):
                yield ("rows", row, "cells", column), cell

    def asked(self) -> Iterator[AskedValue]:
        """Yield the value of each cell to fill in."""
        for where, cell in self.cells():
            if isinstance(cell, AskedCell):
                yield AskedValue(cell.ask, where, cell.tolerance)
