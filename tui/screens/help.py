"""The help screen, which lists all keys, those of the screen below first."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from torchquiz.tui.commands import COMMANDS, active_commands, bindings
from torchquiz.tui.commands.command import Command
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.heading import Heading

TITLES = {
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
"""Titles of the groups of commands whose capitalised name would say too little."""
HERE = "On this screen"
KEYS_CELLS, NARROW_KEYS_CELLS = 16, 11
NARROW = 60


class HelpScreen(Page):
    """A screen with the keys that work on the screen below, then all other keys by group.

    Args:
        below: the screen from which help was opened.
    """

    CSS_PATH = "help.tcss"
    BINDINGS = bindings("help")

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._here = active_commands(below)

    def compose_body(self) -> ComposeResult:
        """Show one paragraph for the screen below, and one for each group of commands."""
        yield Heading("torchquiz", "keys")
        with VerticalScroll(id="content"):
            yield Paragraph(HERE, self._here)
            yield Static(Content.styled("Everything else", MUTED))
            for group, commands in COMMANDS.items():
                if group != "help":
                    yield Paragraph(TITLES.get(group, group.capitalize()), commands)

    def action_close(self) -> None:
        """Return to the screen below."""
        self.dismiss()


class Paragraph(Static):
    """A title over some keys, each with a wrapped sentence beside it."""

    def __init__(self, title: str, commands: Iterable[Command]) -> None:
        super().__init__()
        self._title = title
        self._keys = {
            command.tooltip: command.shown or _displayed(command.keys) for command in commands
        }

    def on_resize(self) -> None:
        """Wrap the sentences to the new width."""
        cells = KEYS_CELLS if self.size.width >= NARROW else NARROW_KEYS_CELLS
        lines = [Content.styled(self._title, "bold")]
        for tooltip, key in self._keys.items():
            first, *rest = Content(tooltip).wrap(max(10, self.size.width - cells))
            lines.append(Content.assemble((f"{key:<{cells}}", ACCENT), first))
            lines += [Content(" " * cells) + line for line in rest]
        self.update(Content("\n").join(lines))


def _displayed(keys: str) -> str:
    """Return keys as people write them: `escape,question_mark` becomes `esc  ?`."""
    return "  ".join(keys.replace("question_mark", "?").replace("escape", "esc").split(","))
