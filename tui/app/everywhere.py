"""Actions available on every screen, such as help, search and settings."""

from torchquiz.tui.app.background import BackgroundApp
from torchquiz.tui.commands import bindings
from torchquiz.tui.terminal.suspending import has_job_control, suspend


class EverywhereApp(BackgroundApp):
    """An app with the actions that are available on every screen."""

    BINDINGS = bindings("everywhere")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what does not work here.

        There may be no question to report, no settings file, and no shell that could continue the
        program.
        """
        match action:
            case "report":
                return bool(self.screen.query("Question"))
            case "settings":
                return self.settings is not None
            case "suspend_process":
                return not (self.is_headless or self.is_web) and has_job_control()
            case _:
                return True

    def action_suspend_process(self) -> None:
        """Suspend the program and everything that has started it, up to the shell.

        When the shell continues the process, Textual sets up the terminal again.
        """
        assert self._driver is not None
        self._driver.suspend_application_mode()
        suspend()
        self.refresh(layout=True)

    def action_help(self) -> None:
        """Show all keys, starting with those that work on the current screen."""
        from torchquiz.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_report(self) -> None:
        """Open the screen for reporting a problem with the current question."""
        from torchquiz.tui.screens.report import ReportScreen
        from torchquiz.tui.widgets.question import Question

        self.push_screen(ReportScreen(self.study, self.screen.query_one(Question).session))

    def action_command_palette(self) -> None:
        """Open the command palette, which finds commands, lessons, activities and settings."""
        from torchquiz.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen())

    def action_search(self) -> None:
        """Open the screen that searches lessons, activities and questions."""
        from torchquiz.tui.screens.search import SearchScreen

        self.show(SearchScreen(self.study))

    def action_statistics(self) -> None:
        """Open the statistics for all of the learner's answers."""
        from torchquiz.tui.screens.statistics import StatisticsScreen

        self.show(StatisticsScreen(self.study))

    def action_settings(self) -> None:
        """Open the settings."""
        from torchquiz.tui.screens.settings import SettingsScreen

        if self.settings:
            self.show(SettingsScreen(self.chosen, self.settings.path))
