"""Home's list: what to do next, what is due, and the lessons in order, each with a thin bar of mastery."""

from collections.abc import Sequence
from functools import lru_cache

from textual.content import Content

from torchquiz.engine.study.next_step import NextStep
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.wording import counted
from torchquiz.tui.themes import ACCENT, FAINT, MUTED
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.words.proofs import being_proven

BAR_CELLS, STATUS_CELLS = 16, 22
NARROW = 60
"""Below so many cells bar and status shrink."""
NARROW_BAR_CELLS, NARROW_STATUS_CELLS = 6, 8


class Lessons(Listing):
    """The next step, what is due, and all lessons; the keys act upon the one at the cursor.

    It begins on what to do next, or where nothing can be done, on the first lesson.
    """

    def __init__(self, standings: Sequence[Standing], step: NextStep, due: int) -> None:
        super().__init__()
        self._standings, self._step, self._due = standings, step, due
        self.set_reactive(Lessons.cursor, 0 if self.is_entry(0) else self._above)

    @property
    def is_at_step(self) -> bool:
        """Whether the cursor is on what to do next."""
        return self.cursor == 0 and self.is_entry(0)

    @property
    def is_at_due(self) -> bool:
        """Whether the cursor is on what is due."""
        return bool(self._due) and self.cursor == len(self._sentence)

    @property
    def at_cursor(self) -> Standing | None:
        """The lesson at the cursor."""
        place = self.cursor - self._above
        return self._standings[place] if 0 <= place < len(self._standings) else None

    @property
    def count(self) -> int:
        """The sentence, what is due, a blank line, the lessons."""
        return self._above + len(self._standings)

    def tell(self, standings: Sequence[Standing], step: NextStep, due: int) -> None:
        """Show the lessons as they stand now; the cursor stays on the lesson where it is."""
        before, lesson = self._above, self.cursor - self._above
        self._standings, self._step, self._due = standings, step, due
        if lesson >= 0 and before != self._above:
            self.cursor = self._above + lesson
        self.show()

    def is_entry(self, index: int) -> bool:
        """The first line of the sentence when it can be done, what is due, and the lessons."""
        if index == 0:
            return self._step.lesson is not None
        return index >= self._above or (bool(self._due) and index == len(self._sentence))

    def line(self, index: int, width: int) -> Content:
        """One line of the sentence, of what is due, or of the lessons."""
        pointer = ("▸ " if index == self.cursor and self.is_entry(index) else "  ", ACCENT)
        if index < len(self._sentence):
            return Content.assemble(pointer, (self._sentence[index].plain, "bold"))
        if index >= self._above:
            return pointed(
                pointer,
                _lesson(self._standings[index - self._above], width - 2),
                index == self.cursor,
            )
        if index == len(self._sentence) and self._due:
            return pointed(
                pointer,
                Content(f"Review {counted(self._due, 'item')}, due today."),
                index == self.cursor,
            )
        return Content()

    @property
    def _sentence(self) -> list[Content]:
        """The next step, broken where the list ends."""
        return _broken(
            self._step.sentence, max(10, (self.scrollable_content_region.width or 80) - 2)
        )

    @property
    def _above(self) -> int:
        return len(self._sentence) + bool(self._due) + 1


@lru_cache(maxsize=1)
def _broken(sentence: str, width: int) -> list[Content]:
    return Content(sentence).wrap(width)


def pointed(pointer: tuple[str, str], content: Content, is_at_cursor: bool) -> Content:
    """A line behind its pointer, heavier at the cursor."""
    return Content.assemble(pointer, content.stylize_before("bold") if is_at_cursor else content)


def bar(share: float, cells: int) -> Content:
    """A thin bar whose known part is heavier as well as brighter; any knowledge at all shows."""
    full = min(cells, max(round(share * cells), 1 if share else 0))
    return Content.assemble(("━" * full, "$text-success"), ("─" * (cells - full), FAINT))


def _lesson(one: Standing, width: int) -> Content:
    """Title, bar, and how far; a lesson that cannot be opened says why instead."""
    is_narrow = width < NARROW
    if one.news and one.news.faults:
        return Content.assemble((f"{one.title}   ", MUTED), counted(len(one.news.faults), "fault"))
    if one.lesson is None:
        told = being_proven(one.news.done, one.news.total) if one.news else being_proven(0, 0)
        return Content.assemble((f"{one.title}   ", MUTED), (told, MUTED))
    cells = NARROW_BAR_CELLS if is_narrow else BAR_CELLS
    status = _short(one) if is_narrow else _status(one)
    room = width - cells - 2 - (NARROW_STATUS_CELLS if is_narrow else STATUS_CELLS)
    title = Content(one.title).truncate(room - 1, ellipsis=True).pad_right(1)
    return Content.assemble(
        title.truncate(room, pad=True), bar(one.known.proportion, cells), "  ", (status, MUTED)
    )


def _short(one: Standing) -> str:
    return f"{one.known.right}/{one.known.total}"


def _status(one: Standing) -> str:
    right = f"{one.known.right} of {one.known.total} right"
    return f"{right}, open" if one.begun or one.places else right
