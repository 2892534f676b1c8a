"""An app that keeps screens in levels, so that going back always leads one level up."""

from textual.screen import Screen

from torchquiz.tui.app.settings import SettingsApp
from torchquiz.tui.screens.page import Page


class StackedApp(SettingsApp):
    """An app that keeps few screens on its stack: home, a lesson, an activity and a question.

    Textual cannot replace the first screen of the stack. Therefore that screen stays at the bottom,
    even if it is not the home screen.
    """

    CSS_PATH = "../screens/page.tcss"

    def read_styles(self, screen: Page) -> None:
        """Read a screen's stylesheets before the screen is opened.

        Otherwise, Textual would do so and then parse the stylesheets of all other screens again.
        """
        for path in screen.css_path:
            if not self.stylesheet.has_source(str(path)):
                self.stylesheet.read(path)

    def show(self, screen: Page) -> None:
        """Show a screen on top of those at lower levels, closing every other screen."""
        self.read_styles(screen)
        while len(self.screen_stack) > 2 and _depth(self.screen_stack[-2]) >= screen.depth:
            self.pop_screen()
        if len(self.screen_stack) > 1 and _depth(self.screen) >= screen.depth:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def go_back(self) -> bool:
        """Go back to the screen below if it is at a lower level. Return whether that was done."""
        below = self.screen_stack[-2:][0]
        if _depth(below) >= _depth(self.screen):
            return False
        self.pop_screen()
        return True


def _depth(screen: Screen[object]) -> int:
    return screen.depth if isinstance(screen, Page) else Page.depth
