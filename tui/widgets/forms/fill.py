"""A widget for filling blanks in code."""

from textual import on

from torchquiz.engine.models.answers import Fill
from torchquiz.engine.study.session import Session
from torchquiz.tui.widgets.entry import LinesEntry
from torchquiz.tui.widgets.forms import Preview


def answering(session: Session, answer: Fill, preview: Preview) -> "BlanksEntry":
    """Return a widget with an input line for each blank."""
    return BlanksEntry(answer, preview)


class BlanksEntry(LinesEntry):
    """Input lines for the blanks in a program. The program shows the text as it is typed.

    Args:
        answer: The program and its blanks.
        preview: Shows the program with the blanks that are filled in so far.
    """

    def __init__(self, answer: Fill, preview: Preview) -> None:
        super().__init__()
        self.labels = answer.blanks
        self._code = answer.program.code
        self._preview = preview

    @on(LinesEntry.Typing)
    def show_preview(self, event: LinesEntry.Typing) -> None:
        """Show the program with the text typed so far. Blanks without text stay blank."""
        from torchquiz.engine.variants.blanks import filled

        event.stop()
        so_far = {
            blank: text.strip() or blank
            for blank, text in zip(self.labels, event.texts, strict=True)
        }
        self._preview(filled(self._code, so_far))
