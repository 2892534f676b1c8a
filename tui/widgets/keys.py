"""The keys that do something now, in one line at the bottom; each can be clicked.

One widget that draws a line, where Textual's Footer makes a widget of every key: that would cost a third of the time to the
first frame.
"""

from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from tui.theme import ACCENT, MUTED

GAP = "   "
HELP = "help"
WIDEST = 200
"""As long as the width is unknown."""


class Keys(Static):
    """Footer of a page; it follows the bindings that are active."""

    DEFAULT_CSS = """
    Keys {
        dock: bottom;
        height: 1;
        margin: 1 0 0 0;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    auto_links = False

    def on_mount(self) -> None:
        """Follow the bindings from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)
        self.follow(self.screen)

    def on_resize(self) -> None:
        """Show as many keys as there is room for."""
        self.follow(self.screen)

    def follow(self, screen: Screen[object]) -> None:
        """Show what can be done now, each command once; the key to all keys is never left out."""
        shown: dict[str, Content] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in shown:
                click = Style.from_meta({"@click": f"app.simulate_key('{binding.key}')"})
                key = self.app.get_key_display(binding)
                words = Content.assemble((key, f"bold {ACCENT}"), (f" {binding.description}", MUTED))
                shown[binding.action] = words.stylize(click)
        help_key = [shown.pop(HELP)] if HELP in shown else []
        self.update(Content(GAP).join([*_fitting(list(shown.values()), help_key, self.size.width or WIDEST), *help_key]))


def _fitting(keys: list[Content], after: list[Content], width: int) -> list[Content]:
    """The first keys, as many as leave room for what comes after them."""
    room = width - sum(len(GAP) + one.cell_length for one in after)
    while keys and sum(one.cell_length for one in keys) + len(GAP) * (len(keys) - 1) > room:
        keys = keys[:-1]
    return keys
