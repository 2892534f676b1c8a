"""An app whose settings can be changed while it runs."""

import os
from typing import Any

from msgspec.structs import replace
from textual import on

from torchquiz.engine.errors import SettingsError
from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.settings_file import SettingsFile
from torchquiz.tui.app.key_order import KeyOrderApp
from torchquiz.tui.messages import Change
from torchquiz.tui.themes import DARK, LIGHT, THEMES, is_colourless, theme_named

READING_S = 8
"""Seconds for which a long notification stays visible, covering part of the page."""

UNSAVED = "Not saved yet"
"""Title of notifications about something that could not be saved."""


class SettingsApp(KeyOrderApp):
    """An app that has the learner's settings and torchquiz's themes.

    Args:
        settings: the learner's settings; None for the defaults, which are not saved.
    """

    def __init__(self, settings: SettingsFile | None = None) -> None:
        if not is_colourless(os.environ):
            os.environ.pop("NO_COLOR", None)  # Textual obeys an empty value too
        super().__init__(ansi_color=True if is_colourless(os.environ) else None)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.settings = settings
        self.chosen = settings.settings if settings else Settings()
        self._dark_choice: str = DARK.name
        """The dark theme to use when the learner switches back from light."""
        self._start_dark()
        self._apply_appearance()

    def notify(self, message: str, **options: Any) -> None:
        """Show a notification, unless the same one is still visible.

        On a full disk, for example, saving fails for every answer, but one notification is enough.
        """
        title = options.get("title")
        is_repeated = any(
            shown.message == message or (title == UNSAVED and shown.title == UNSAVED)
            for shown in self._notifications
        )
        if not is_repeated:
            super().notify(message, **options)

    def report_faults(self) -> None:
        """Notify the learner of any mistakes in the settings file."""
        for fault in self.settings.faults if self.settings else ():
            self.notify(fault, title="Settings", severity="warning", timeout=READING_S)

    @on(Change)
    def change(self, message: Change) -> None:
        """Change a setting and save it. The change takes effect even if saving fails."""
        self.apply(replace(self.chosen, **{message.name: message.value}))
        try:
            if self.settings:
                self.settings.change(message.name, message.value)
        except SettingsError as error:
            self.notify(str(error), severity="error", timeout=READING_S)

    def apply(self, settings: Settings) -> None:
        """Apply these settings to the app."""
        self.chosen = settings
        self._apply_appearance()

    def action_switch_theme(self) -> None:
        """Switch between the dark and the light theme."""
        if self.current_theme.dark:
            self._dark_choice = self.chosen.theme
            self.change(Change("theme", LIGHT.name))
        else:
            self.change(Change("theme", self._dark_choice))

    def _start_dark(self) -> None:
        """Set the dark theme before any stylesheet is parsed, to avoid parsing it twice."""
        self.set_reactive(SettingsApp.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def _apply_appearance(self) -> None:
        """Set the theme and the animation level according to the settings."""
        self.theme = theme_named(self.chosen.theme, os.environ)
        self.animation_level = "full" if self.chosen.animation else "none"
