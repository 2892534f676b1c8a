"""Settings: what can be chosen, what it means, and where it is written; a change holds at once."""

from pathlib import Path

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.study.settings import Settings, quoted
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import Change
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED, RIGHT, WRONG
from torchquiz.tui.widgets.choices import Choices
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.listing import Listing

SAMPLE = 'conv = nn.Conv2d(3, 6, kernel_size=5)  # no padding\nprint(conv(x).shape, "→", None)'

MARKS = Content.assemble(
    ("✔ right", RIGHT), "   ", ("✘ wrong", WRONG), "   ", ("by the way", MUTED)
)


class SettingsScreen(Page):
    """The settings over a sample of how the colours look.

    Args:
        settings: what holds now.
        path: where they are written.
    """

    CSS_PATH = "settings.tcss"
    BINDINGS = bindings("settings")

    def __init__(self, settings: Settings, path: Path) -> None:
        super().__init__()
        self._settings = settings
        self._path = path

    def compose_body(self) -> ComposeResult:
        """Show the list, the allowed values, the sample, and the file."""
        yield Heading("torchquiz", "settings")
        yield Choices(self._settings)
        yield Static(id="wanted")
        yield Code(SAMPLE, id="sample")
        yield Static(MARKS, id="marks")
        yield Static(Content.assemble(("Written in ", MUTED), str(self._path)), id="file")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus(scroll_visible=False)
        self._show_wanted()

    @on(Listing.Moved)
    def _show_wanted(self) -> None:
        setting = self.query_one(Choices).at_cursor
        wanted = f"{setting.wanted[0].upper()}{setting.wanted[1:]}"
        about = f"{setting.meaning}\n{wanted}; unless you choose, {quoted(setting.default)}."
        self.query_one("#wanted", Static).update(Content.styled(about, MUTED))

    @on(Listing.Picked)
    def action_next(self) -> None:
        """Take the value that follows."""
        self.action_change(1)

    def action_change(self, steps: int) -> None:
        """Take another value; it holds at once."""
        choices = self.query_one(Choices)
        name, value = choices.at_cursor.name, choices.next_value(steps)
        choices.tell(replace(choices.settings, **{name: value}))
        self.post_message(Change(name, value))
