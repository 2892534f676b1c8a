"""A widget for typing the output of a program, which may have several lines."""

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.message import Message
from textual.widgets import Static, TextArea

from torchquiz.engine.grading.grade import Entered, Grade, Response
from torchquiz.tui.commands import bindings
from torchquiz.tui.widgets.answering import Answering, Begun, Responded

HOW = "Type as many lines as you need, then an empty line to submit the answer."


class PrintedLines(TextArea):
    """A text area in which pressing Enter on an empty last line submits the answer."""

    DEFAULT_CSS = """
    PrintedLines {
        height: auto;
        min-height: 2;
        max-height: 12;
        border: none;
        padding: 0 1;
        background: $surface;
        &:focus { border: none; background: $boost; }
    }
    """

    class Ended(Message):
        """A message posted when the learner ends the answer with an empty line."""

    async def on_key(self, event: Key) -> None:
        """Submit the answer if Enter is pressed on an empty last line."""
        row, _ = self.cursor_location
        is_last = row == self.document.line_count - 1
        is_end = is_last and row > 0 and not self.document.get_line(row).strip()
        if event.key == "enter" and is_end and not self.read_only:
            event.prevent_default()
            event.stop()
            self.post_message(self.Ended())


class PrintedEntry(Answering):
    """A text area for the output of a program, with an instruction below it."""

    BINDINGS = bindings("printed")
    DEFAULT_CSS = """
    PrintedEntry {
        layout: vertical;
        .how { color: $text-muted; }
        &.-right PrintedLines { color: $text-success; }
        &.-wrong PrintedLines { color: $text-error; }
    }
    """

    def compose(self) -> ComposeResult:
        """Yield the text area and the instruction."""
        yield PrintedLines(soft_wrap=False, compact=True)
        yield Static(HOW, classes="how")

    @property
    def area(self) -> PrintedLines:
        """The text area with the lines that the learner has typed."""
        return self.query_one(PrintedLines)

    def ask(self) -> None:
        """Let the learner answer. Text from an earlier try is kept, so that it can be changed."""
        self.remove_class("-right", "-wrong")
        self.area.read_only = False
        self.area.focus(scroll_visible=False)

    def resume(self, response: Response) -> None:
        """Enter the lines that the learner typed earlier."""
        if isinstance(response, Entered) and len(response.texts) == 1:
            self.area.load_text(response.texts[0])
            self.area.move_cursor(self.area.document.end)

    @on(TextArea.Changed)
    def tell_typing(self, event: TextArea.Changed) -> None:
        """Post the lines that have been typed so far."""
        event.stop()
        if not self.area.read_only:
            self.post_message(Begun(Entered((self.area.text,)) if self.area.text else None))

    def settle(self, response: Response, grade: Grade) -> None:
        """Mark the lines as right or wrong, and accept no further answers."""
        self.area.read_only = True
        self.add_class("-right" if grade.is_right else "-wrong")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable submitting until the answer has been graded."""
        return not self.area.read_only if action == "submit" and self.is_mounted else True

    @on(PrintedLines.Ended)
    def action_submit(self) -> None:
        """Submit the lines."""
        self.post_message(Responded(Entered((self.area.text.strip("\n"),))))
