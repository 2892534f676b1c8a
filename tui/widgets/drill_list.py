"""A list of drills with the best score of each."""

from collections.abc import Sequence

from textual.content import Content

from torchquiz.engine.study.drilling import DrillEntry
from torchquiz.engine.wording import duration
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.lessons import with_pointer
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.words import drills as words

TITLE_CELLS, LESSON_CELLS, TIME_CELLS = 32, 26, 16
NARROW = 60
ROOMY = 90
"""Minimum width in cells at which the lesson is shown."""


class DrillList(Listing):
    """A list of drills."""

    def __init__(self, entries: Sequence[DrillEntry]) -> None:
        super().__init__()
        self._entries = entries

    @property
    def count(self) -> int:
        """The number of drills."""
        return len(self._entries)

    @property
    def at_cursor(self) -> DrillEntry | None:
        """The selected drill, or None if there are no drills."""
        return self._entries[self.cursor] if self._entries else None

    def tell(self, entries: Sequence[DrillEntry]) -> None:
        """Show the current scores, and keep the same drill selected."""
        self._entries = entries
        self.show()

    def line(self, index: int, width: int) -> Content:
        """Return the title of a drill, its lesson, its duration and the learner's best score."""
        entry, is_at_cursor = self._entries[index], index == self.cursor
        lesson = f"{entry.lesson_title:<{LESSON_CELLS}}" if width >= ROOMY else ""
        time = f"{duration(entry.drill.seconds):<{TIME_CELLS}}" if width >= NARROW else ""
        title = Content(entry.drill.title).truncate(
            TITLE_CELLS if time else max(8, width - 18), ellipsis=True, pad=True
        )
        content = Content.assemble(
            title, "  ", (lesson, MUTED), (time, MUTED), words.best(entry.runs)
        )
        return with_pointer(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)
