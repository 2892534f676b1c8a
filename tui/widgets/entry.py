"""Answers by typing: one value whose reading is shown as it is typed, or one line of code for each blank."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from torchquiz.engine.grading import typed
from torchquiz.engine.grading.grade import Entered, Grade, Response, Unreadable
from torchquiz.engine.models.answers import Fill, Typed
from torchquiz.engine.models.runs import Value
from torchquiz.engine.wording import ARROW, RIGHT, WRONG
from torchquiz.tui.commands import bindings
from torchquiz.tui.themes import ACCENT
from torchquiz.tui.widgets.answering import Answering, Responded
from torchquiz.tui.widgets.prose import prose

PROMPT = "›"


class Line(Input):
    """One line to type in; up and down go to the line above and below."""

    BINDINGS = bindings("line")
    DEFAULT_CSS = """
    Line {
        width: 1fr;
        height: 1;
        border: none;
        padding: 0 1;
        background: $surface;
        &:focus { border: none; background: $boost; background-tint: $foreground 3%; }
        &:disabled { opacity: 1; background: transparent; }
    }
    """


class Entry(Answering):
    """What typed values and filled blanks share: lines, a mark before each, and Enter."""

    DEFAULT_CSS = """
    Entry {
        layout: vertical;
        .line { height: 1; }
        .mark { width: 2; }
        .-right .mark { color: $text-success; }
        .-wrong .mark { color: $text-error; }
        .label { width: auto; padding: 0 1 0 0; color: $text-muted; }
    }
    """

    class Typing(Message):
        """What stands in the lines changed."""

        def __init__(self, texts: tuple[str, ...]) -> None:
            super().__init__()
            self.texts = texts

    labels: tuple[str, ...] = ("",)
    """What stands before each line."""

    def compose(self) -> ComposeResult:
        """A line for each text."""
        for label in self.labels:
            with Horizontal(classes="line"):
                yield Static(PROMPT if not label else "", classes="mark")
                if label:
                    yield Static(Content(label), classes="label")
                yield Line(
                    placeholder="type your answer" if not label else "code for this blank",
                    select_on_focus=False,
                )

    @property
    def lines(self) -> list[Line]:
        """The lines from top to bottom."""
        return list(self.query(Line))

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the lines."""
        return tuple(line.value for line in self.lines)

    def ask(self) -> None:
        """Take an answer; what stands there may be mended."""
        self._mark("", PROMPT if self.labels == ("",) else " ")
        for line in self.lines:
            line.disabled = False
        self.lines[0].focus(scroll_visible=False)

    def settle(self, response: Response, grade: Grade) -> None:
        """Mark what was typed as right or wrong."""
        self._mark("-right" if grade.is_right else "-wrong", RIGHT if grade.is_right else WRONG)
        for line in self.lines:
            line.disabled = True

    @on(Input.Changed)
    def tell_typing(self, event: Input.Changed) -> None:
        """Tell what stands there now, and keep the line that is typed in in sight."""
        event.stop()
        event.input.scroll_visible(animate=False)
        self.post_message(self.Typing(self.texts))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go to the next empty line; answer when there is none."""
        event.stop()
        empty = [line for line in self.lines if not line.value.strip()]
        if empty and len(self.lines) > 1:
            empty[0].focus()
        else:
            self.post_message(Responded(Entered(self.texts)))

    def _mark(self, name: str, glyph: str) -> None:
        for row in self.query(".line"):
            row.set_classes(f"line {name}")
        for mark in self.query(".mark").results(Static):
            mark.update(glyph)


class ReadEntry(Entry):
    """Lines of values; how they are read stands under them before it counts, and so does why they cannot be."""

    DEFAULT_CSS = """
    ReadEntry {
        #reading { color: $text-muted; height: auto; }
        &.-settled #reading { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """The lines, and the reading."""
        yield from super().compose()
        yield Static(id="reading")

    def show_reading(self, said: Content) -> None:
        """Say how what is typed is read."""
        self.query_one("#reading", Static).update(said)

    def says(self, sentence: str) -> bool:
        """Say it where the reading stands, and as plainly as one."""
        self.show_reading(prose(sentence).stylize_before("$foreground"))
        return True

    def settle(self, response: Response, grade: Grade) -> None:
        """Mark the values; their reading has done its work."""
        super().settle(response, grade)
        self.add_class("-settled")

    def ask(self) -> None:
        """Take values, and show their reading again."""
        super().ask()
        self.remove_class("-settled")


class ValueEntry(ReadEntry):
    """One value."""

    DEFAULT_CSS = """
    ValueEntry #reading { margin: 0 0 0 3; }
    """

    def __init__(self, answer: Typed) -> None:
        super().__init__()
        self._key = answer.key

    @on(Entry.Typing)
    def read_typing(self, event: Entry.Typing) -> None:
        """Say how the text is read so far."""
        event.stop()
        self.show_reading(reading(event.texts[0], typed.read(event.texts[0], self._key)))


class BlanksEntry(Entry):
    """A line of code for each blank; the program above shows them as they are typed.

    Args:
        answer: the program and its blanks.
        preview: is told the code with its blanks as they stand.
    """

    def __init__(self, answer: Fill, preview: Callable[[str], None]) -> None:
        super().__init__()
        self.labels = answer.blanks
        self._code = answer.program.code
        self._preview = preview

    @on(Entry.Typing)
    def show_preview(self, event: Entry.Typing) -> None:
        """Show the program as it stands; a blank that is empty stays a blank."""
        from torchquiz.engine.variants.blanks import filled

        event.stop()
        so_far = {
            blank: text.strip() or blank
            for blank, text in zip(self.labels, event.texts, strict=True)
        }
        self._preview(filled(self._code, so_far))


def reading(text: str, read: Value | Unreadable) -> Content:
    """How a text is read so far; empty while there is none."""
    if not text.strip():
        return Content("")
    if isinstance(read, Value):
        return Content.assemble((f"{ARROW} ", ACCENT), (read.text, "$foreground"))
    return Content(read.sentence)
