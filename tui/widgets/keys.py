"""The footer: one line with the keys that currently work, each of which can be clicked.

It is a single widget that draws a line. Textual's Footer creates a widget for every key, which
takes a third of the time to the first frame.
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
    """A footer that shows the active bindings."""

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
        """Subscribe to changes of the key bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)

    def follow(self, screen: Screen[object]) -> None:
        """Redraw the line with the current bindings."""
        self.refresh()

    def render(self) -> Content:
        """Draw as many commands as fit, without duplicates, and always include the help key."""
        bindings = {active.binding.action: active.binding for active in reversed(self._offered())}
        keys = {action: self._key(binding) for action, binding in reversed(bindings.items())}
        help_key = [keys.pop(HELP)] if HELP in keys else []
        fitting = _fitting(list(keys.values()), help_key, self.size.width)
        return Content(GAP).join([*fitting, *help_key])

    def _offered(self) -> list[ActiveBinding]:
        return [
            active
            for active in self.screen.active_bindings.values()
            if active.binding.show and active.enabled
        ]

    def _key(self, binding: Binding) -> Content:
        click = Style.from_meta({"@click": f"app.simulate_key('{binding.key}')"})
        key = self.app.get_key_display(binding)
        return Content.assemble(
            (key, f"bold {ACCENT}"), (f" {binding.description}", MUTED)
        ).stylize(click)


def _fitting(keys: list[Content], after: list[Content], width: int) -> list[Content]:
    """Return the first keys that fit beside those that are always shown."""
    room = width - sum(len(GAP) + key.cell_length for key in after)
    while keys and sum(key.cell_length for key in keys) + len(GAP) * (len(keys) - 1) > room:
        keys = keys[:-1]
    return keys
