"""The list on the home screen: the next step, due items, and lessons with their mastery."""

from collections.abc import Sequence
from functools import lru_cache

from textual.content import Content

from torchquiz.engine.study.next_step import NextStep
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.wording import counted
from torchquiz.tui.themes import ACCENT, FAINT, MUTED
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.words.proofs import proof_progress

BAR_CELLS, STATUS_CELLS = 16, 22
NARROW = 60
"""Width in cells below which the bar and the status are shortened."""
NARROW_BAR_CELLS, NARROW_STATUS_CELLS = 6, 8


class Lessons(Listing):
    """A list of the next step, the due items, and all lessons.

    The cursor starts at the next step or, if there is none, at the first lesson.
    """

    def __init__(
        self, standings: Sequence[Standing], step: NextStep, due: int, invitation: str = ""
    ) -> None:
        super().__init__()
        self._standings, self._step, self._due = standings, step, due
        self._invitation = invitation
        self.set_reactive(Lessons.cursor, 0 if self.is_entry(0) else self._above)

    @property
    def is_at_step(self) -> bool:
        """Whether the cursor is on the next step."""
        return self.cursor == 0 and self.is_entry(0)

    @property
    def is_at_due(self) -> bool:
        """Whether the cursor is on the line with the due items."""
        return bool(self._due) and self.cursor == len(self._sentence)

    @property
    def is_at_invitation(self) -> bool:
        """Whether the cursor is on the invitation to a placement."""
        return bool(self._invitation) and self.cursor == self._above - 2

    @property
    def at_cursor(self) -> Standing | None:
        """Lesson at the cursor."""
        place = self.cursor - self._above
        return self._standings[place] if 0 <= place < len(self._standings) else None

    @property
    def count(self) -> int:
        """Number of lines for the next step, the due items, the invitation and the lessons."""
        return self._above + len(self._standings)

    def tell(
        self, standings: Sequence[Standing], step: NextStep, due: int, invitation: str = ""
    ) -> None:
        """Show the current state of the lessons, keeping the cursor on the same lesson."""
        before, lesson = self._above, self.cursor - self._above
        self._standings, self._step, self._due = standings, step, due
        self._invitation = invitation
        if lesson >= 0 and before != self._above:
            self.cursor = self._above + lesson
        self.show()

    def is_entry(self, index: int) -> bool:
        """Return whether a line can be chosen; only the blank line cannot be."""
        if index == 0:
            return self._step.lesson is not None
        return index >= self._above or len(self._sentence) <= index < self._above - 1

    def line(self, index: int, width: int) -> Content:
        """Return the line at this index."""
        is_at_cursor = index == self.cursor
        pointer = ("▸ " if is_at_cursor and self.is_entry(index) else "  ", ACCENT)
        if index < len(self._sentence):
            return Content.assemble(pointer, (self._sentence[index].plain, "bold"))
        if index >= self._above:
            lesson = _lesson(self._standings[index - self._above], width - 2)
            return with_pointer(pointer, lesson, is_at_cursor)
        if index == self._above - 2 and self._invitation:
            return with_pointer(pointer, Content(self._invitation), is_at_cursor)
        if index == len(self._sentence) and self._due:
            due = Content(f"Review {counted(self._due, 'item')}, due today.")
            return with_pointer(pointer, due, is_at_cursor)
        return Content()

    @property
    def _sentence(self) -> list[Content]:
        """The next step, wrapped to the width of the list."""
        width = self.scrollable_content_region.width or 80
        return _wrapped(self._step.sentence, max(10, width - 2))

    @property
    def _above(self) -> int:
        return len(self._sentence) + bool(self._due) + bool(self._invitation) + 1


@lru_cache(maxsize=1)
def _wrapped(sentence: str, width: int) -> list[Content]:
    return Content(sentence).wrap(width)


def with_pointer(pointer: tuple[str, str], content: Content, is_at_cursor: bool) -> Content:
    """Return the line with its pointer in front, in bold if the cursor is on it."""
    return Content.assemble(pointer, content.stylize_before("bold") if is_at_cursor else content)


def bar(fraction: float, cells: int) -> Content:
    """Return a thin progress bar with at least one cell filled, unless the fraction is zero."""
    full = min(cells, max(round(fraction * cells), 1 if fraction else 0))
    return Content.assemble(("━" * full, "$text-success"), ("─" * (cells - full), FAINT))


def _lesson(standing: Standing, width: int) -> Content:
    """Return a lesson's title, bar and status, or why it cannot be opened."""
    is_narrow = width < NARROW
    if standing.news and standing.news.faults:
        return Content.assemble(
            (f"{standing.title}   ", MUTED), counted(len(standing.news.faults), "fault")
        )
    if standing.lesson is None:
        progress = (standing.news.done, standing.news.total) if standing.news else (0, 0)
        return Content.assemble((f"{standing.title}   ", MUTED), (proof_progress(*progress), MUTED))
    cells = NARROW_BAR_CELLS if is_narrow else BAR_CELLS
    status = _short(standing) if is_narrow else _status(standing)
    room = width - cells - 2 - (NARROW_STATUS_CELLS if is_narrow else STATUS_CELLS)
    title = Content(standing.title).truncate(room - 1, ellipsis=True).pad_right(1)
    return Content.assemble(
        title.truncate(room, pad=True), bar(standing.known.proportion, cells), "  ", (status, MUTED)
    )


def _short(standing: Standing) -> str:
    return f"{standing.known.right}/{standing.known.total}"


def _status(standing: Standing) -> str:
    right = f"{standing.known.right} of {standing.known.total} right"
    return f"{right}, open" if standing.begun or standing.places else right
