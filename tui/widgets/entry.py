"""The base classes of widgets whose answers are typed into input lines."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from torchquiz.engine.grading.grade import Entered, Grade, Response, Unreadable
from torchquiz.engine.models.runs import Value
from torchquiz.engine.wording import ARROW, RIGHT, WRONG
from torchquiz.tui.commands import bindings
from torchquiz.tui.themes import ACCENT
from torchquiz.tui.widgets.answering import Answering, Begun, Responded
from torchquiz.tui.widgets.prose import prose

PROMPT = "›"


class AnswerLine(Input):
    """An input line in which the up and down keys move to the line above or below."""

    BINDINGS = bindings("line")
    DEFAULT_CSS = """
    AnswerLine {
        width: 1fr;
        height: 1;
        border: none;
        padding: 0 1;
        background: $surface;
        &:focus { border: none; background: $boost; background-tint: $foreground 3%; }
        &:disabled { opacity: 1; background: transparent; }
    }
    """

    def _on_paste(self, event: Paste) -> None:
        """Insert all of the pasted text as one line. Textual would keep only its first line."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.split()), *self.selection)


class LinesEntry(Answering):
    """One or more input lines, each with a mark.

    Enter moves to the next line or submits the answer.
    """

    DEFAULT_CSS = """
    LinesEntry {
        layout: vertical;
        .line { height: 1; }
        .mark { width: 2; }
        .-right .mark { color: $text-success; }
        .-wrong .mark { color: $text-error; }
        .label { width: auto; padding: 0 1 0 0; color: $text-muted; }
    }
    """

    class Typing(Message):
        """A message posted when the text in a line has changed."""

        def __init__(self, texts: tuple[str, ...]) -> None:
            super().__init__()
            self.texts = texts

    BINDINGS = bindings("lines")
    labels: tuple[str, ...] = ("",)
    """The label before each line."""

    def compose(self) -> ComposeResult:
        """Yield an input line for each label."""
        for label in self.labels:
            with Horizontal(classes="line"):
                yield Static(PROMPT if not label else "", classes="mark")
                if label:
                    yield Static(Content(label), classes="label")
                yield AnswerLine(
                    placeholder="type your answer" if not label else "code for this blank",
                    select_on_focus=False,
                )

    @property
    def lines(self) -> list[AnswerLine]:
        """The input lines from top to bottom."""
        return list(self.query(AnswerLine))

    @property
    def texts(self) -> tuple[str, ...]:
        """The text in each input line."""
        return tuple(line.value for line in self.lines)

    def ask(self) -> None:
        """Let the learner answer. Text from an earlier try is kept, so that it can be changed."""
        self._mark("", PROMPT if self.labels == ("",) else " ")
        for line in self.lines:
            line.disabled = False
        self.lines[0].focus(scroll_visible=False)

    def resume(self, response: Response) -> None:
        """Enter the texts that the learner typed earlier, and go to the first line without text."""
        if not isinstance(response, Entered) or len(response.texts) != len(self.lines):
            return
        for line, text in zip(self.lines, response.texts, strict=True):
            line.value = text
            line.cursor_position = len(text)
        empty = [line for line in self.lines if not line.value.strip()]
        (empty or self.lines)[0].focus(scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable moving between lines if there is only one."""
        return len(self.lines) > 1 if action == "step" else True

    def action_step(self, lines: int) -> None:
        """Move to the line above or below. Stop at the first and the last line."""
        index = next((i for i, line in enumerate(self.lines) if line.has_focus), 0)
        self.lines[max(0, min(index + lines, len(self.lines) - 1))].focus()

    def settle(self, response: Response, grade: Grade) -> None:
        """Mark each line as right or wrong."""
        are_right = grade.cells if grade.cells else [grade.is_right] * len(self.lines)
        # The query finds nothing in a table, which marks its cells itself.
        for row, is_right in zip(self.query(".line"), are_right, strict=False):
            _mark_row(row, "-right" if is_right else "-wrong", RIGHT if is_right else WRONG)
        for line in self.lines:
            line.disabled = True

    @on(Input.Changed)
    def tell_typing(self, event: Input.Changed) -> None:
        """Post the text of all lines, and scroll to the line that has changed."""
        event.stop()
        event.input.scroll_visible(animate=False)
        self.post_message(self.Typing(self.texts))
        if not event.input.disabled:
            self.post_message(Begun(Entered(self.texts) if any(self.texts) else None))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Move to the next empty line, or submit the answer if there is none."""
        event.stop()
        assert isinstance(event.input, AnswerLine)
        following = self.next_line(event.input)
        if following:
            following.focus()
        else:
            self.post_message(Responded(Entered(self.texts)))

    def next_line(self, line: AnswerLine) -> AnswerLine | None:
        """Return the first empty line, or None if no line is empty or there is only one line."""
        empty = [other for other in self.lines if not other.value.strip()]
        return empty[0] if empty and len(self.lines) > 1 else None

    def _mark(self, name: str, glyph: str) -> None:
        for row in self.query(".line"):
            _mark_row(row, name, glyph)


def _mark_row(row: Widget, name: str, glyph: str) -> None:
    row.set_classes(f"line {name}")
    row.query_one(".mark", Static).update(glyph)


class ReadEntry(LinesEntry):
    """Input lines for values. Below them is the value that was understood, or an error message."""

    DEFAULT_CSS = """
    ReadEntry {
        #reading { color: $text-muted; height: auto; }
        &.-settled #reading { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """Yield the lines and, below them, an area for the value that was understood."""
        yield from super().compose()
        yield Static(id="reading")

    def show_reading(self, text: Content) -> None:
        """Show how the text typed so far is understood."""
        self.query_one("#reading", Static).update(text)

    def says(self, sentence: str) -> bool:
        """Show an error message in place of the value."""
        self.show_reading(prose(sentence).stylize_before("$foreground"))
        return True

    def settle(self, response: Response, grade: Grade) -> None:
        """Mark the values as right or wrong, and hide how they were understood."""
        super().settle(response, grade)
        self.add_class("-settled")

    def ask(self) -> None:
        """Let the learner type values, and show how they are understood."""
        super().ask()
        self.remove_class("-settled")


def reading(text: str, read: Value | Unreadable) -> Content:
    """Return how the text typed so far is understood, or nothing if the line is empty."""
    if not text.strip():
        return Content("")
    if isinstance(read, Value):
        return Content.assemble((f"{ARROW} ", ACCENT), (read.text, "$foreground"))
    return Content(read.sentence)
