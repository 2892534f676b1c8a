"""A list of search results."""

from collections.abc import Sequence

from textual.content import Content

from torchquiz.engine.proof.search import Hit
from torchquiz.engine.study.activities import Activity, find_activity
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.lessons import with_pointer
from torchquiz.tui.widgets.listing import Listing

KIND_CELLS, TITLE_CELLS = 11, 24
NARROW = 60
"""Width in cells below which the lesson is not shown."""


class Hits(Listing):
    """A list of matching lessons, activities and questions, with the best match first."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: Sequence[Hit] = ()

    @property
    def count(self) -> int:
        """Number of hits."""
        return len(self._hits)

    @property
    def at_cursor(self) -> Hit | None:
        """Hit at the cursor."""
        return self._hits[self.cursor] if self._hits else None

    def tell(self, hits: Sequence[Hit]) -> None:
        """Replace the hits, and move the cursor to the best one."""
        self._hits = hits
        self.cursor = 0
        self.show()

    def line(self, index: int, width: int) -> Content:
        """Return the kind of hit, its lesson, and the text around the matching words."""
        hit, is_at_cursor = self._hits[index], index == self.cursor
        title = Content()
        if width >= NARROW:
            title = Content(hit.title).truncate(TITLE_CELLS - 2, ellipsis=True, pad=True) + "  "
        content = Content.assemble(f"{_kind(hit):<{KIND_CELLS}}", title, (_excerpt(hit), MUTED))
        return with_pointer(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)


def activity_of(hit: Hit) -> Activity | None:
    """Return the activity that a hit leads to; None for a lesson or a question."""
    return find_activity(hit.way)


def _excerpt(hit: Hit) -> str:
    """Return the excerpt without backticks, labelled if it is a misconception."""
    text = hit.excerpt.replace("`", "")
    return f"common belief: {text}" if hit.is_belief else text


def _kind(hit: Hit) -> str:
    if hit.item:
        return "question"
    activity = activity_of(hit)
    return activity.title.lower() if activity else "lesson"
