"""Filling blanks: a line of code for each."""

from textual import on

from torchquiz.engine.models.answers import Fill
from torchquiz.engine.study.session import Session
from torchquiz.tui.widgets.entry import LinesEntry
from torchquiz.tui.widgets.forms import Preview


def answering(session: Session, answer: Fill, preview: Preview) -> "BlanksEntry":
    """Return a line for each blank."""
    return BlanksEntry(answer, preview)


class BlanksEntry(LinesEntry):
    """A line of code for each blank; the program above shows them as they are typed.

    Args:
        answer: the program and its blanks.
        preview: shows the program with its blanks as they are now.
    """

    def __init__(self, answer: Fill, preview: Preview) -> None:
        super().__init__()
        self.labels = answer.blanks
        self._code = answer.program.code
        self._preview = preview

    @on(LinesEntry.Typing)
    def show_preview(self, event: LinesEntry.Typing) -> None:
        """Show the program as it is now; an empty blank stays a blank."""
        from torchquiz.engine.variants.blanks import filled

        event.stop()
        so_far = {
            blank: text.strip() or blank
            for blank, text in zip(self.labels, event.texts, strict=True)
        }
        self._preview(filled(self._code, so_far))
