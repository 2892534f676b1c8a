"""What can be done in a lesson, one line each."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Key

from torchquiz.engine.study.activities import activity_named
from torchquiz.engine.study.outline import OutlineLine
from torchquiz.engine.wording import RIGHT
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.themes import RIGHT as DONE
from torchquiz.tui.widgets.lessons import pointed
from torchquiz.tui.widgets.listing import Listing

TITLE_CELLS, ABOUT_CELLS, MINUTES_CELLS = 14, 32, 6
GAP = "   "
ROOMY = 74
"""In at least this many cells each way is described."""


class Ways(Listing):
    """The ways; a letter goes to the next way that begins with it."""

    def __init__(self, lines: Sequence[OutlineLine]) -> None:
        super().__init__()
        self._lines = lines

    @property
    def count(self) -> int:
        """Number of ways."""
        return len(self._lines)

    @property
    def at_cursor(self) -> OutlineLine | None:
        """The way at the cursor."""
        return self._lines[self.cursor] if self._lines else None

    def tell(self, lines: Sequence[OutlineLine]) -> None:
        """Show the ways as they stand now; the cursor leaves what was gone through in the meantime."""
        was_done = self.at_cursor is not None and self.at_cursor.is_done
        self._lines = lines
        self.show()
        if not was_done and self.at_cursor and self.at_cursor.is_done:
            self.go_to_next()

    def go_to_next(self) -> None:
        """Go to what is open, else to what comes next, or to practice when all is done."""
        wanted = [place for place, line in enumerate(self._lines) if line.is_open]
        wanted += [place for place, line in enumerate(self._lines) if line.is_next]
        practice = [place for place, line in enumerate(self._lines) if line.activity == "practice"]
        self.cursor = next(iter(wanted or practice), 0)

    def line(self, index: int, width: int) -> Content:
        """Return number, name, description, minutes and status of a way."""
        line, is_at_cursor = self._lines[index], index == self.cursor
        activity = activity_named(line.activity)
        about = f"{activity.about:<{ABOUT_CELLS}}" if width >= ROOMY else ""
        minutes = f"{line.minutes} min" if line.minutes else ""
        number = f"{(index + 1) % 10}" if index < 10 else " "
        content = Content.assemble(
            (f"{number}  ", MUTED),
            f"{activity.title:<{TITLE_CELLS}}",
            (about, MUTED),
            (f"{minutes:>{MINUTES_CELLS}}{GAP if about else GAP[1:]}", MUTED),
            (line.status, DONE if line.status.startswith(RIGHT) else ""),
        )
        return pointed(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)

    def on_key(self, event: Key) -> None:
        """Go to the next way that begins with the letter typed."""
        letter = (event.character or "").lower()
        places = [
            place
            for place in range(self.count)
            if activity_named(self._lines[place].activity).title.lower()[0] == letter
        ]
        if letter and places:
            event.stop()
            self.cursor = next((place for place in places if place > self.cursor), places[0])
