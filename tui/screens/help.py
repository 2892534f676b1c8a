"""Every key that works where help was asked for, from the one table of commands."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.commands import COMMANDS, Command, bindings
from tui.screens.page import Page
from tui.theme import ACCENT
from tui.widgets.heading import Heading

PLACES = {
    "home": "Home",
    "practice": "Practice",
    "review": "Review, after an answer",
    "reviewed": "After a review",
    "options": "Options",
    "line": "Typing an answer",
    "editor": "Writing code",
    "written": "Beside the code",
    "card": "Cards",
    "experiment": "Experiments",
    "trace": "Data flow",
    "summary": "Summary",
    "before": "Before a test or a challenge",
    "verdict": "Verdict of a test",
    "everywhere": "Everywhere",
}
KEYS_WIDTH = 16


class HelpScreen(Page):
    """The keys, place by place."""

    CSS_PATH = "help.tcss"
    BINDINGS = bindings("help")

    def compose_body(self) -> ComposeResult:
        """A paragraph for each place."""
        yield Heading("torchquiz", "keys")
        with VerticalScroll(id="glass"):
            for place, title in PLACES.items():
                yield Static(_paragraph(title, COMMANDS[place]))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _paragraph(title: str, commands: tuple[Command, ...]) -> Content:
    keys = {command.tooltip: command.shown or _shown(command.keys) for command in commands}
    lines = [Content.assemble((f"{key:<{KEYS_WIDTH}}", ACCENT), tooltip) for tooltip, key in keys.items()]
    return Content("\n").join([Content.styled(title, "bold"), *lines])


def _shown(keys: str) -> str:
    return "  ".join(keys.replace("question_mark", "?").replace("escape", "esc").split(","))
