"""The list on the home screen: the next step, the items that are due, and the lessons."""

from collections.abc import Sequence
from functools import lru_cache

from textual.content import Content

from torchquiz.engine.study.next_step import NextStep
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.wording import counted
from torchquiz.tui.themes import ACCENT, FAINT, MUTED
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.words.proofs import open_so_far, why_closed

BAR_CELLS, STATUS_CELLS = 16, 22
NARROW = 60
"""Width in cells below which the bar and the status are shortened."""
NARROW_BAR_CELLS, NARROW_STATUS_CELLS = 6, 8


class Lessons(Listing):
    """A list of the next step, the items that are due, and all lessons with their progress.

    The next step is selected at first or, if there is none, the first lesson.
    """

    def __init__(
        self,
        standings: Sequence[Standing],
        step: NextStep,
        due: int,
        invitation: str = "",
        *,
        has_sections: bool = False,
    ) -> None:
        super().__init__()
        self._standings, self._step, self._due = standings, step, due
        self._invitation = invitation
        self._has_sections = has_sections
        self._rows = _rows(standings, has_sections=has_sections)
        """The lessons and, if sections are shown, their titles and blank lines."""
        self.set_reactive(Lessons.cursor, 0 if self.is_entry(0) else self._above)

    @property
    def is_at_step(self) -> bool:
        """Whether the next step is selected."""
        return self.cursor == 0 and self.is_entry(0)

    @property
    def is_at_due(self) -> bool:
        """Whether the line about items that are due is selected."""
        return bool(self._due) and self.cursor == len(self._sentence)

    @property
    def is_at_invitation(self) -> bool:
        """Whether the invitation to a placement is selected."""
        return bool(self._invitation) and self.cursor == self._above - 2

    @property
    def at_cursor(self) -> Standing | None:
        """The selected lesson, or None if the cursor is on a different line."""
        place = self.cursor - self._above
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        return row if isinstance(row, Standing) else None

    @property
    def count(self) -> int:
        """The number of lines, including the next step, the invitation and blank lines."""
        return self._above + len(self._rows)

    def tell(
        self, standings: Sequence[Standing], step: NextStep, due: int, invitation: str = ""
    ) -> None:
        """Show the current state of the lessons, keeping the selected lesson selected."""
        before, lesson = self._above, self.cursor - self._above
        self._standings, self._step, self._due = standings, step, due
        self._invitation = invitation
        self._rows = _rows(standings, has_sections=self._has_sections)
        if lesson >= 0 and before != self._above:
            self.cursor = self._above + lesson
        self.show()

    def show_sections(self, has_sections: bool) -> None:
        """Show or hide the sections of the course, and keep the same lesson selected."""
        if has_sections == self._has_sections:
            return
        chosen = self.at_cursor
        self._has_sections = has_sections
        self._rows = _rows(self._standings, has_sections=has_sections)
        if chosen is not None:
            self.cursor = self._above + list(self._rows).index(chosen)
        self.show()

    def is_entry(self, index: int) -> bool:
        """Return whether a line can be selected. Blank lines and section titles cannot."""
        if index == 0:
            return self._step.lesson is not None
        if index >= self._above:
            return index < self.count and isinstance(self._rows[index - self._above], Standing)
        return len(self._sentence) <= index < self._above - 1

    def line(self, index: int, width: int) -> Content:
        """Return the text of the line at this index."""
        is_at_cursor = index == self.cursor
        pointer = ("▸ " if is_at_cursor and self.is_entry(index) else "  ", ACCENT)
        if index < len(self._sentence):
            return Content.assemble(pointer, (self._sentence[index].plain, "bold"))
        if index >= self._above:
            row = self._rows[index - self._above]
            if isinstance(row, str):
                return Content.styled(f"  {row}", MUTED)
            lesson = _lesson(row, width - 2, self._bar_cells(width - 2))
            return with_pointer(pointer, lesson, is_at_cursor)
        if index == self._above - 2 and self._invitation:
            return with_pointer(pointer, Content(self._invitation), is_at_cursor)
        if index == len(self._sentence) and self._due:
            due = Content(f"Review {counted(self._due, 'item')}, due today.")
            return with_pointer(pointer, due, is_at_cursor)
        return Content()

    @property
    def _sentence(self) -> list[Content]:
        """The sentence about the next step, wrapped to the width of the list."""
        width = self.scrollable_content_region.width or 80
        return _wrapped(self._step.sentence, max(10, width - 2))

    def _bar_cells(self, width: int) -> int:
        """Return the length of the progress bars, which are shorter if titles need the room."""
        if width < NARROW:
            return NARROW_BAR_CELLS
        longest = max((len(standing.title) for standing in self._standings), default=0)
        return max(NARROW_BAR_CELLS, min(BAR_CELLS, width - 2 - STATUS_CELLS - longest - 1))

    @property
    def _above(self) -> int:
        return len(self._sentence) + bool(self._due) + bool(self._invitation) + 1


def _rows(standings: Sequence[Standing], *, has_sections: bool) -> Sequence[Standing | str]:
    """Return the lessons, with section titles and blank lines between them if requested."""
    if not has_sections or not any(standing.section for standing in standings):
        return standings
    rows: list[Standing | str] = []
    section = ""
    for standing in standings:
        if standing.section != section:
            section = standing.section
            rows += ["", section] if rows else [section]
        rows.append(standing)
    return rows


@lru_cache(maxsize=1)
def _wrapped(sentence: str, width: int) -> list[Content]:
    return Content(sentence).wrap(width)


def with_pointer(pointer: tuple[str, str], content: Content, is_at_cursor: bool) -> Content:
    """Return a line with a pointer before it. The selected line is bold."""
    return Content.assemble(pointer, content.stylize_before("bold") if is_at_cursor else content)


def bar(fraction: float, cells: int) -> Content:
    """Return a thin progress bar. At least one cell is filled unless the fraction is zero."""
    full = min(cells, max(round(fraction * cells), 1 if fraction else 0))
    return Content.assemble(("━" * full, "$text-success"), ("─" * (cells - full), FAINT))


def _lesson(standing: Standing, width: int, cells: int) -> Content:
    """Return a lesson's title, progress bar and status, or the reason it cannot be opened."""
    is_narrow = width < NARROW
    if standing.news and standing.news.faults:
        return Content.assemble(
            (f"{standing.title}   ", MUTED), counted(len(standing.news.faults), "fault")
        )
    if standing.lesson is None:
        return Content.styled(f"{standing.title}   {why_closed(standing.news)}", MUTED)
    status = _short(standing) if is_narrow else _status(standing)
    room = width - cells - 2 - (NARROW_STATUS_CELLS if is_narrow else STATUS_CELLS)
    title = Content(standing.title).truncate(room - 1, ellipsis=True).pad_right(1)
    return Content.assemble(
        title.truncate(room, pad=True), bar(standing.known.proportion, cells), "  ", (status, MUTED)
    )


def _short(standing: Standing) -> str:
    if not standing.is_complete:
        return "ready"
    return f"{standing.known.right}/{standing.known.total}"


def _status(standing: Standing) -> str:
    if standing.lesson and not standing.lesson.is_complete:
        return open_so_far(standing.lesson.count)
    right = f"{standing.known.right} of {standing.known.total} right"
    return f"{right}, open" if standing.begun or standing.places else right
