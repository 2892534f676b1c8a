"""The lessons in order, each with a thin bar of mastery."""

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.standing import Standing
from tui.widgets.rows import Row, Rows
from tui.wording import being_proven, has_faults

BAR_CELLS = 16


class LessonRow(Row):
    """One lesson: its title, how much of it is known, and what stands in its way."""

    DEFAULT_CSS = """
    LessonRow {
        #cursor { width: 2; color: $text-primary; }
        #title { width: 1fr; height: auto; }
        #bar { width: 18; }
        #status { width: 24; color: $text-muted; height: auto; }
        &.-cursor #title { text-style: bold; }
        &.-closed #title { color: $text-muted; }
        &.-faulty #bar { display: none; }
        &.-faulty #status { width: 2fr; }
    }
    """

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.standing = standing

    def compose(self) -> ComposeResult:
        """The columns of the row."""
        yield Static(id="cursor")
        yield Static(id="title")
        yield Static(id="bar")
        yield Static(id="status")

    def on_mount(self) -> None:
        """Fill the columns."""
        self.show(self.standing)

    def show(self, standing: Standing) -> None:
        """Show where the learner stands now."""
        self.standing = standing
        self.set_class(standing.lesson is None, "-closed")
        self.set_class(bool(standing.news and standing.news.faults), "-faulty")
        self.query_one("#title", Static).update(Content(standing.title))
        self.query_one("#bar", Static).update(bar(standing.known.share, BAR_CELLS) if standing.lesson else Content(""))
        self.query_one("#status", Static).update(Content(_status(standing)))


class Lessons(Rows):
    """All lessons; the cursor is on the one that keys act upon."""

    def __init__(self, standings: Sequence[Standing]) -> None:
        super().__init__()
        self._standings = standings

    def compose(self) -> ComposeResult:
        """A row for each."""
        for standing in self._standings:
            yield LessonRow(standing)

    @property
    def at_cursor(self) -> Standing:
        """The lesson at the cursor."""
        return self._standings[self.cursor]

    def show(self, standings: Sequence[Standing]) -> None:
        """Show the same lessons as they stand now."""
        self._standings = standings
        for row, standing in zip(self.query(LessonRow), standings, strict=True):
            row.show(standing)

    def mark_cursor(self) -> None:
        """Point at the lesson."""
        super().mark_cursor()
        for row in self.query(LessonRow):
            row.query_one("#cursor", Static).update("▸" if row.has_class("-cursor") else "")


def bar(share: float, cells: int) -> Content:
    """A thin bar whose known part is heavier as well as brighter; any knowledge at all shows."""
    full = min(cells, max(round(share * cells), 1 if share else 0))
    return Content.assemble(("━" * full, "$text-success"), ("─" * (cells - full), "$foreground 25%"))


def _from_here(path: Path) -> str:
    """The path as one would type it in this folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path)


def _status(standing: Standing) -> str:
    news = standing.news
    if news and news.faults:
        return has_faults(len(news.faults), _from_here(standing.path))
    if standing.lesson is None:
        return being_proven(news.done, news.total) if news else being_proven(0, 0)
    if standing.unfinished:
        return f"{standing.known.right} of {standing.known.total} right, unfinished"
    return f"{standing.known.right} of {standing.known.total} right"
