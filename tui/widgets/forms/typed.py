"""A widget for typing a value, which shows how the typed text is understood."""

from textual import on

from torchquiz.engine.grading.typed_value import read
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.study.session import Session
from torchquiz.tui.widgets.entry import LinesEntry, ReadEntry, reading
from torchquiz.tui.widgets.printed import PrintedEntry


def answering(session: Session, answer: Typed, preview: object) -> "ValueEntry | PrintedEntry":
    """Return an input line, or a text area if the answer has several lines."""
    return PrintedEntry() if "\n" in answer.key.text.strip("\n") else ValueEntry(answer)


class ValueEntry(ReadEntry):
    """An input line for one value."""

    DEFAULT_CSS = """
    ValueEntry #reading { margin: 0 0 0 3; }
    """

    def __init__(self, answer: Typed) -> None:
        super().__init__()
        self._key = answer.key

    @on(LinesEntry.Typing)
    def read_typing(self, event: LinesEntry.Typing) -> None:
        """Show how the text typed so far is understood."""
        event.stop()
        self.show_reading(reading(event.texts[0], read(event.texts[0], self._key)))
