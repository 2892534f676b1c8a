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
    """A list of lessons, activities and questions that match a search, best match first."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: Sequence[Hit] = ()

    @property
    def count(self) -> int:
        """The number of results."""
        return len(self._hits)

    @property
    def at_cursor(self) -> Hit | None:
        """The selected result, or None if there are no results."""
        return self._hits[self.cursor] if self._hits else None

    def tell(self, hits: Sequence[Hit]) -> None:
        """Replace the results, and select the best one."""
        self._hits = hits
        self.cursor = 0
        self.show()

    def line(self, index: int, width: int) -> Content:
        """Return the kind of a result, its lesson, and the text around the matching words."""
        hit, is_at_cursor = self._hits[index], index == self.cursor
        title = Content()
        if width >= NARROW:
            title = Content(hit.title).truncate(TITLE_CELLS - 2, ellipsis=True, pad=True) + "  "
        content = Content.assemble(f"{_kind(hit):<{KIND_CELLS}}", title, (_excerpt(hit), MUTED))
        return with_pointer(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)


def activity_of(hit: Hit) -> Activity | None:
    """Return the activity that a result leads to, or None if it is a lesson or a question."""
    return find_activity(hit.way)


def _excerpt(hit: Hit) -> str:
    """Return an excerpt without backticks.

    A misconception is labelled, so that nobody takes it for a fact.
    """
    text = hit.excerpt.replace("`", "")
    return f"common belief: {text}" if hit.is_belief else text


def _kind(hit: Hit) -> str:
    if hit.item:
        return "question"
    activity = activity_of(hit)
    return activity.title.lower() if activity else "lesson"
