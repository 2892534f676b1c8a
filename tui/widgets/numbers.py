"""A stage's code whose numbers can be changed: they are underlined, and typing replaces one."""

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from torchquiz.engine.traces.numbers import LONGEST, Number, numbers, with_number
from torchquiz.tui.commands import bindings
from torchquiz.tui.widgets.code import highlighted

DIGITS = "0123456789.-"
"""What a number is typed with."""


class Numbers(Static, can_focus=True):
    """Code in which the learner goes from number to number."""

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
        """The learner changed a number and wants the code to run."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class Left(Message):
        """The numbers were left as they were."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._numbers: tuple[Number, ...] = ()
        self._chosen = 0
        self._typed: str | None = None
        """What was typed in place of the chosen number; None before the first key."""

    @property
    def has_numbers(self) -> bool:
        """Whether there is a number that can be changed."""
        return bool(self._numbers)

    def show(self, code: str) -> None:
        """Show a stage's code."""
        self._code, self._numbers = code, numbers(code)
        self._chosen, self._typed = 0, None
        self.display = bool(code)
        self._draw()

    def on_focus(self) -> None:
        """Choose a number."""
        self._draw()

    def on_blur(self) -> None:
        """Choose none."""
        self._typed = None
        self._draw()

    def on_key(self, event: Key) -> None:
        """Take digits; every other key goes on to the page."""
        if event.character and event.character in DIGITS:
            event.stop()
            event.prevent_default()
            self._typed = ((self._typed or "") + event.character)[:LONGEST]
            self._draw()

    def action_delete(self) -> None:
        """Delete the last digit."""
        typed = self._numbers[self._chosen].text if self._typed is None else self._typed
        self._typed = typed[:-1]
        self._draw()

    def action_go(self, places: int) -> None:
        """Keep what was typed, and go to another number."""
        if self._keep():
            self._chosen = (self._chosen + places) % len(self._numbers)
            self._draw()

    def action_run(self) -> None:
        """Ask for the code to run."""
        if self._keep():
            self.post_message(self.Changed(self._code))

    def action_leave(self) -> None:
        """Leave the numbers as they were."""
        self.post_message(self.Left())

    def _keep(self) -> bool:
        """Put the typed number into the code; a text that is not a number can be corrected."""
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
        code = highlighted(self._code)
        for number in self._numbers:
            code = code.stylize("underline", number.start, number.end)
        if self.has_focus and self._numbers:
            chosen = self._numbers[self._chosen]
            shown = chosen.text if self._typed is None else self._typed or " "
            code = Content.assemble(
                code[: chosen.start], (shown, "reverse bold"), code[chosen.end :]
            )
        self.update(code)
