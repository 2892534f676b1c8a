"""The settings as a list: the value of each, and what it means."""

from textual.content import Content

from torchquiz.engine.study.settings import SETTINGS, Setting, Settings, Value, quoted
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.lessons import pointed
from torchquiz.tui.widgets.listing import Listing

NAME_CELLS, VALUE_CELLS = 11, 19
ROOMY = 74
"""In at least this many cells each setting says what it means."""
STEP = 1
"""How much one key press changes a number."""


class Choices(Listing):
    """Every setting; the keys change the setting at the cursor."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    @property
    def count(self) -> int:
        """Number of settings."""
        return len(SETTINGS)

    @property
    def at_cursor(self) -> Setting:
        """The setting at the cursor."""
        return SETTINGS[self.cursor]

    def tell(self, settings: Settings) -> None:
        """Show the values as they are now."""
        self.settings = settings
        self.show()

    def following(self, steps: int) -> Value:
        """Return the value after the present one, or before it; numbers end, words go round."""
        return following(self.at_cursor, getattr(self.settings, self.at_cursor.name), steps)

    def line(self, index: int, width: int) -> Content:
        """Return name, value and meaning of a setting."""
        setting, is_at_cursor = SETTINGS[index], index == self.cursor
        value = quoted(getattr(self.settings, setting.name)).strip('"')
        shown = f"‹ {value} ›" if is_at_cursor else f"  {value}"
        content = Content.assemble(
            f"{setting.name.replace('_', ' '):<{NAME_CELLS}}",
            (f"{shown:<{VALUE_CELLS}}", ACCENT if is_at_cursor else ""),
            (setting.meaning if width >= ROOMY else "", MUTED),
        )
        return pointed(("▸ " if is_at_cursor else "  ", ACCENT), content, is_at_cursor)


def following(setting: Setting, value: Value, steps: int) -> Value:
    """Return the value some steps further: words go round, numbers end."""
    if setting.range:
        least, most = setting.range
        return min(most, max(least, int(value) + STEP * steps))
    if setting.values:
        return setting.values[(setting.values.index(str(value)) + steps) % len(setting.values)]
    return not value
