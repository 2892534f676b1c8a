"""A small table. If its columns do not fit the width, the cells of a row are stacked."""

from collections.abc import Sequence

from textual.content import Content

from torchquiz.engine.tables import LEAST, aligned
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.fitted import Fitted
from torchquiz.tui.widgets.folded import fold

GAP, INDENT = 3, 2


class Columns(Fitted):
    """A table with a muted header. The text in its last column is wrapped."""

    DEFAULT_CSS = """
    Columns { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._rows = [head, *rows]

    def fitted(self, width: int) -> Content:
        """Return the table for a width."""
        return Content("\n").join(fitted_rows(self._rows, width))

    def show(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Replace the header and the rows."""
        self._rows = [head, *rows]
        self.refresh(layout=True)


def fitted_rows(rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Return a table as lines. If the columns do not fit, the cells of each row are stacked."""
    columns = list(zip(*rows, strict=True))
    lead = sum(max(map(len, column)) + GAP for column in columns[:-1])
    if lead + min(LEAST, max(map(len, columns[-1]))) > width:
        return _stacked(rows, width)
    first, *lines = aligned(rows, gap=GAP, width=width)
    return [Content.styled(first, MUTED), *map(Content, lines)]


def _stacked(rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Return each row as its first cell, then the other cells below it with their column names."""
    head, *others = rows
    lines: list[Content] = []
    for row in others:
        lines += fold(row[0], width, INDENT)
        for name, cell in zip(head[1:], row[1:], strict=True):
            label = Content.styled(f"{name}  ", MUTED) if name else Content()
            lines += fold(Content(" " * INDENT) + label + cell, width, 2 * INDENT) if cell else []
    return lines
