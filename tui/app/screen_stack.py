"""An app whose screens are stacked by depth, so that going back always leads one level up."""

from textual.screen import Screen

from torchquiz.tui.app.settings import SettingsApp
from torchquiz.tui.screens.page import Page


class StackedApp(SettingsApp):
    """An app with home at the bottom, a lesson above it, and any other screen on top.

    The stack never has more levels. Textual cannot replace the first screen, so it stays at the
    bottom, whichever it is.
    """

    CSS_PATH = [  # noqa: RUF012 - as in Textual
        "../screens/page.tcss",
        "../screens/home.tcss",
        "../screens/practice.tcss",
    ]

    def show(self, screen: Page) -> None:
        """Put a screen above those of smaller depth, in place of one of equal depth."""
        while len(self.screen_stack) > 2 and _depth(self.screen_stack[-2]) >= screen.depth:
            self.pop_screen()
        if len(self.screen_stack) > 1 and _depth(self.screen) >= screen.depth:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def go_back(self) -> bool:
        """Go back to the screen below if it has a smaller depth; return whether it has."""
        below = self.screen_stack[-2:][0]
        if _depth(below) >= _depth(self.screen):
            return False
        self.pop_screen()
        return True


def _depth(screen: Screen[object]) -> int:
    return screen.depth if isinstance(screen, Page) else Page.depth
