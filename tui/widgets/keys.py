"""The footer: one line with the keys that currently work, each of which can be clicked.

The whole footer is a single widget. Textual's own footer creates a widget for every key, which
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
ESCAPE = "escape"


class Keys(Widget):
    """A footer that shows the active key bindings."""

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
        """Redraw the footer whenever the key bindings change."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)

    def follow(self, screen: Screen[object]) -> None:
        """Redraw the footer."""
        self.refresh()

    def render(self) -> Content:
        """Draw as many commands as fit.

        The commands for going back and for help are always shown.
        """
        bindings = {active.binding.action: active.binding for active in reversed(self._offered())}
        keys = {action: self._key(binding) for action, binding in reversed(bindings.items())}
        always = {action for action, one in bindings.items() if ESCAPE in one.key.split(",")}
        always.add(HELP)
        fitting = _fitting(keys, always, self.size.width)
        help_key = [keys[HELP]] if HELP in keys else []
        return Content(GAP).join([*(keys[name] for name in fitting if name != HELP), *help_key])

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


def _fitting(keys: dict[str, Content], always: set[str], width: int) -> list[str]:
    """Return the actions whose keys fit on the line, including those that are always shown."""
    room = width + len(GAP)
    room -= sum(keys[action].cell_length + len(GAP) for action in keys if action in always)
    shown = []
    is_full = False
    for action, key in keys.items():
        if action in always:
            shown.append(action)
            continue
        room -= key.cell_length + len(GAP)
        is_full = is_full or room < 0
        if not is_full:
            shown.append(action)
    return shown
