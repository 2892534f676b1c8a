"""table: fill in the shapes of a data flow, or the cells of a confusion matrix.

Each asked cell is a small predict: its key is a formula that must be what PyTorch gives, and a
distractor names a mistake that leads to another value there. A shown cell is computed, so that no
number of the table is taken on trust.
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
    Asked,
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
from torchquiz.engine.yaml.positions import Where


class AskedCell(Model):
    """A cell to be filled."""

    ask: Code
    key: Code
    tolerance: Annotated[float, Field(gt=0)] | None = None


class ShownCell(Model):
    """A cell whose value stands there."""

    show: Code


def _form_of_cell(value: Any) -> str:
    is_shown = isinstance(value, ShownCell) or (isinstance(value, dict) and "show" in value)
    return "shown" if is_shown else "asked"


Cell = Annotated[
    Annotated[AskedCell, Tag("asked")] | Annotated[ShownCell, Tag("shown")],
    Discriminator(_form_of_cell),
]


class RowModel(Model):
    """A row and its cells, one for each column."""

    name: Text
    cells: Annotated[list[Cell], Field(min_length=1, max_length=6)]


class TableDistractor(ValueDistractor):
    """A wrong value of one asked cell; rows and columns are counted from 1."""

    row: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)] = 1


class TableItem(ValueItem):
    """An item whose cells are to be filled."""

    snippet: Code
    columns: Annotated[list[Text], Field(min_length=1, max_length=6)]
    rows: Annotated[list[RowModel], Field(min_length=1, max_length=12)]
    distractors: Annotated[list[TableDistractor], Field(max_length=12)]

    def cells(self) -> Iterator[tuple[Where, AskedCell | ShownCell]]:
        """Yield the cells row by row, each with its field."""
        for row, model in enumerate(self.rows):
            for column, cell in enumerate(model.cells):
                yield ("rows", row, "cells", column), cell

    def asked(self) -> Iterator[Asked]:
        """Yield what it asks, cell by cell."""
        for where, cell in self.cells():
            if isinstance(cell, AskedCell):
                yield Asked(cell.ask, where, cell.tolerance)


MODEL = TableItem
FEWEST = 2
"""Asked cells; a single one is a predict."""


@dataclass(frozen=True, slots=True)
class TableGap:
    """An asked cell: what it asks, and the author's formula for it."""

    asked: Asked
    key: Code

    @property
    def position(self) -> tuple[int, int]:
        """Row and column, counted from 1."""
        _, row, _, column = self.asked.where
        return int(row) + 1, int(column) + 1


@dataclass(frozen=True, slots=True)
class TableRun:
    """What the snippet and its misreadings gave."""

    values: list[Value]
    """Of the asked cells."""
    repeated: list[Value]
    """The same with another seed."""
    shown: dict[Where, str]
    """The texts of the shown cells."""
    misread: dict[int, Outcome]
    """By the distractors' numbers."""
    run: Run


def prove(context: ItemContext[TableItem]) -> Variant:
    """Run the snippet with two seeds, the formulas apart from it, and each misreading of it."""
    distractors = context.item.distractors
    gaps = _gaps(context)
    targets = [_target(context, number, gaps) for number in range(len(distractors))]
    ran = _run(context, gaps, targets)
    formulas = [formula(gap.key, *gap.asked.where, "key") for gap in gaps]
    formulas += [
        formula(distractor.value, "distractors", number, "value")
        for number, distractor in enumerate(distractors)
    ]
    stated = stated_values(context, formulas)
    keys = _keys(context, gaps, stated[: len(gaps)], ran)
    wrongs = [
        prove_wrong_value(context, number, value, ran.misread.get(number), gap.asked, keys[gap])
        for number, (gap, value) in enumerate(zip(targets, stated[len(gaps) :], strict=True))
    ]
    cells: dict[Where, Typed | str] = dict(ran.shown)
    for gap in gaps:
        own = {number: wrong for number, wrong in enumerate(wrongs) if targets[number] is gap}
        cells[gap.asked.where] = _cell(context, gap, keys[gap], own)
    return context.variant(_answer(context, cells), ran.run)


def _gaps(context: ItemContext[TableItem]) -> list[TableGap]:
    """Return the asked cells, row by row.

    Raises:
        ProofStopped: a row does not fit the columns, or too few cells are asked.
    """
    item = context.item
    wanted = len(item.columns)
    for row, model in enumerate(item.rows):
        if len(model.cells) != wanted:
            count = len(model.cells)
            raise context.stop(
                f"its cells do not fit the columns: {count} of {wanted} are there.",
                "Give one cell per column.",
                *("rows", row, "cells"),
            )
    gaps = []
    for where, cell in item.cells():
        if isinstance(cell, AskedCell):
            code = context.with_values(cell.ask, *where, "ask")
            gaps.append(TableGap(Asked(code, where, cell.tolerance), cell.key))
    if len(gaps) < FEWEST:
        message = "fewer than two cells are asked."
        raise context.stop(message, "Ask for more cells, or write a predict.", "rows")
    return gaps


def _target(context: ItemContext[TableItem], number: int, gaps: list[TableGap]) -> TableGap:
    """Return the asked cell that a distractor is about.

    Raises:
        ProofStopped: there is none.
    """
    distractor = context.item.distractors[number]
    position = (distractor.row, distractor.column)
    for gap in gaps:
        if gap.position == position:
            return gap
    raise context.stop(
        f"no cell is asked at row {distractor.row}, column {distractor.column}.",
        "Count rows and columns of cells from 1, and name a cell with 'ask'.",
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
    context: ItemContext[TableItem], gaps: list[TableGap], stated: list[Value | None], ran: TableRun
) -> dict[TableGap, Value]:
    """Return each asked cell's value, proven to be the author's.

    A shape stays a shape, so that what a learner types is read as one.

    Raises:
        ProofStopped: a key is not right, or cannot be typed.
    """
    keys: dict[TableGap, Value] = {}
    for gap, value, actual, again in zip(gaps, stated, ran.values, ran.repeated, strict=True):
        key = check_key(context, gap.asked, value, actual, again)
        if key.tag in UNTYPED:
            message = f"a {key.tag} cannot be typed."
            raise context.stop(message, "Ask for a shape or a number.", *gap.asked.field)
        keys[gap] = actual if actual.tag == "shape" else key
    first, *others = keys.values()
    if all(same(first, other) for other in others):
        message = f"every asked cell is {first.text}, so one guess fills the table."
        context.note_fault(message, "Ask for cells that differ.", "rows")
    if not context.item.given:
        check_computed(context, [gap.asked for gap in gaps])
    return keys


def _cell(
    context: ItemContext[TableItem], gap: TableGap, key: Value, wrongs: dict[int, WrongValue]
) -> Typed:
    """Return an asked cell with the mistakes that are expected there."""
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
