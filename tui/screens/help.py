"""Every key, those in force where help was asked for first; all from the one table of commands."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui.commands import COMMANDS, Command, bindings
from tui.screens.page import Page
from tui.theme import ACCENT, MUTED
from tui.widgets.heading import Heading

PLACES = {
    "review": "Review, after an answer",
    "reviewed": "After a review",
    "listing": "Lists",
    "rows": "Rows",
    "options": "Options",
    "line": "Typing an answer",
    "editor": "Writing code",
    "written": "Beside the code",
    "card": "Cards",
    "experiment": "Experiments",
    "trace": "Data flow",
    "before": "Before a test or a challenge",
    "verdict": "Verdict of a test",
}
"""Titles that say more than the place's own name."""
HERE = "Here and now"
KEYS_WIDTH = 16


class HelpScreen(Page):
    """The keys in force on a screen, then all keys, place by place.

    Args:
        asking: the screen where help was asked for.
    """

    CSS_PATH = "help.tcss"
    BINDINGS = bindings("help")

    def __init__(self, asking: Screen[object]) -> None:
        super().__init__()
        self._here = in_force(asking)

    def compose_body(self) -> ComposeResult:
        """A paragraph for here, and one for each place."""
        yield Heading("torchquiz", "keys")
        with VerticalScroll(id="glass"):
            yield Static(_paragraph(HERE, self._here))
            yield Static(Content.styled("Everything else", MUTED))
            for place, commands in COMMANDS.items():
                if place != "help":
                    yield Static(_paragraph(PLACES.get(place, place.capitalize()), commands))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def in_force(screen: Screen[object]) -> list[Command]:
    """The commands that do something on a screen now, what works everywhere last."""
    known = {command.id: command for commands in COMMANDS.values() for command in commands}
    active = [one.binding.id for one in screen.active_bindings.values() if one.enabled and one.binding.id in known]
    commands = [known[name] for name in dict.fromkeys(name for name in active if name)]
    return sorted(commands, key=lambda command: command in COMMANDS["everywhere"])


def _paragraph(title: str, commands: Iterable[Command]) -> Content:
    keys = {command.tooltip: command.shown or _shown(command.keys) for command in commands}
    lines = [Content.assemble((f"{key:<{KEYS_WIDTH}}", ACCENT), tooltip) for tooltip, key in keys.items()]
    return Content("\n").join([Content.styled(title, "bold"), *lines])


def _shown(keys: str) -> str:
    return "  ".join(keys.replace("question_mark", "?").replace("escape", "esc").split(","))
