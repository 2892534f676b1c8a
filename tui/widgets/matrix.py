"""A confusion matrix drawn as a grid, with the recall and precision of each class."""

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from torchquiz.engine.models.ways import Metrics
from torchquiz.tui.commands import bindings
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.words.metrics import cell_words, precision_words, recall_words, share

NAME_CELLS = 10
BAR_CELLS = 8
SCORE_CELLS = 7
"""Width in cells of a score and the space before it."""
AT_CURSOR = "reverse"


class Matrix(Static, can_focus=True):
    """A grid with a row for each true class and a column for each predicted class.

    Counts on the diagonal are in brackets, zeros are shown as dots, and the selected number is
    highlighted.
    """

    class Moved(Message):
        """A message posted when a different number has been selected."""

    BINDINGS = bindings("matrix")
    DEFAULT_CSS = """
    Matrix { height: auto; text-wrap: nowrap; margin: 0 0 1 0; }
    """

    row: reactive[int] = reactive(0, init=False)
    column: reactive[int] = reactive(0, init=False)
    """Index of a class or, after the classes, of one of the two scores."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics
        self._count = len(metrics.classes)
        self._widest = max(max(len(str(cell)) for cell in row) for row in metrics.matrix)
        self._names = min(NAME_CELLS, max(map(len, metrics.classes)))

    def render(self) -> Content:
        """Draw the grid to fit the width of the widget."""
        return Content("\n").join([self._head(), *(self._line(row) for row in range(self._count))])

    @property
    def words(self) -> str:
        """A sentence that explains the selected number."""
        if self.column == self._count:
            return recall_words(self._metrics, self.row)
        if self.column > self._count:
            return precision_words(self._metrics, self.row)
        return cell_words(self._metrics, self.row, self.column)

    def validate_row(self, row: int) -> int:
        """Return the cursor's row, limited to the rows of the grid."""
        return max(0, min(row, self._count - 1))

    def validate_column(self, column: int) -> int:
        """Return the cursor's column, limited to the columns of the grid."""
        return max(0, min(column, self._count + 1))

    def action_go(self, down: int, across: int) -> None:
        """Select the number `down` rows below and `across` columns to the right."""
        self.row += down
        self.column += across
        self.post_message(self.Moved())

    def _head(self) -> Content:
        names = "".join(
            f"{name[: self._cells - 2]:>{self._cells - 1}} " for name in self._metrics.classes
        )
        scores = "".join(f"{name:>{SCORE_CELLS + self._bar}}" for name in self._scores)
        return Content.styled(" " * self._names + names + scores, MUTED)

    def _line(self, row: int) -> Content:
        name = self._metrics.classes[row]
        cells = [self._cell(row, column) for column in range(self._count)]
        scores = [self._score(row, self._count + number) for number in range(2)]
        style = ACCENT if row == self.row else MUTED
        return Content.assemble((f"{name[: self._names]:>{self._names}}", style), *cells, *scores)

    def _cell(self, row: int, column: int) -> Content:
        count = self._metrics.matrix[row][column]
        text = f"[{count}]" if row == column else f"{count or '·'} "
        style = "" if count else MUTED
        if row == column:
            style = "bold"
        return self._set(f"{text:>{self._cells}}", style, row, column)

    def _score(self, row: int, column: int) -> Content:
        value = (self._metrics.recall, self._metrics.precision)[column - self._count][row]
        full = round((value or 0) * (self._bar - 2))
        score = self._set(f"{share(value):>{SCORE_CELLS}}", "", row, column)
        if not self._bar:
            return score
        rest = self._bar - 2 - full
        return Content.assemble("  ", ("━" * full, ACCENT), ("─" * rest, MUTED), score)

    def _set(self, text: str, style: str, row: int, column: int) -> Content:
        if (row, column) != (self.row, self.column):
            return Content.styled(text, style)
        before, number, after = text.partition(text.strip())
        return Content.assemble(before, (number, f"{style} {AT_CURSOR}".strip()), after)

    @property
    def _cells(self) -> int:
        """The width of a column.

        The column has room for the counts and, if possible, for the name of the class.
        """
        least = self._widest + 3
        room = (self.size.width - self._names - 2 * SCORE_CELLS) // self._count
        return max(least, min(room, self._names + 2))

    @property
    def _bar(self) -> int:
        """The width of a bar with the space before it, or 0 if there is no room for bars."""
        taken = self._names + self._cells * self._count + 2 * SCORE_CELLS
        free = (self.size.width - taken) // 2
        return min(free, BAR_CELLS + 2) if free >= 5 else 0

    @property
    def _scores(self) -> tuple[str, str]:
        return ("recall", "precision") if self._bar else ("rec", "prec")
