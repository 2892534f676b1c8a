"""A list of a project's steps. Each step has a task, and a mark once the step is done."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.wording import RIGHT as DONE
from torchquiz.tui.themes import ACCENT, MUTED, RIGHT
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.rows import ListRow, Rows


class StepRow(ListRow):
    """A row for one step."""

    DEFAULT_CSS = """
    StepRow {
        max-width: 100;
        margin: 0 0 1 0;
        .lead { width: 10; }
        .says { width: 1fr; height: auto; }
        &.-cursor .says { text-style: bold; }
    }
    """

    def __init__(self, lead: Content, says: Content) -> None:
        super().__init__()
        self._lead = lead
        self._says = says

    def compose(self) -> ComposeResult:
        """Yield the number or mark of the step, and its task."""
        yield Static(classes="lead")
        yield Static(self._says, classes="says")

    def point(self, is_here: bool) -> None:
        """Show the pointer before this step, or remove it."""
        self.query_one(".lead", Static).update(
            Content.assemble(("▸ " if is_here else "  ", ACCENT), self._lead)
        )


class Steps(Rows):
    """A column of all steps. Once all steps are done, a last row leads to the measurements.

    Args:
        steps: The item of each step, its task, and whether it is done.
        leads_on: Whether to add the last row.
    """

    def __init__(self, steps: Sequence[tuple[str, str, bool]], leads_on: bool) -> None:
        super().__init__()
        self._steps = steps
        self._leads_on = leads_on

    def compose(self) -> ComposeResult:
        """Yield a row for each step and, if requested, the last row."""
        for number, (_, says, is_done) in enumerate(self._steps, start=1):
            mark = Content.styled(f"{number}", MUTED)
            if is_done:
                mark = Content.styled(f"{DONE} done", RIGHT)
            yield StepRow(mark, prose(says))
        if self._leads_on:
            yield StepRow(Content(), Content("Measurements of your program"))

    def mark_cursor(self) -> None:
        """Move the pointer to the selected row."""
        super().mark_cursor()
        for place, row in enumerate(self.query(StepRow)):
            row.point(place == self.cursor)

    @property
    def chosen(self) -> str:
        """The id of the selected step's item, or an empty string if the last row is selected."""
        return self._steps[self.cursor][0] if self.cursor < len(self._steps) else ""
