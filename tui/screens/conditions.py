"""The screen that lists the conditions of a test or a challenge before it begins."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from torchquiz.engine.study.opening import Conditions
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import Practise
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.conditions import conditions_in_words


class ConditionsScreen(Page):
    """A screen that lists the conditions of a session. Pressing Enter begins the session."""

    CSS_PATH = "conditions.tcss"
    BINDINGS = bindings("before")

    def __init__(self, conditions: Conditions) -> None:
        super().__init__()
        self._conditions = conditions

    def compose_body(self) -> ComposeResult:
        """Yield one line per condition."""
        yield Heading(self._conditions.lesson.title, self._conditions.activity)
        with VerticalScroll(id="content", can_focus=False):
            for sentence in conditions_in_words(self._conditions):
                yield Static(prose(sentence))

    def action_begin(self) -> None:
        """Begin the session and start its clock."""
        self.post_message(Practise(self._conditions.lesson.id, self._conditions.activity))
