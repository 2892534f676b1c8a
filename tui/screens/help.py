"""The help screen, which lists all keys, starting with those of the screen it covers."""

from collections.abc import Iterable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from torchquiz.tui.commands import active_commands, active_keys, all_commands, bindings
from torchquiz.tui.commands.command import Command
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.fitted import Fitted
from torchquiz.tui.widgets.heading import Heading

TITLES = {
    "look-back": "The previous question",
    "review": "Reviewing, after an answer",
    "reviewed": "After a review",
    "listing": "Lists",
    "rows": "Rows",
    "options": "Options",
    "line": "Typing an answer",
    "lines": "Filling blanks",
    "printed": "Typing printed output",
    "cell": "Filling a table",
    "arrange": "Putting lines in order",
    "editor": "Writing code",
    "written": "Outside the editor",
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
    "verdict": "Test verdict",
}
"""Titles for the groups of commands whose names alone are not clear enough."""
HERE = "On this screen"
KEYS_CELLS, NARROW_KEYS_CELLS = 16, 11
NARROW = 60


class HelpScreen(Page):
    """A screen that lists the keys of the screen it covers, then all keys by group.

    Args:
        below: the screen from which help was opened.
    """

    CSS_PATH = "help.tcss"
    BINDINGS = bindings("help")

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._here = active_commands(below)
        self._active_keys = active_keys(below)

    def compose_body(self) -> ComposeResult:
        """Yield a paragraph of keys for the covered screen, then one for each group of commands."""
        yield Heading("torchquiz", "keys")
        with VerticalScroll(id="content"):
            yield HelpParagraph(HERE, _current_keys(self._here, self._active_keys))
            yield Static(Content.styled("On other screens", MUTED))
            for group, commands in all_commands().items():
                if group != "help":
                    yield HelpParagraph(TITLES.get(group, group.capitalize()), _all_keys(commands))

    def on_mount(self) -> None:
        """Focus the list so that the arrow and page keys scroll it."""
        self.query_one("#content").focus(scroll_visible=False)

    def action_close(self) -> None:
        """Close the help screen."""
        self.dismiss()


class HelpParagraph(Fitted):
    """A titled list of keys. Beside each key is a sentence, wrapped to the width of the screen."""

    def __init__(self, title: str, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys

    def fitted(self, width: int) -> Content:
        """Return the list with its sentences wrapped to the width."""
        cells = KEYS_CELLS if width >= NARROW else NARROW_KEYS_CELLS
        lines = [Content.styled(self._title, "bold")]
        for tooltip, key in self._keys.items():
            first, *rest = Content(tooltip).wrap(max(10, width - cells))
            lines.append(Content.assemble((f"{key:<{cells}}", ACCENT), first))
            lines += [Content(" " * cells) + line for line in rest]
        return Content("\n").join(lines)


def _all_keys(commands: Iterable[Command]) -> dict[str, str]:
    """Return a label for the keys of each command, by the command's tooltip."""
    return {command.tooltip: command.shown or _displayed(command.keys) for command in commands}


def _current_keys(commands: Iterable[Command], active: Mapping[str, list[str]]) -> dict[str, str]:
    """Return a label for the keys that currently run the commands, by their shared tooltip."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.tooltip, []).append(command)
    return {tooltip: _group_keys(group, active) for tooltip, group in groups.items()}


def _group_keys(group: Sequence[Command], active: Mapping[str, list[str]]) -> str:
    """Return one label, such as `A–D, 1–4`, for the keys of commands that share a tooltip."""
    keys = [active[command.id] for command in group]
    last = group[-1]
    if len(group) > 1 and all(len(key) == 1 for some in keys for key in some):
        columns = [[key.upper() for key in column] for column in zip(*keys, strict=False)]
        ranges = [f"{column[0]}–{column[-1]}" for column in columns]
        return ", ".join(dict.fromkeys(ranges))
    is_complete = set(keys[-1]) == set(last.keys.split(","))
    return last.shown if is_complete and last.shown else _displayed(",".join(keys[-1]))


def _displayed(keys: str) -> str:
    """Return key names as they appear in help: `escape,question_mark` becomes `esc  ?`."""
    names = {"question_mark": "?", "exclamation_mark": "!", "escape": "esc"}
    return "  ".join(names.get(key, key) for key in keys.split(","))
