"""The stages of a data flow, one a line: what happens, the shape that comes out, and what it costs."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from engine.models.ways import Stage
from tui.theme import ACCENT, MUTED
from tui.widgets.rows import Row, Rows
from tui.wording import parameters, shape

SHAPE_CELLS, COST_CELLS = 24, 20
TAKEN = 6 + SHAPE_CELLS + COST_CELLS
"""Cells of a row that are not the name's."""


class StageRow(Row):
    """One stage."""

    DEFAULT_CSS = """
    StageRow {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &.-cursor { text-style: bold; }
    }
    """

    def __init__(self, number: int, stage: Stage) -> None:
        super().__init__()
        self._number = number
        self._stage = stage

    def render(self) -> Content:
        """The columns of the row; the name takes what room is left."""
        stage = self._stage
        name = Content(stage.name).truncate(self.size.width - TAKEN, ellipsis=True, pad=True)
        cursor = "▸" if self.has_class("-cursor") else " "
        return Content.assemble(
            (f"{cursor} ", ACCENT),
            (f"{self._number:>2}  ", MUTED),
            name,
            f"{shape(stage.after):<{SHAPE_CELLS}}",
            (f"{parameters(stage.parameters):<{COST_CELLS}}", MUTED),
        )


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
