"""Settings: what can be chosen, what it means, and where it is written; a change holds at once."""

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.errors import SettingsError
from engine.settings import SettingsFile, quoted
from tui.commands import bindings
from tui.messages import Apply
from tui.screens.page import Page
from tui.theme import MUTED, RIGHT, WRONG
from tui.widgets.choices import Choices
from tui.widgets.code import Code
from tui.widgets.heading import Heading
from tui.widgets.listing import Listing

SAMPLE = 'conv = nn.Conv2d(3, 6, kernel_size=5)  # no padding\nprint(conv(x).shape, "→", None)'

MARKS = Content.assemble(("✔ right", RIGHT), "   ", ("✘ wrong", WRONG), "   ", ("by the way", MUTED))


class SettingsScreen(Page):
    """The settings over a sample of how the colours look.

    Args:
        file: where the settings are kept.
    """

    CSS_PATH = "settings.tcss"
    BINDINGS = bindings("settings")

    def __init__(self, file: SettingsFile) -> None:
        super().__init__()
        self._file = file

    def compose_body(self) -> ComposeResult:
        """The list, what the value can be, the sample, and the file."""
        yield Heading("torchquiz", "settings")
        yield Choices(self._file.settings)
        yield Static(id="wanted")
        yield Code(SAMPLE, id="sample")
        yield Static(MARKS, id="marks")
        yield Static(Content.assemble(("Written in ", MUTED), str(self._file.path)), id="file")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus(scroll_visible=False)
        self._show_wanted()

    @on(Listing.Moved)
    def _show_wanted(self) -> None:
        setting = self.query_one(Choices).at_cursor
        wanted = (
            f"{setting.meaning}\n{setting.wanted[0].upper()}{setting.wanted[1:]}; unless you choose, {quoted(setting.default)}."
        )
        self.query_one("#wanted", Static).update(Content.styled(wanted, MUTED))

    @on(Listing.Picked)
    def action_next(self) -> None:
        """Take the value that follows."""
        self.action_change(1)

    def action_change(self, steps: int) -> None:
        """Take another value, write it, and let it hold at once; it does so too when it cannot be written."""
        choices = self.query_one(Choices)
        name, value = choices.at_cursor.name, choices.following(steps)
        settings = replace(choices.settings, **{name: value})
        try:
            self._file.change(name, value)
        except SettingsError as error:
            self.notify(str(error), severity="error", timeout=15)
        choices.tell(settings)
        self.post_message(Apply(settings))
