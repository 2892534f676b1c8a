"""The keys that do something now, in one line at the bottom; each can be clicked.

One widget that draws a line, where Textual's Footer makes a widget of every key: that would cost a third of the time to the
first frame.
"""

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from torchquiz.tui.themes import ACCENT, MUTED

GAP = "   "
HELP = "help"


class Keys(Widget):
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

    def follow(self, screen: Screen[object]) -> None:
        """Look at the bindings again when the line is next drawn, however often they change until then."""
        self.refresh()

    def render(self) -> Content:
        """What can be done now, each command once, as far as there is room; the key to all keys is never left out."""
        shown = {active.binding.action: active.binding for active in reversed(self._offered())}
        worded = {action: self._worded(binding) for action, binding in reversed(shown.items())}
        help_key = [worded.pop(HELP)] if HELP in worded else []
        return Content(GAP).join(
            [*_fitting(list(worded.values()), help_key, self.size.width), *help_key]
        )

    def _offered(self) -> list[ActiveBinding]:
        return [
            active
            for active in self.screen.active_bindings.values()
            if active.binding.show and active.enabled
        ]

    def _worded(self, binding: Binding) -> Content:
        click = Style.from_meta({"@click": f"app.simulate_key('{binding.key}')"})
        key = self.app.get_key_display(binding)
        return Content.assemble(
            (key, f"bold {ACCENT}"), (f" {binding.description}", MUTED)
        ).stylize(click)


def _fitting(keys: list[Content], after: list[Content], width: int) -> list[Content]:
    """The first keys, as many as leave room for what comes after them."""
    room = width - sum(len(GAP) + one.cell_length for one in after)
    while keys and sum(one.cell_length for one in keys) + len(GAP) * (len(keys) - 1) > room:
        keys = keys[:-1]
    return keys
