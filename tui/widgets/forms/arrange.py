"""A widget for putting lines in order, with keys that move a line up and down."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.grading.arrange import nearest, right_order
from torchquiz.engine.grading.grade import Arranged, Grade, Response
from torchquiz.engine.models.answers import Arrange
from torchquiz.engine.study.session import Session
from torchquiz.engine.wording import RIGHT, WRONG, letter
from torchquiz.tui.commands import bindings
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.themes import RIGHT as RIGHT_STYLE
from torchquiz.tui.themes import WRONG as WRONG_STYLE
from torchquiz.tui.widgets.answering import Answering, Begun, Responded
from torchquiz.tui.widgets.code import highlight_python
from torchquiz.tui.widgets.marked_row import MarkedRow
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.rows import Rows

CURSOR, TAKEN = "▸", "↕"
STYLES = {CURSOR: ACCENT, TAKEN: ACCENT, RIGHT: RIGHT_STYLE, WRONG: WRONG_STYLE}
"""The colour of each mark."""
UNMOVED = "Put the lines in order first; space grabs a line."


def answering(session: Session, answer: Arrange, preview: object) -> "Arrangement":
    """Return a widget that shows the lines in the session's shuffled order."""
    return Arrangement(answer, session.lines)


class LineRow(MarkedRow):
    """A row with a mark, the letter of a line, the line itself and, after grading, a note."""

    DEFAULT_CSS = """
    LineRow.-taken { background: $foreground 8%; }
    """

    def __init__(self, is_prose: bool) -> None:
        super().__init__(Content(), is_prose=is_prose)

    def show_line(self, mark: str, letter: str, line: str, note: str = "") -> None:
        """Show the line that is currently at this position."""
        self.show_lead(f"{mark:<2}{letter}  ", STYLES.get(mark, MUTED))
        self.show_text(prose(line) if self.has_class("-prose") else highlight_python(line), note)


class Arrangement(Answering, Rows, can_focus=True):
    """The lines in the order that the learner has chosen so far.

    Args:
        answer: The lines in the right order.
        dealt: The lines in their initial order, which determines their letters. Each comes
            with its index in the answer.
    """

    BINDINGS = bindings("arrange")
    DEFAULT_CSS = """
    Arrangement #right { display: none; margin: 1 0 0 2; color: $text-muted; }
    Arrangement.-settled #right, Arrangement.-unmoved #right { display: block; }
    """

    def __init__(self, answer: Arrange, dealt: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._answer = answer
        self._dealt = [index for index, _ in dealt]
        self.order = list(self._dealt)
        self._is_asking = True
        self._is_taken = False

    def compose(self) -> ComposeResult:
        """Yield a row for each position, and an area for a message below the rows."""
        for _ in self.order:
            yield LineRow(self._answer.form == "prose")
        yield Static(id="right")

    def ask(self) -> None:
        """Let the learner move the lines, beginning with their current order."""
        self._is_asking, self._is_taken = True, False
        self.remove_class("-settled", "-unmoved")
        self.mark_cursor()
        self.focus(scroll_visible=False)

    def resume(self, response: Response) -> None:
        """Put the lines in the order in which the learner left them."""
        if isinstance(response, Arranged) and sorted(response.order) == sorted(self.order):
            self.order = list(response.order)
            self.mark_cursor()

    def settle(self, response: Response, grade: Grade) -> None:
        """Show which lines are at the right position, and where the others belong."""
        assert isinstance(response, Arranged)
        self._is_asking, self._is_taken = False, False
        self.order = list(response.order)
        right = nearest(self._answer, response.order)
        for place, (row, line) in enumerate(zip(self.line_rows, self.order, strict=True)):
            if grade.is_right or right[place] == line:
                self._show(row, line, RIGHT)
            else:
                self._show(row, line, WRONG, f"place {right.index(line) + 1}")
        if not grade.is_right:
            letters = [self._letter(line) for line in right]
            self.query_one("#right", Static).update(right_order(self._answer, letters))
            self.add_class("-settled")

    @property
    def line_rows(self) -> list[LineRow]:
        """The rows from top to bottom."""
        return [row for row in self.rows if isinstance(row, LineRow)]

    def mark_cursor(self) -> None:
        """Show the lines in their current order, with the cursor."""
        super().mark_cursor()
        if not self._is_asking:
            return
        mark = TAKEN if self._is_taken else CURSOR
        for place, (row, line) in enumerate(zip(self.line_rows, self.order, strict=True)):
            is_here = place == self.cursor
            row.set_class(is_here, "-cursor")
            row.set_class(is_here and self._is_taken, "-taken")
            self._show(row, line, mark if is_here else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable all actions once an answer has been given."""
        if action == "pick":
            return self._is_asking and int(str(parameters[0])) < len(self.order)
        return self._is_asking or action not in ("carry", "grab", "submit", "move")

    def action_move(self, rows: int) -> None:
        """Move the cursor, and with it the line that is grabbed, if there is one."""
        if self._is_taken:
            self.action_carry(rows)
        else:
            super().action_move(rows)

    def action_carry(self, rows: int) -> None:
        """Move the selected line."""
        place = self.validate_cursor(self.cursor + rows)
        self.order.insert(place, self.order.pop(self.cursor))
        self.remove_class("-unmoved")
        self.cursor = place
        is_moved = self.order != self._dealt
        self.post_message(Begun(Arranged(tuple(self.order)) if is_moved else None))

    def action_grab(self) -> None:
        """Grab the selected line, or drop it."""
        self._is_taken = not self._is_taken
        self.mark_cursor()

    def action_pick(self, place: int) -> None:
        """Select the line with this letter and grab it. If it is already grabbed, drop it."""
        at = self.order.index(self._dealt[place])
        self._is_taken = not (self._is_taken and at == self.cursor)
        self.cursor = at
        self.mark_cursor()

    def action_submit(self) -> None:
        """Submit the order. The initial order is refused, because it is never right."""
        self._is_taken = False
        self.mark_cursor()
        if self.order == self._dealt:
            self.query_one("#right", Static).update(UNMOVED)
            self.add_class("-unmoved")
            return
        self.post_message(Responded(Arranged(tuple(self.order))))

    def choose(self) -> None:
        """Grab the clicked line, or drop it."""
        if self._is_asking:
            self.action_grab()

    def _show(self, row: LineRow, line: int, mark: str, note: str = "") -> None:
        row.show_line(mark, self._letter(line), self._answer.lines[line], note)

    def _letter(self, line: int) -> str:
        return letter(self._dealt.index(line))
