"""A list of the stages of a data flow, with the shape and cost of each stage's output."""

from textual.app import ComposeResult
from textual.content import Content

from torchquiz.engine.traces.changed_flow import ChangedFlow
from torchquiz.engine.wording import WRONG as CROSS
from torchquiz.engine.wording import memory, parameters, shape
from torchquiz.tui.themes import ACCENT, MUTED, WRONG
from torchquiz.tui.widgets.rows import ListRow, Rows

NAME_CELLS, SHAPE_CELLS, COST_CELLS, MEMORY_CELLS = 14, 22, 19, 10
LEAD_CELLS = 6
TAKEN = LEAD_CELLS + NAME_CELLS + SHAPE_CELLS + COST_CELLS
"""Width in cells below which only the shape is shown beside the name."""


class StageRow(ListRow):
    """A row for one stage."""

    DEFAULT_CSS = """
    StageRow {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &.-cursor { text-style: bold; }
    }
    """

    def __init__(self, place: int, flow: ChangedFlow) -> None:
        super().__init__()
        self._place = place
        self._flow = flow

    def show(self, flow: ChangedFlow) -> None:
        """Show the current state of the stage."""
        self._flow = flow
        self.refresh()

    def render(self) -> Content:
        """Draw the columns of the row. The name takes up whatever width remains."""
        costs = COST_CELLS if self.size.width >= TAKEN else 0
        held = MEMORY_CELLS if self.size.width >= TAKEN + MEMORY_CELLS else 0
        room = self.size.width - LEAD_CELLS - SHAPE_CELLS - costs - held
        name = Content(self._flow.stage(self._place).name).truncate(
            max(1, room - 1), ellipsis=True, pad=True
        )
        cursor = "▸" if self.has_class("-cursor") else " "
        changed = "*" if self._flow.is_changed_at(self._place) else " "
        lead = Content.assemble(
            (f"{cursor}{changed}", ACCENT), (f"{self._place + 1:>2}  ", MUTED), name, " "
        )
        return lead + self._outcome(costs, held)

    def _outcome(self, costs: int, held: int) -> Content:
        """Return the shape and cost of the stage's output, or the reason there is no output."""
        if not self._flow.has_run(self._place):
            if self._place and not self._flow.has_run(self._place - 1):
                return Content.styled("– not reached", MUTED)
            return Content.styled(f"{CROSS} cannot run", WRONG)
        stage = self._flow.stage(self._place)
        cost = f"{parameters(stage.parameters):<{costs}}" if costs else ""
        size = f"{memory(stage.memory):>{held}}" if held else ""
        return Content.assemble(f"{shape(stage.after):<{SHAPE_CELLS}}", (cost + size, MUTED))


class Stages(Rows):
    """A column of all stages. The page draws the selected stage below the column."""

    def __init__(self, flow: ChangedFlow) -> None:
        super().__init__()
        self._flow = flow

    def compose(self) -> ComposeResult:
        """Yield a row for each stage."""
        for place in range(len(self._flow)):
            yield StageRow(place, self._flow)

    def show(self, flow: ChangedFlow) -> None:
        """Show the current state of all stages."""
        self._flow = flow
        for row in self.query(StageRow):
            row.show(flow)

    @property
    def is_at_end(self) -> bool:
        """Whether the last stage is selected."""
        return self.cursor == len(self._flow) - 1
