"""The settings screen, which shows each setting with its value, meaning and allowed values."""

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
    ("✔ correct", RIGHT), "   ", ("✘ wrong", WRONG), "   ", ("a remark", MUTED)
)


class SettingsScreen(Page):
    """A screen with all settings and, below them, a sample of the colours.

    Args:
        settings: the current settings.
        path: the settings file.
    """

    CSS_PATH = "settings.tcss"
    BINDINGS = bindings("settings")

    def __init__(self, settings: Settings, path: Path) -> None:
        super().__init__()
        self._settings = settings
        self._path = path

    def compose_body(self) -> ComposeResult:
        """Yield the settings, the allowed values, the sample and the path of the settings file."""
        yield Heading("torchquiz", "settings")
        yield Choices(self._settings)
        yield Static(id="about")
        yield Code(SAMPLE, id="sample")
        yield Static(MARKS, id="marks")
        yield Static(Content.assemble(("Saved in ", MUTED), str(self._path)), id="file")

    def on_mount(self) -> None:
        """Focus the list of settings."""
        self.query_one(Choices).focus(scroll_visible=False)
        self._show_about()

    @on(Listing.Moved)
    def _show_about(self) -> None:
        setting = self.query_one(Choices).at_cursor
        allowed = f"{setting.wanted[0].upper()}{setting.wanted[1:]}"
        about = f"{setting.meaning}\n{allowed}. Default: {quoted(setting.default)}."
        self.query_one("#about", Static).update(Content.styled(about, MUTED))

    @on(Listing.Picked)
    def action_next(self) -> None:
        """Change the selected setting to its next value."""
        self.action_change(1)

    def action_change(self, steps: int) -> None:
        """Change the selected setting by a number of steps. The change takes effect immediately."""
        choices = self.query_one(Choices)
        name, value = choices.at_cursor.name, choices.next_value(steps)
        choices.tell(replace(choices.settings, **{name: value}))
        self.post_message(Change(name, value))
