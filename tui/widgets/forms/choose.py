"""A widget for choosing options by letter, number, arrow keys or mouse."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from torchquiz.engine.grading.grade import Chosen, Grade, Response
from torchquiz.engine.models.answers import Choose, Option
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
from torchquiz.tui.widgets.seen import Seen


def answering(session: Session, answer: Choose, preview: object) -> "Options":
    """Return a widget that shows the options in the session's shuffled order."""
    return Options(session.options, answer.several)


class OptionRow(MarkedRow):
    """A row for an option: a mark, its letter, its text and, later, whether it was chosen."""

    DEFAULT_CSS = """
    OptionRow {
        &.-settled { color: $text-muted; }
        &.-settled.-emphasised { color: $foreground; }
    }
    """

    def __init__(
        self, place: int, index: int, option: Option, has_box: bool, *, is_at_cursor: bool = False
    ) -> None:
        super().__init__(_text_of(option), is_prose=option.form == "prose")
        self.set_class(is_at_cursor, "-cursor")
        self._has_box = has_box
        self.place = place
        self.index = index
        self.option = option
        self.is_picked = False
        self._is_settled = False
        self._noted = ""
        self._show_marks()

    def pick(self, is_picked: bool) -> None:
        """Mark the option as chosen, or remove the mark."""
        self.is_picked = is_picked
        self._show_marks()

    def point(self) -> None:
        """Show the pointer if the row is selected, unless the answer has been given."""
        if not self._is_settled:
            self._show_marks()

    def ask(self) -> None:
        """Remove the mark."""
        self.is_picked = False
        self._settle(is_settled=False)

    def settle(self, is_picked: bool) -> None:
        """Show whether the option is right, and whether the learner has chosen it."""
        self.is_picked = is_picked
        self._settle(is_settled=True)

    def _settle(self, *, is_settled: bool) -> None:
        self._is_settled = is_settled
        self._note("your answer" if is_settled and self.is_picked else "")
        self.set_class(is_settled, "-settled")
        self.set_class(self.option.is_key or self.is_picked, "-emphasised")
        self._show_marks()

    def _show_marks(self) -> None:
        mark, style = self._verdict if self._is_settled else self._pointer
        box = ""
        if self._has_box:
            box = "[x] " if self.is_picked else "[ ] "
        self.show_lead(f"{mark:<2}{box}{letter(self.place)}  ", style)

    @property
    def _pointer(self) -> tuple[str, str]:
        return ("▸", ACCENT) if self.has_class("-cursor") else ("", MUTED)

    @property
    def _verdict(self) -> tuple[str, str]:
        if self.option.is_key:
            return RIGHT, RIGHT_STYLE
        return (WRONG, WRONG_STYLE) if self.is_picked else ("", MUTED)

    def _note(self, note: str) -> None:
        if note == self._noted:
            return
        self._noted = note
        text = _text_of(self.option)
        self.show_text(highlight_python(text) if isinstance(text, str) else text, note)


def _text_of(option: Option) -> str | Content:
    """Return the text of an option, or its code, which is still to be highlighted."""
    match option.form:
        case "prose":
            return prose(option.text)
        case "code":
            return option.text
        case _:
            return Content(option.text)


class Options(Answering, Rows, can_focus=True):
    """A list of options. If only one option is right, choosing one submits the answer."""

    BINDINGS = bindings("options")

    def __init__(self, options: Sequence[tuple[int, Option]], several: bool) -> None:
        super().__init__()
        self._options = options
        self._several = several
        self._is_asking = True
        self._seen = Seen(self)

    def compose(self) -> ComposeResult:
        """Yield a row for each option."""
        for place, (index, option) in enumerate(self._options):
            yield OptionRow(place, index, option, self._several, is_at_cursor=place == self.cursor)

    def ask(self) -> None:
        """Remove all marks and let the learner answer."""
        self._is_asking = True
        for row in self.option_rows:
            row.ask()
        self.focus(scroll_visible=False)

    def resume(self, response: Response) -> None:
        """Mark the options that the learner marked earlier."""
        if isinstance(response, Chosen) and self._several:
            for row in self.option_rows:
                row.pick(row.index in response.picks)

    def settle(self, response: Response, grade: Grade) -> None:
        """Show which options are right, and which were chosen wrongly."""
        self._is_asking = False
        for row in self.option_rows:
            row.settle(isinstance(response, Chosen) and row.index in response.picks)

    @property
    def option_rows(self) -> list[OptionRow]:
        """The rows from top to bottom."""
        return [row for row in self.rows if isinstance(row, OptionRow)]

    @property
    def _picks(self) -> tuple[int, ...]:
        """The indexes of the marked options."""
        return tuple(row.index for row in self.option_rows if row.is_picked)

    def mark_cursor(self) -> None:
        """Highlight the selected option."""
        super().mark_cursor()
        for row in self.option_rows:
            row.point()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable marking unless several options are right. Disable everything after the answer."""
        if action == "mark":
            return self._several and self._is_asking
        if action == "pick":
            return self._is_asking and int(str(parameters[0])) < len(self._options)
        if action in ("submit", "move"):
            return self._is_asking
        return True

    def action_pick(self, place: int) -> None:
        """Select an option and choose it."""
        self.cursor = place
        self.choose()

    def action_mark(self) -> None:
        """Mark the selected option, or remove its mark."""
        row = self.option_rows[self.cursor]
        row.pick(not row.is_picked)
        self.post_message(Begun(Chosen(self._picks) if self._picks else None))

    def action_submit(self) -> None:
        """Submit the marked options, unless the key was pressed before the learner saw them."""
        if self._seen.is_too_early:
            return
        if not self._several:
            self.option_rows[self.cursor].pick(True)
        self.post_message(Responded(Chosen(self._picks)))

    def choose(self) -> None:
        """Submit the selected option. If several options are right, mark it instead."""
        if not self._is_asking:
            return
        if self._several:
            self.action_mark()
        else:
            for row in self.option_rows:
                row.is_picked = False
            self.action_submit()
