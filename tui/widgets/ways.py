"""A list of the activities of a lesson."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Key
from textual.geometry import Size

from torchquiz.engine.study.activities import activity_named
from torchquiz.engine.study.outline import OutlineLine
from torchquiz.engine.wording import RIGHT
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.themes import RIGHT as DONE
from torchquiz.tui.widgets.lessons import with_pointer
from torchquiz.tui.widgets.listing import Listing

TITLE_CELLS, ABOUT_CELLS, MINUTES_CELLS = 14, 32, 6
GAP = "   "
NARROW = 50
"""Minimum width in cells at which an activity has both a duration and a status."""
ROOMY = 74
"""Minimum width in cells at which each activity is described."""


class Ways(Listing):
    """A list of activities.

    Typing a letter selects the next activity whose title begins with it.
    """

    def __init__(self, lines: Sequence[OutlineLine]) -> None:
        super().__init__()
        self._lines = lines

    @property
    def count(self) -> int:
        """The number of activities."""
        return len(self._lines)

    @property
    def at_cursor(self) -> OutlineLine | None:
        """The selected activity, or None if there are no activities."""
        return self._lines[self.cursor] if self._lines else None

    def tell(self, lines: Sequence[OutlineLine]) -> None:
        """Show the current state of the activities.

        If the selected activity has just been finished, select the one that comes next.
        """
        chosen, self._lines = self.at_cursor, lines
        was_done = chosen is not None and chosen.is_done
        for place, line in enumerate(lines):
            if chosen is not None and line.activity == chosen.activity:
                self.cursor = place
        self.show()
        if not was_done and self.at_cursor and self.at_cursor.is_done:
            self.go_to_next()

    def go_to_next(self) -> None:
        """Select the first activity that was left unfinished.

        If there is none, select the activity that comes next or, if all are done, practice.
        """
        wanted = [place for place, line in enumerate(self._lines) if line.is_open]
        wanted += [place for place, line in enumerate(self._lines) if line.is_next]
        practice = [place for place, line in enumerate(self._lines) if line.activity == "practice"]
        self.cursor = next(iter(wanted or practice), 0)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of the longest row, for a list that is as wide as its content."""
        row = sum(map(len, ("▸ ", "0  ", GAP))) + TITLE_CELLS + ABOUT_CELLS + MINUTES_CELLS
        return max(ROOMY, row + max((len(line.status) for line in self._lines), default=0))

    def line(self, index: int, width: int) -> Content:
        """Return the number, name, description, minutes and status of an activity.

        In a narrow window, there is no description, and no duration if there is a status.
        """
        line, is_at_cursor = self._lines[index], index == self.cursor
        activity = activity_named(line.activity)
        minutes = f"{line.minutes} min" if line.minutes else ""
        status = (line.status, DONE if line.status.startswith(RIGHT) else "")
        number = f"{(index + 1) % 10}" if index < 10 else " "
        lead = Content.assemble((f"{number}  ", MUTED), f"{activity.title:<{TITLE_CELLS}}")
        if width >= NARROW:
            about = f"{activity.about:<{ABOUT_CELLS}}" if width >= ROOMY else ""
            content = Content.assemble(
                lead, (f"{about}{minutes:>{MINUTES_CELLS}}{GAP}", MUTED), status
            )
        else:
            content = Content.assemble(lead, status if line.status else (minutes, MUTED))
        return with_pointer(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)

    def on_key(self, event: Key) -> None:
        """Select the next activity whose title begins with the typed letter."""
        letter = (event.character or "").lower()
        places = [
            place
            for place in range(self.count)
            if activity_named(self._lines[place].activity).title.lower()[0] == letter
        ]
        if letter and places:
            event.stop()
            self.cursor = next((place for place in places if place > self.cursor), places[0])
