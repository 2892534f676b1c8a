"""The commands that work on every screen: help, report, palette, search, statistics, settings."""

from torchquiz.tui.app.background import BackgroundApp
from torchquiz.tui.commands import bindings


class EverywhereApp(BackgroundApp):
    """An app with the commands that work everywhere."""

    BINDINGS = bindings("everywhere")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to report only a question, and to change settings only if they have a file."""
        match action:
            case "report":
                return bool(self.screen.query("Question"))
            case "settings":
                return self.settings is not None
            case _:
                return True

    def action_help(self) -> None:
        """Show all keys, those that work on this screen first."""
        from torchquiz.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_report(self) -> None:
        """Open a note on what is wrong with the current question."""
        from torchquiz.tui.screens.report import ReportScreen
        from torchquiz.tui.widgets.question import Question

        self.push_screen(ReportScreen(self.study, self.screen.query_one(Question).session))

    def action_command_palette(self) -> None:
        """Find commands, lessons, activities and settings by name."""
        from torchquiz.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen())

    def action_search(self) -> None:
        """Search lessons, ways to study and questions."""
        from torchquiz.tui.screens.search import SearchScreen

        self.show(SearchScreen(self.study))

    def action_statistics(self) -> None:
        """Show statistics of all answers."""
        from torchquiz.tui.screens.statistics import StatisticsScreen

        self.show(StatisticsScreen(self.study))

    def action_settings(self) -> None:
        """Show the settings."""
        from torchquiz.tui.screens.settings import SettingsScreen

        if self.settings:
            self.show(SettingsScreen(self.chosen, self.settings.path))
