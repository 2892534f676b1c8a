"""The code of a stage or call, in which the learner can change the underlined numbers."""

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from torchquiz.engine.traces.numbers import LONGEST, Number, numbers, with_number
from torchquiz.tui.commands import bindings
from torchquiz.tui.widgets.code import highlight_python

DIGITS = "0123456789.-"
"""The characters that a number may contain."""


class Numbers(Static, can_focus=True):
    """A block of code in which the learner can move from number to number."""

    BINDINGS = bindings("numbers")
    DEFAULT_CSS = """
    Numbers {
        height: auto;
        text-wrap: nowrap;
        border-left: solid $foreground 25%;
        padding: 0 0 0 1;
    }
    """

    class Changed(Message):
        """A message posted when the learner has changed a number and wants to run the code."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class Left(Message):
        """A message posted when the learner has left the code without running it."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._numbers: tuple[Number, ...] = ()
        self._chosen = 0
        self._typed: str | None = None
        """Text typed in place of the selected number; None before the first key press."""

    @property
    def has_numbers(self) -> bool:
        """Whether the code contains a number that can be changed."""
        return bool(self._numbers)

    def show(self, code: str) -> None:
        """Show different code, with its first number selected."""
        self._code, self._numbers = code, numbers(code)
        self._chosen, self._typed = 0, None
        self.display = bool(code)
        self._draw()

    def on_focus(self) -> None:
        """Highlight the selected number."""
        self._draw()

    def on_blur(self) -> None:
        """Discard a number that has not been confirmed, and remove the highlighting."""
        self._typed = None
        self._draw()

    def on_key(self, event: Key) -> None:
        """Insert a character that can be part of a number. All other keys go to the page."""
        if event.character and event.character in DIGITS:
            event.stop()
            event.prevent_default()
            self._typed = ((self._typed or "") + event.character)[:LONGEST]
            self._draw()

    def action_delete(self) -> None:
        """Delete the last character of the number."""
        typed = self._numbers[self._chosen].text if self._typed is None else self._typed
        self._typed = typed[:-1]
        self._draw()

    def action_go(self, places: int) -> None:
        """Put the typed number into the code, and select a different number."""
        if self._keep():
            self._chosen = (self._chosen + places) % len(self._numbers)
            self._draw()

    def action_run(self) -> None:
        """Put the typed number into the code, and ask the parent to run the code."""
        if self._keep():
            self.post_message(self.Changed(self._code))

    def action_leave(self) -> None:
        """Leave the code without running it."""
        self.post_message(self.Left())

    def _keep(self) -> bool:
        """Put the typed number into the code.

        If the number is invalid, warn the learner and return False.
        """
        if self._typed is None:
            return True
        try:
            self._code = with_number(self._code, self._numbers[self._chosen], self._typed)
        except ValueError as error:
            self.notify(str(error), severity="warning")
            return False
        self._numbers, self._typed = numbers(self._code), None
        return True

    def _draw(self) -> None:
        code = highlight_python(self._code)
        for number in self._numbers:
            code = code.stylize("underline", number.start, number.end)
        if self.has_focus and self._numbers:
            chosen = self._numbers[self._chosen]
            shown = chosen.text if self._typed is None else self._typed or " "
            code = Content.assemble(
                code[: chosen.start], (shown, "reverse bold"), code[chosen.end :]
            )
        self.update(code)
