"""A list of the calls inside a model, in which nested modules can be folded."""

from textual.app import ComposeResult
from textual.content import Content

from torchquiz.engine.traces.changed_calls import (
    FAILS,
    HIDDEN,
    NOT_REACHED,
    ChangedCalls,
    name_of,
)
from torchquiz.engine.wording import parameters
from torchquiz.tui.themes import ACCENT, MUTED, WRONG
from torchquiz.tui.widgets.rows import ListRow, Rows

SHAPE_CELLS, TYPE_CELLS, COST_CELLS = 24, 16, 22
LEAD_CELLS = 2
LEAST_NAME = 18
"""Width in cells that the name keeps; other columns are left out in a narrow window."""
INDENT = 2


class CallRow(ListRow):
    """A row for one call."""

    DEFAULT_CSS = """
    CallRow {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &.-cursor { text-style: bold; }
    }
    """

    def __init__(self, at: int, calls: ChangedCalls) -> None:
        super().__init__()
        self.at = at
        """The position of the call in the trace."""
        self._calls = calls

    def render(self) -> Content:
        """Draw the name, the type, the shape of the output, and the number of parameters."""
        call = self._calls.trace.calls[self.at]
        room = self.size.width - LEAD_CELLS - SHAPE_CELLS - LEAST_NAME
        cost = COST_CELLS if room >= COST_CELLS else 0
        kind = TYPE_CELLS if room - cost >= TYPE_CELLS else 0
        name_cells = max(1, self.size.width - LEAD_CELLS - SHAPE_CELLS - cost - kind - 1)
        cursor = "▸" if self.has_class("-cursor") else " "
        name = Content(self._indented_name()).truncate(name_cells, ellipsis=True, pad=True)
        type_name = call.type if call.kind == "module" else ""
        return Content.assemble(
            (f"{cursor} ", ACCENT),
            name,
            " ",
            (f"{type_name[: kind - 1]:<{kind}}" if kind else "", MUTED),
            self._output(),
            (f"{parameters(call.parameters):>{cost}}" if cost else "", MUTED),
        )

    def _indented_name(self) -> str:
        """Return the indented name of a call.

        A foldable module has a `+` or `-` before its name.
        """
        call = self._calls.trace.calls[self.at]
        sign = "  "
        if self._calls.is_foldable(self.at):
            sign = "+ " if call.path in self._calls.folded else "- "
        return " " * (INDENT * max(call.depth - 1, 0)) + sign + name_of(call)

    def _output(self) -> Content:
        """Return the shape of a call's output, or the reason why there is none."""
        text = self._calls.outcome(self.at)
        shape = Content(text).truncate(SHAPE_CELLS - 1, ellipsis=True, pad=True) + " "
        styles = {HIDDEN: ACCENT, FAILS: WRONG, NOT_REACHED: MUTED}
        return shape.stylize(styles[text]) if text in styles else shape


class CallList(Rows):
    """A list of all calls except those inside folded modules."""

    def __init__(self, calls: ChangedCalls) -> None:
        super().__init__()
        self._calls = calls

    def compose(self) -> ComposeResult:
        """Yield a row for each visible call."""
        for at in self._calls.rows:
            yield CallRow(at, self._calls)

    async def show(self, calls: ChangedCalls) -> None:
        """Replace the calls.

        The cursor stays on the same call or, if that call is hidden, moves to its parent.
        """
        chosen = self.chosen
        self._calls = calls
        async with self.batch():
            await self.remove_children()
            await self.mount(*(CallRow(at, calls) for at in calls.rows))
        self.cursor = sum(at <= chosen for at in calls.rows) - 1
        self.mark_cursor()

    @property
    def chosen(self) -> int:
        """The index of the selected call in the trace."""
        rows = self._calls.rows
        return rows[min(self.cursor, len(rows) - 1)] if rows else 0
