"""A list of the settings, with the value and meaning of each."""

from textual.content import Content

from torchquiz.engine.study.settings import SETTINGS, Setting, Settings, Value, quoted
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.lessons import with_pointer
from torchquiz.tui.widgets.listing import Listing

NAME_CELLS, VALUE_CELLS = 11, 19
ROOMY = 74
"""Minimum width in cells at which the meanings are shown."""
STEP = 1
"""The amount by which one key press changes a number."""


class Choices(Listing):
    """A list of all settings, with keys that change the selected one."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    @property
    def count(self) -> int:
        """The number of settings."""
        return len(SETTINGS)

    @property
    def at_cursor(self) -> Setting:
        """The selected setting."""
        return SETTINGS[self.cursor]

    def tell(self, settings: Settings) -> None:
        """Show the current values."""
        self.settings = settings
        self.show()

    def next_value(self, steps: int) -> Value:
        """Return the value that the selected setting would have after `steps` steps."""
        return next_value(self.at_cursor, getattr(self.settings, self.at_cursor.name), steps)

    def line(self, index: int, width: int) -> Content:
        """Return the name, value and meaning of a setting."""
        setting, is_at_cursor = SETTINGS[index], index == self.cursor
        value = quoted(getattr(self.settings, setting.name)).strip('"')
        shown = f"‹ {value} ›" if is_at_cursor else f"  {value}"
        content = Content.assemble(
            f"{setting.name.replace('_', ' '):<{NAME_CELLS}}",
            (f"{shown:<{VALUE_CELLS}}", ACCENT if is_at_cursor else ""),
            (setting.meaning if width >= ROOMY else "", MUTED),
        )
        return with_pointer(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)


def next_value(setting: Setting, value: Value, steps: int) -> Value:
    """Return a setting's value after a number of steps.

    Named values wrap around, numbers stop at their limits, and a switch is turned on or off.
    """
    if setting.range:
        least, most = setting.range
        return min(most, max(least, int(value) + STEP * steps))
    if setting.values:
        return setting.values[(setting.values.index(str(value)) + steps) % len(setting.values)]
    return not value
