"""An app whose screens are stacked by their depth, so that going back always leads one level up."""

from textual.screen import Screen

from torchquiz.tui.app.settings import SettingsApp
from torchquiz.tui.screens.page import Page


class StackedApp(SettingsApp):
    """Home at the bottom, a lesson above it, and what was opened from them on top.

    The stack never grows beyond that. The very first screen cannot be replaced, so it stays at the
    bottom whatever it is.
    """

    CSS_PATH = [  # noqa: RUF012 - as Textual has it
        "../screens/page.tcss",
        "../screens/home.tcss",
        "../screens/practice.tcss",
    ]

    def show(self, screen: Page) -> None:
        """Put a screen above those of less depth, in place of one of its own depth."""
        while len(self.screen_stack) > 2 and _depth(self.screen_stack[-2]) >= screen.depth:
            self.pop_screen()
        if len(self.screen_stack) > 1 and _depth(self.screen) >= screen.depth:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def went_back(self) -> bool:
        """Uncover the screen below if it has less depth; return whether there was one."""
        below = self.screen_stack[-2:][0]
        if _depth(below) >= _depth(self.screen):
            return False
        self.pop_screen()
        return True


def _depth(screen: Screen[object]) -> int:
    return screen.depth if isinstance(screen, Page) else Page.depth
