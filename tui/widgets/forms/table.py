"""A widget for filling in the empty cells of a table."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Static

from torchquiz.engine.grading.grade import Entered, Grade, Response
from torchquiz.engine.grading.table import names
from torchquiz.engine.grading.typed_value import read
from torchquiz.engine.models.answers import Row, Table, Typed
from torchquiz.engine.study.session import Session
from torchquiz.engine.wording import ARROW, RIGHT, WRONG
from torchquiz.tui.commands import bindings
from torchquiz.tui.widgets.entry import AnswerLine, LinesEntry, ReadEntry, reading
from torchquiz.tui.widgets.prose import prose

WIDEST_NAME = 34


def answering(session: Session, answer: Table, preview: object) -> "TableEntry":
    """Return a widget with an input line in each empty cell of the table."""
    return TableEntry(answer)


class CellLine(AnswerLine):
    """The input line of a table cell.

    The up and down keys move to the rows above and below. At either end of the text, the left and
    right keys move to the previous or next cell.
    """

    BINDINGS = bindings("cell")

    def action_step(self, rows: int) -> None:
        """Move to a cell in a row above or below."""
        self.query_ancestor(TableEntry).step(self, rows)

    def action_cursor_left(self, select: bool = False) -> None:
        """Move left in the text or, at its start, to the previous cell."""
        if self.cursor_position:
            super().action_cursor_left(select)
        else:
            self.query_ancestor(TableEntry).go(self, -1)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right in the text or, at its end, to the next cell."""
        if self.cursor_position < len(self.value):
            super().action_cursor_right(select)
        else:
            self.query_ancestor(TableEntry).go(self, 1)


class Cell(Vertical):
    """A cell to fill in. Its input line is replaced by a verdict when the answer is graded."""

    DEFAULT_CSS = """
    Cell {
        height: auto;
        .verdict { display: none; }
        &.-settled { .verdict { display: block; } AnswerLine { display: none; } }
        &.-right .verdict { color: $text-success; }
        &.-wrong .verdict { color: $text-error; }
    }
    """

    def __init__(self, name: str, answer: Typed, row: int, column: int) -> None:
        super().__init__(classes="cell")
        self.label = name
        self.answer = answer
        self.row = row
        self.column = column

    def compose(self) -> ComposeResult:
        """Yield the input line, and the verdict, which is hidden at first."""
        yield CellLine(placeholder="?", select_on_focus=False)
        yield Static(classes="verdict")

    @property
    def line(self) -> CellLine:
        """The input line of the cell."""
        return self.query_one(CellLine)

    def settle(self, text: str, is_right: bool) -> None:
        """Show whether the text is right. If it is not, add the right value."""
        verdict = Content(f"{RIGHT if is_right else WRONG} {text.strip()}")
        if not is_right:
            verdict += Content.styled(f"\n{ARROW} {self.answer.key.text}", "$foreground")
        self.query_one(".verdict", Static).update(verdict)
        self.set_classes(f"cell -settled {'-right' if is_right else '-wrong'}")

    def reopen(self) -> None:
        """Show the input line again."""
        self.set_classes("cell")


class TableEntry(ReadEntry):
    """A table with cells to fill in. Below it is the value understood in the focused cell."""

    DEFAULT_CSS = """
    TableEntry {
        .row { height: auto; }
        .name { max-width: 40%; padding: 0 1 0 0; }
        .heads { color: $text-muted; }
        .cell { width: 1fr; max-width: 26; margin: 0 1 0 0; }
        Static.cell, .verdict { padding: 0 1; }
        #reading { margin: 1 0 0 0; }
    }
    """

    def __init__(self, answer: Table) -> None:
        super().__init__()
        self._answer = answer
        longest = max(len(row.name.replace("`", "")) for row in answer.rows)
        self._name_width = min(longest, WIDEST_NAME) + 2

    def compose(self) -> ComposeResult:
        """Yield the column names, the rows, and the value understood in the focused cell."""
        with Horizontal(classes="row heads"):
            yield self._named("")
            for column in self._answer.columns:
                yield Static(prose(column), classes="cell")
        cell_names = iter(names(self._answer))
        for place, row in enumerate(self._answer.rows):
            with Horizontal(classes="row"):
                yield from self._row(place, row, cell_names)
        yield Static(id="reading")

    @property
    def cells(self) -> list[Cell]:
        """The cells to fill in, in row order."""
        return list(self.query(Cell))

    def ask(self) -> None:
        """Let the learner answer. Text from an earlier try is kept, so that it can be changed."""
        super().ask()
        for cell in self.cells:
            cell.reopen()

    def settle(self, response: Response, grade: Grade) -> None:
        """Mark every cell as right or wrong, and show the right value beside each wrong one."""
        super().settle(response, grade)
        assert isinstance(response, Entered)
        for place, (cell, text) in enumerate(zip(self.cells, response.texts, strict=True)):
            cell.settle(text, grade.is_right or grade.cells[place])

    def show_try(self, grade: Grade) -> None:
        """Focus the first wrong cell."""
        self.lines[grade.cells.index(False)].focus(scroll_visible=False)

    def go(self, line: CellLine, cells: int) -> None:
        """Focus the cell that comes `cells` places after a line, or before it if negative."""
        place = self.lines.index(line) + cells
        if 0 <= place < len(self.lines):
            self.lines[place].focus()

    def step(self, line: CellLine, rows: int) -> None:
        """Focus the nearest cell above or below, in the next row that has cells to fill in."""
        here = next(cell for cell in self.cells if cell.line is line)
        beyond = [cell for cell in self.cells if (cell.row - here.row) * rows > 0]

        def distance(cell: Cell) -> tuple[int, int]:
            return abs(cell.row - here.row), abs(cell.column - here.column)

        if beyond:
            min(beyond, key=distance).line.focus()

    def next_line(self, line: AnswerLine) -> AnswerLine | None:
        """Return the input line of the cell to fill in next, preferring empty cells.

        Return None after the last cell if no cell is empty.
        """
        place = self.lines.index(line)
        after, before = self.lines[place + 1 :], self.lines[:place]
        empty = [cell for cell in [*after, *before] if not cell.value.strip()]
        return next(iter([*empty, *after]), None)

    @on(LinesEntry.Typing)
    def read_typing(self, event: LinesEntry.Typing) -> None:
        """Show how the text typed so far is understood."""
        event.stop()
        self._show_reading()

    @on(DescendantFocus)
    def read_focused(self) -> None:
        """Show how the text in the newly focused cell is understood."""
        self._show_reading()

    def _show_reading(self) -> None:
        here = next((cell for cell in self.cells if cell.line.has_focus), None)
        if here is not None:
            text = here.line.value
            how = reading(text, read(text, here.answer.key))
            name = prose(here.label)
            self.show_reading(Content.assemble(name, "  ", how) if how else name)

    def _row(self, place: int, row: Row, names: Iterator[str]) -> ComposeResult:
        yield self._named(row.name)
        for column, cell in enumerate(row.cells):
            if isinstance(cell, str):
                yield Static(cell, classes="cell", markup=False)
            else:
                yield Cell(next(names), cell, place, column)

    def _named(self, name: str) -> Static:
        named = Static(prose(name), classes="name")
        named.styles.width = self._name_width
        return named
