"""A small text table whose last column is wrapped."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.tables import aligned
from torchquiz.tui.themes import MUTED


class Columns(Static):
    """A table with a muted header."""

    DEFAULT_CSS = """
    Columns { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._rows = [head, *rows]

    def on_resize(self) -> None:
        """Wrap the last column to the new width."""
        first, *lines = aligned(self._rows, width=self.size.width)
        self.update(Content("\n").join([Content.styled(first, MUTED), *map(Content, lines)]))

    def show(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Replace the rows."""
        self._rows = [head, *rows]
        self.on_resize()
