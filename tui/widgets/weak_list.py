"""A list of the learner's weak points, which can be practised across all lessons."""

from collections.abc import Sequence

from textual.content import Content

from torchquiz.engine.study.weakness.weak_points import WeakPoint
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.lessons import with_pointer
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.words import weak_points as words

STATUS_CELLS = 26
NARROW, NARROW_STATUS_CELLS = 60, 10


class WeakList(Listing):
    """A list of weak points: one entry for all, then misconceptions, levels and kinds of item."""

    def __init__(self, points: Sequence[WeakPoint]) -> None:
        super().__init__()
        self._points = points

    @property
    def count(self) -> int:
        """The number of weak points."""
        return len(self._points)

    @property
    def at_cursor(self) -> WeakPoint | None:
        """The selected weak point, or None if there are no weak points."""
        return self._points[self.cursor] if self._points else None

    def tell(self, points: Sequence[WeakPoint]) -> None:
        """Show the current state of all weak points."""
        self._points = points
        self.cursor = self.validate_cursor(self.cursor)
        self.show()

    def line(self, index: int, width: int) -> Content:
        """Return the title of a weak point and how well the learner does on it."""
        point, is_at_cursor = self._points[index], index == self.cursor
        is_narrow = width < NARROW
        room = width - 4 - (NARROW_STATUS_CELLS if is_narrow else STATUS_CELLS)
        title = Content(words.title(point)).truncate(room, ellipsis=True, pad=True)
        status = words.short_status(point) if is_narrow else words.status(point)
        content = Content.assemble(title, "  ", (status, MUTED))
        return with_pointer(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)
