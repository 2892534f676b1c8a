"""The stages of a data flow, one a line: what happens, the shape that comes out, and what it costs."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.models.proven import Stage
from tui.widgets.rows import Row, Rows
from tui.wording import parameters, shape


class StageRow(Row):
    """One stage."""

    DEFAULT_CSS = """
    StageRow {
        height: 1;
        #cursor { width: 2; color: $text-primary; }
        #number { width: 4; color: $text-muted; }
        #name { width: 1fr; max-width: 40; text-wrap: nowrap; text-overflow: ellipsis; padding: 0 1 0 0; }
        #shape { width: 23; }
        #cost { width: 20; color: $text-muted; }
        &.-cursor #name { text-style: bold; }
    }
    """

    def __init__(self, number: int, stage: Stage) -> None:
        super().__init__()
        self._number = number
        self._stage = stage

    def compose(self) -> ComposeResult:
        """The columns of the row."""
        yield Static(id="cursor")
        yield Static(f"{self._number:>2}", id="number")
        yield Static(Content(self._stage.name), id="name")
        yield Static(shape(self._stage.after), id="shape")
        yield Static(parameters(self._stage.parameters), id="cost")


class Stages(Rows):
    """All stages; the one at the cursor is drawn below."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        super().__init__()
        self._stages = stages

    def compose(self) -> ComposeResult:
        """A row for each."""
        for number, stage in enumerate(self._stages, start=1):
            yield StageRow(number, stage)

    @property
    def at_cursor(self) -> Stage:
        """The chosen stage."""
        return self._stages[self.cursor]

    @property
    def is_at_end(self) -> bool:
        """Whether the last stage is chosen."""
        return self.cursor == len(self._stages) - 1

    def mark_cursor(self) -> None:
        """Point at the stage."""
        super().mark_cursor()
        for row in self.query(StageRow):
            row.query_one("#cursor", Static).update("▸" if row.has_class("-cursor") else "")
