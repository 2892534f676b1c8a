"""An app whose screens lie over each other by how deep in it they are, so that going back always leads one level up."""

from textual.screen import Screen

from torchquiz.tui.app.themed import ThemedApp
from torchquiz.tui.screens.page import Page


class StackedApp(ThemedApp):
    """Home lies at the bottom, a lesson above it, and what was opened from them on top; the stack never grows beyond that.

    The very first screen cannot be replaced, so it stays below whatever it is.
    """

    def show(self, screen: Page) -> None:
        """Put a screen over those that lie higher in the app, and in the place of its like."""
        while len(self.screen_stack) > 2 and _depth(self.screen_stack[-2]) >= screen.depth:
            self.pop_screen()
        if len(self.screen_stack) > 1 and _depth(self.screen) >= screen.depth:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def went_back(self) -> bool:
        """Uncover the screen below when it lies higher in the app; False when there is none."""
        below = self.screen_stack[-2:][0]
        if _depth(below) >= _depth(self.screen):
            return False
        self.pop_screen()
        return True


def _depth(screen: Screen[object]) -> int:
    return screen.depth if isinstance(screen, Page) else Page.depth
