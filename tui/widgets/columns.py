"""A small text table that stacks its cells if they do not fit the width."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.tables import LEAST, aligned
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.folded import fold

GAP, INDENT = 3, 2


class Columns(Static):
    """A table with a muted header and a last column that wraps."""

    DEFAULT_CSS = """
    Columns { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._rows = [head, *rows]

    def on_resize(self) -> None:
        """Fit the table to the new width."""
        self.update(Content("\n").join(fitted_rows(self._rows, self.size.width)))

    def show(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Replace the header and the rows."""
        self._rows = [head, *rows]
        self.on_resize()


def fitted_rows(rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Return a table as lines; stack the cells of each row if the columns do not fit."""
    columns = list(zip(*rows, strict=True))
    lead = sum(max(map(len, column)) + GAP for column in columns[:-1])
    if lead + min(LEAST, max(map(len, columns[-1]))) > width:
        return _stacked(rows, width)
    first, *lines = aligned(rows, gap=GAP, width=width)
    return [Content.styled(first, MUTED), *map(Content, lines)]


def _stacked(rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Return each row as its first cell, followed by the others labelled by column."""
    head, *others = rows
    lines: list[Content] = []
    for row in others:
        lines += fold(row[0], width, INDENT)
        for name, cell in zip(head[1:], row[1:], strict=True):
            label = Content.styled(f"{name}  ", MUTED) if name else Content()
            lines += fold(Content(" " * INDENT) + label + cell, width, 2 * INDENT) if cell else []
    return lines
