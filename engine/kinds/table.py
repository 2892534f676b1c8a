"""table: fill in the shapes of a data flow, or the cells of a confusion matrix.

Each asked cell is a small predict: its key is a formula that must be what PyTorch gives, and a distractor names a mistake that
leads to another value there. A shown cell is computed, so that no number of the table is taken on trust.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from torchquiz.engine.models.answers import Row, Typed
from torchquiz.engine.models.answers import Table as TableAnswer
from torchquiz.engine.models.authored import Code, Item, Model, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.context import Case
from torchquiz.engine.proof.value import (
    UNTYPED,
    Asked,
    ValueDistractor,
    believed,
    came_out,
    check_computed,
    check_key,
    check_pairs,
    mistaken_job,
    near,
    proven_wrong,
    unless_hole,
)
from torchquiz.engine.sandbox.job import Ask, Outcome
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
    return (
        "shown"
        if isinstance(value, ShownCell) or (isinstance(value, dict) and "show" in value)
        else "asked"
    )


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


class Table(Item):
    """An item whose cells are to be filled."""

    snippet: Code
    columns: Annotated[list[Text], Field(min_length=1, max_length=6)]
    rows: Annotated[list[RowModel], Field(min_length=1, max_length=12)]
    distractors: Annotated[list[TableDistractor], Field(max_length=12)]


MODEL = Table
FEWEST = 2
"""Asked cells; a single one is a predict."""


@dataclass(frozen=True, slots=True)
class Place:
    """An asked cell: where it stands, what it asks, and what the author believes of it."""

    row: int
    column: int
    asked: Asked
    key: Code


@dataclass(frozen=True, slots=True)
class Ran:
    """What the snippet gave: the asked cells' values with both seeds, the shown cells' texts, the mistaken readings' outcomes."""

    values: list[Value]
    again: list[Value]
    shown: dict[Where, str]
    readings: dict[int, Outcome]
    run: Run


def prove(case: Case[Table]) -> Variant:
    """Run the snippet twice with different seeds, the formulas apart from it, and each mistaken reading."""
    distractors = case.item.distractors
    places = _places(case)
    targets = [_target(case, number, places) for number in range(len(distractors))]
    ran = _run(case, places, targets)
    codes: list[tuple[Code | None, Where]] = [
        (unless_hole(place.key), (*place.asked.where, "key")) for place in places
    ]
    codes += [
        (unless_hole(one.value), ("distractors", number, "value"))
        for number, one in enumerate(distractors)
    ]
    values = believed(case, codes)
    keys = _keys(case, places, values[: len(places)], ran)
    stated = values[len(places) :]
    wrongs = [
        proven_wrong(
            case, number, stated[number], ran.readings.get(number), place.asked, keys[place]
        )
        for number, place in enumerate(targets)
    ]
    cells: dict[Where, Typed | str] = dict(ran.shown)
    for place in places:
        own = {number: wrong for number, wrong in enumerate(wrongs) if targets[number] is place}
        check_pairs(
            case, {number: value for number, (value, _) in own.items()}, place.asked.tolerance
        )
        nears = tuple(near(case, number, *wrong) for number, wrong in own.items())
        cells[place.asked.where] = Typed(keys[place], place.asked.tolerance or 0.0, nears)
    return case.variant(_answer(case, cells), ran.run)


def _cells(item: Table) -> Iterator[tuple[int, int, Where, AskedCell | ShownCell]]:
    for row, one in enumerate(item.rows):
        for column, cell in enumerate(one.cells):
            yield row, column, ("rows", row, "cells", column), cell


def _places(case: Case[Table]) -> list[Place]:
    """The asked cells, row by row.

    Raises:
        Refused: a row does not fit the columns, or too few cells are asked.
    """
    item = case.item
    for row, one in enumerate(item.rows):
        if len(one.cells) != len(item.columns):
            raise case.refuse(
                f"its cells do not fit the columns: {len(one.cells)} of {len(item.columns)} are there.",
                "Give one cell per column.",
                *("rows", row, "cells"),
            )
    places = [
        Place(
            row, column, Asked(case.show(cell.ask, *where, "ask"), where, cell.tolerance), cell.key
        )
        for row, column, where, cell in _cells(item)
        if isinstance(cell, AskedCell)
    ]
    if len(places) < FEWEST:
        raise case.refuse(
            "fewer than two cells are asked.", "Ask for more cells, or write a predict.", "rows"
        )
    return places


def _target(case: Case[Table], number: int, places: list[Place]) -> Place:
    """The asked cell that a distractor is about.

    Raises:
        Refused: there is none.
    """
    one = case.item.distractors[number]
    found = [
        place for place in places if (place.row + 1, place.column + 1) == (one.row, one.column)
    ]
    if not found:
        raise case.refuse(
            f"no cell is asked at row {one.row}, column {one.column}.",
            "Count rows and columns of cells from 1, and name a cell with 'ask'.",
            *("distractors", number, "row"),
        )
    return found[0]


def _run(case: Case[Table], places: list[Place], targets: list[Place]) -> Ran:
    """Run everything that stands on the snippet, and render the texts."""
    texts = case.text_asks()
    asks = [Ask(place.asked.code or "") for place in places]
    shown = {
        where: Ask(case.show(cell.show, *where, "show"))
        for _, _, where, cell in _cells(case.item)
        if isinstance(cell, ShownCell)
    }
    readings = [
        number for number, one in enumerate(case.item.distractors) if one.instead is not None
    ]
    job = case.job(case.snippet, "snippet", asks=(*asks, *shown.values(), *texts.asks))
    first, again = case.run_twice(job, len(asks))
    mistaken = case.run([mistaken_job(case, number, targets[number].asked) for number in readings])
    values, repeated = (
        [came_out(case, one, place.asked, at) for at, place in enumerate(places)]
        for one in (first, again)
    )
    answers = iter(first.answers[len(asks) :])
    told = {where: case.value(next(answers), "`show`", *where, "show").text for where in shown}
    texts.render(list(answers))
    return Ran(
        values,
        repeated,
        told,
        dict(zip(readings, mistaken, strict=True)),
        Run("", "", "", first.output, "", first.elapsed_ms),
    )


def _keys(
    case: Case[Table], places: list[Place], believed: list[Value | None], ran: Ran
) -> dict[Place, Value]:
    """Each asked cell's value, proven to be the author's; a shape stays one, so that it is read as one.

    Raises:
        Refused: a key does not hold, cannot be typed, or says nothing.
    """
    keys: dict[Place, Value] = {}
    for place, stated, actual, again in zip(places, believed, ran.values, ran.again, strict=True):
        key = check_key(case, place.asked, stated, actual, again)
        if key.tag in UNTYPED:
            raise case.refuse(
                f"a {key.tag} cannot be typed.",
                "Ask for a shape or a number.",
                *place.asked.where,
                "ask",
            )
        keys[place] = actual if actual.tag == "shape" else key
    first, *others = keys.values()
    if all(same(first, other) for other in others):
        case.fault(
            f"every asked cell is {first.text}, so one guess fills the table.",
            "Ask for cells that differ.",
            "rows",
        )
    if not case.item.given:
        check_computed(case, [place.asked for place in places])
    return keys


def _answer(case: Case[Table], cells: dict[Where, Typed | str]) -> TableAnswer:
    columns = tuple(case.text("columns", column) for column in range(len(case.item.columns)))
    rows = tuple(
        Row(
            case.text("rows", row, "name"),
            tuple(cells["rows", row, "cells", column] for column in range(len(columns))),
        )
        for row in range(len(case.item.rows))
    )
    return TableAnswer(columns, rows)
