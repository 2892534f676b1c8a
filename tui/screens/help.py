"""Every key, those in force where help was asked for first; all from the one table of commands."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from torchquiz.tui.commands import COMMANDS, bindings, in_force
from torchquiz.tui.commands.command import Command
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.heading import Heading

PLACES = {
    "review": "Review, after an answer",
    "reviewed": "After a review",
    "listing": "Lists",
    "rows": "Rows",
    "options": "Options",
    "line": "Typing an answer",
    "cell": "Filling a table",
    "arrange": "Putting lines in order",
    "editor": "Writing code",
    "written": "Beside the code",
    "card": "Cards",
    "experiment": "Experiments",
    "reading": "Reading",
    "learn": "Learning step by step",
    "matrix": "Confusion matrix",
    "trace": "Trace",
    "flow": "Data flow",
    "numbers": "Changing numbers",
    "training": "Training",
    "prediction": "Prediction",
    "before": "Before a test or a challenge",
    "verdict": "Verdict of a test",
}
"""Titles that say more than the place's own name."""
HERE = "Here and now"
KEYS_CELLS, NARROW_KEYS_CELLS = 16, 11
NARROW = 60


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
        """Show a paragraph for this screen, and one for each place."""
        yield Heading("torchquiz", "keys")
        with VerticalScroll(id="glass"):
            yield Paragraph(HERE, self._here)
            yield Static(Content.styled("Everything else", MUTED))
            for place, commands in COMMANDS.items():
                if place != "help":
                    yield Paragraph(PLACES.get(place, place.capitalize()), commands)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


class Paragraph(Static):
    """Some keys under a title; what a key does is broken beside it."""

    def __init__(self, title: str, commands: Iterable[Command]) -> None:
        super().__init__()
        self._title = title
        self._keys = {
            command.tooltip: command.shown or _shown(command.keys) for command in commands
        }

    def on_resize(self) -> None:
        """Break the lines where the room ends."""
        cells = KEYS_CELLS if self.size.width >= NARROW else NARROW_KEYS_CELLS
        lines = [Content.styled(self._title, "bold")]
        for tooltip, key in self._keys.items():
            first, *rest = Content(tooltip).wrap(max(10, self.size.width - cells))
            lines.append(Content.assemble((f"{key:<{cells}}", ACCENT), first))
            lines += [Content(" " * cells) + line for line in rest]
        self.update(Content("\n").join(lines))


def _shown(keys: str) -> str:
    return "  ".join(keys.replace("question_mark", "?").replace("escape", "esc").split(","))
