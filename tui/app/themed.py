"""An app with settings: its colours follow them, and a change holds at once and is written."""

import os

from msgspec.structs import replace
from textual import on
from textual.app import App

from torchquiz.engine.errors import SettingsError
from torchquiz.engine.study.settings import Settings, SettingsFile
from torchquiz.tui.messages import Change
from torchquiz.tui.themes import DARK, LIGHT, THEMES, theme_named


class ThemedApp(App[None]):
    """What every app of ours looks like.

    Args:
        settings: the learner's settings; None for the defaults, which are written nowhere.
    """

    def __init__(self, settings: SettingsFile | None = None) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.settings = settings
        self.chosen = settings.settings if settings else Settings()
        self._begin_dark()
        self._look()

    def tell_faults(self) -> None:
        """Say what is wrong with the file of settings."""
        for fault in self.settings.faults if self.settings else ():
            self.notify(fault, title="Settings", severity="warning", timeout=20)

    @on(Change)
    def change(self, message: Change) -> None:
        """Let another value of a setting hold, and write it; it holds too when it cannot be written."""
        self.hold(replace(self.chosen, **{message.name: message.value}))
        try:
            if self.settings:
                self.settings.change(message.name, message.value)
        except SettingsError as error:
            self.notify(str(error), severity="error", timeout=15)

    def hold(self, settings: Settings) -> None:
        """Let settings hold from now on."""
        self.chosen = settings
        self._look()

    def action_turn_lights(self) -> None:
        """Turn from dark to light and back."""
        self.change(Change("theme", LIGHT.name if self.current_theme.dark else DARK.name))

    def _begin_dark(self) -> None:
        """Begin with the dark theme before a stylesheet is read, so that none is read twice."""
        self.set_reactive(App.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def _look(self) -> None:
        self.theme = theme_named(self.chosen.theme, os.environ)
        self.animation_level = "full" if self.chosen.animation else "none"
