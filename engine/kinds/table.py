"""Proves items of kind `table`: fill in the shapes of a data flow, or a confusion matrix.

Each cell to fill in is like a small `predict` item: its key is a formula that must equal what
PyTorch gives, and a distractor describes a mistake that leads to another value there. The cells
that are shown are computed too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from torchquiz.engine.models.answers import Row, Table, Typed
from torchquiz.engine.models.authored import Code, Model, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.asked_value import (
    UNTYPED,
    AskedValue,
    ValueDistractor,
    ValueItem,
    actual_value,
    check_computed,
    check_key,
)
from torchquiz.engine.proof.formulas import formula, stated_values
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.wrong_values import (
    WrongValue,
    check_distinct,
    expected_mistake,
    misreading_job,
    misreadings,
    prove_wrong_value,
)
from torchquiz.engine.sandbox.job import Answered, Ask, Outcome
from torchquiz.engine.sandbox.values import same
from torchquiz.engine.wording import counted
from torchquiz.engine.yaml.positions import Where


class AskedCell(Model):
    """A cell to fill in."""

    ask: Code
    key: Code
    tolerance: Annotated[float, Field(gt=0)] | None = None


class ShownCell(Model):
    """A cell whose value is shown."""

    show: Code


def _form_of_cell(value: Any) -> str:
    is_shown = isinstance(value, ShownCell) or (isinstance(value, dict) and "show" in value)
    return "shown" if is_shown else "asked"


Cell = Annotated[
    Annotated[AskedCell, Tag("asked")] | Annotated[ShownCell, Tag("shown")],
    Discriminator(_form_of_cell),
]


class RowModel(Model):
    """A row with its cells, one per column."""

    name: Text
    cells: Annotated[list[Cell], Field(min_length=1, max_length=6)]


class TableDistractor(ValueDistractor):
    """A wrong value of one cell; rows and columns are counted from 1."""

    row: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)] = 1


class TableItem(ValueItem):
    """An item with cells to fill in."""

    snippet: Code
    columns: Annotated[list[Text], Field(min_length=1, max_length=6)]
    rows: Annotated[list[RowModel], Field(min_length=1, max_length=12)]
    distractors: Annotated[list[TableDistractor], Field(max_length=12)]

    def cells(self) -> Iterator[tuple[Where, AskedCell | ShownCell]]:
        """Yield the cells row by row, each with its field."""
        for row, model in enumerate(self.rows):
            for column, cell in enumerate(model.cells):
                yield ("rows", row, "cells", column), cell

    def asked(self) -> Iterator[AskedValue]:
        """Yield what the item asks for, cell by cell."""
        for where, cell in self.cells():
            if isinstance(cell, AskedCell):
                yield AskedValue(cell.ask, where, cell.tolerance)


MODEL = TableItem
FEWEST = 2
"""Cells to fill in, at least; a table with a single one would be a `predict` item."""


@dataclass(frozen=True, slots=True)
class TableGap:
    """A cell to fill in, with the author's formula for it."""

    asked: AskedValue
    key: Code

    @property
    def position(self) -> tuple[int, int]:
        """Row and column, counted from 1."""
        _, row, _, column = self.asked.where
        return int(row) + 1, int(column) + 1


@dataclass(frozen=True, slots=True)
class TableRun:
    """The results of the snippet and its misreadings."""

    values: list[Value]
    """Values of the cells to fill in."""
    repeated: list[Value]
    """The same values with another seed."""
    shown: dict[Where, str]
    """Texts of the shown cells, by field."""
    misread: dict[int, Outcome]
    """Outcomes of the misreadings, by the distractors' numbers."""
    run: Run


def prove(context: ItemContext[TableItem]) -> Variant:
    """Run the snippet with two seeds, the formulas without it, and each misreading of it."""
    distractors = context.item.distractors
    gaps = _gaps(context)
    targets = [_target(context, number, gaps) for number in range(len(distractors))]
    results = _run(context, gaps, targets)
    formulas = [formula(gap.key, *gap.asked.where, "key") for gap in gaps]
    formulas += [
        formula(distractor.value, "distractors", number, "value")
        for number, distractor in enumerate(distractors)
    ]
    stated = stated_values(context, formulas)
    keys = _keys(context, gaps, stated[: len(gaps)], results)
    wrongs = [
        prove_wrong_value(context, number, value, results.misread.get(number), gap.asked, keys[gap])
        for number, (gap, value) in enumerate(zip(targets, stated[len(gaps) :], strict=True))
    ]
    cells: dict[Where, Typed | str] = dict(results.shown)
    for gap in gaps:
        own = {number: wrong for number, wrong in enumerate(wrongs) if targets[number] is gap}
        cells[gap.asked.where] = _cell(context, gap, keys[gap], own)
    return context.variant(_answer(context, cells), results.run)


def _gaps(context: ItemContext[TableItem]) -> list[TableGap]:
    """Return the cells to fill in, row by row.

    Raises:
        ProofStopped: a row does not fit the columns, or too few cells are to be filled in.
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


def _target(context: ItemContext[TableItem], number: int, gaps: list[TableGap]) -> TableGap:
    """Return the cell that a distractor is about.

    Raises:
        ProofStopped: this cell does not exist, or is not to be filled in.
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


def _run(
    context: ItemContext[TableItem], gaps: list[TableGap], targets: list[TableGap]
) -> TableRun:
    """Run everything that needs the snippet, and render the texts."""
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


def _keys(
    context: ItemContext[TableItem], gaps: list[TableGap], stated: list[Value | None], run: TableRun
) -> dict[TableGap, Value]:
    """Return the value of each cell to fill in, proven to equal the author's.

    A shape stays a shape, so that a typed answer is read as a shape.

    Raises:
        ProofStopped: a key is wrong, or cannot be typed as an answer.
    """
    keys: dict[TableGap, Value] = {}
    for gap, value, actual, again in zip(gaps, stated, run.values, run.repeated, strict=True):
        key = check_key(context, gap.asked, value, actual, again)
        if key.tag in UNTYPED:
            message = f"a {key.tag} cannot be typed as an answer."
            raise context.stop(message, "Ask for a shape or a number.", *gap.asked.field)
        keys[gap] = actual if actual.tag == "shape" else key
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
    """Return a cell to fill in, with the mistakes that are expected there."""
    values = {number: value for number, (value, _) in wrongs.items()}
    check_distinct(context, values, gap.asked.tolerance)
    mistakes = tuple(expected_mistake(context, number, wrong) for number, wrong in wrongs.items())
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
