"""The app: opens screens on request, and starts and ends what works beside them."""

import gc
import os
from pathlib import Path

from textual import on, work
from textual.app import App
from textual.screen import Screen

from engine.catalogue import Catalogue
from engine.errors import SettingsError, TorchquizError
from engine.progress.store import Store
from engine.proofs import Proofs
from engine.rules import Sitting
from engine.settings import Settings, SettingsFile
from tui.commands import bindings
from tui.ending import LOOK_EVERY_S, end_on_signals, has_hung_up
from tui.messages import Apply, AskMore, GoHome, OpenLesson, OpenWay, Practise, ProofNews, SumUp, opening_of
from tui.screens.home import HomeScreen
from tui.screens.opening import Request, screen_for
from tui.screens.page import Page
from tui.study import Runner, Study
from tui.theme import DARK, LIGHT, THEMES, theme_named


class TorchquizApp(App[None]):
    """torchquiz on a terminal.

    Args:
        paths: lesson files and folders.
        store: the learner's progress.
        proofs: the cache of proofs.
        take: a lesson's id, to open it as soon as it is proven; empty to open what is due of all.
        way: how it is opened.
        settings: the learner's settings; None for the defaults.

    Raises:
        TorchquizError: a path does not exist or holds no lesson.
    """

    TITLE = "torchquiz"
    CSS_PATH = ["screens/page.tcss", "screens/home.tcss", "screens/practice.tcss"]  # noqa: RUF012 - as Textual has it
    BINDINGS = bindings("everywhere")

    def __init__(
        self,
        paths: list[Path],
        store: Store,
        proofs: Proofs,
        take: str | None = None,
        way: Sitting = "practice",
        settings: SettingsFile | None = None,
    ) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.settings = settings
        chosen = settings.settings if settings else Settings()
        self.study = Study(Catalogue(paths, proofs), store, Runner(), settings=chosen)
        self.apply(Apply(chosen))
        self._take = take
        self._way = way

    def get_default_screen(self) -> Page:
        """Begin with the lesson that was asked for, else with home."""
        return self._asked_for() or HomeScreen(self.study)

    def on_mount(self) -> None:
        """Start what works beside the screens as soon as the first of them is on the glass."""
        end_on_signals(self.exit)
        if not self.is_headless:
            self.set_interval(LOOK_EVERY_S, self._end_without_terminal)
        if self.study.store.notice:
            self.notify(self.study.store.notice, severity="warning", timeout=20)
        for fault in self.settings.faults if self.settings else ():
            self.notify(fault, title="Settings", severity="warning", timeout=20)
        self.call_after_refresh(self._start_beside)

    def _end_without_terminal(self) -> None:
        if has_hung_up():
            self.exit()

    def on_unmount(self) -> None:
        """End what worked beside the screens."""
        self.study.close()

    @on(Practise)
    @on(OpenLesson)
    @on(OpenWay)
    @on(SumUp)
    @on(AskMore)
    def open(self, request: Request) -> None:
        """Open what a screen asked for."""
        if screen := self._screen_for(request):
            self._show(screen)

    @on(GoHome)
    def go_home(self) -> None:
        """Leave whatever is open for what lies below, a lesson or home."""
        if _depth(self.screen_stack[-2:][0]) < _depth(self.screen):
            self.pop_screen()
        else:
            self.study.look_again()
            self._show(HomeScreen(self.study))

    @on(ProofNews)
    def hear(self, message: ProofNews) -> None:
        """Show how far a lesson's proof is, and open the lesson if it was asked for."""
        self.study.hear(message.news)
        if isinstance(self.screen, HomeScreen):
            self.screen.show()
            if asked := self._asked_for():
                self._show(asked)

    def action_help(self) -> None:
        """Show every key, those in force here first."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a question can be reported, and only settings that are kept somewhere can be changed."""
        if action == "report":
            return bool(self.screen.query("Question"))
        return self.settings is not None if action == "settings" else True

    def action_report(self) -> None:
        """Take down what is wrong with the question at hand."""
        from tui.screens.report import ReportScreen
        from tui.widgets.question import Question

        self.push_screen(ReportScreen(self.study, self.screen.query_one(Question).session))

    def action_statistics(self) -> None:
        """Show what all answers come to."""
        from tui.screens.statistics import StatisticsScreen

        self._show(StatisticsScreen(self.study))

    def action_settings(self) -> None:
        """Show the settings."""
        from tui.screens.settings import SettingsScreen

        if self.settings:
            self._show(SettingsScreen(self.settings))

    @on(Apply)
    def apply(self, message: Apply) -> None:
        """Let settings hold."""
        self.theme = theme_named(message.settings.theme, os.environ)
        self.animation_level = "full" if message.settings.animation else "none"

    def action_turn_lights(self) -> None:
        """Turn from dark to light and back, and remember it."""
        theme = LIGHT.name if self.current_theme.dark else DARK.name
        self.theme = theme_named(theme, os.environ)
        if self.settings:
            try:
                self.settings.change("theme", theme)
            except SettingsError as error:
                self.notify(str(error), severity="error", timeout=15)

    def _asked_for(self) -> Page | None:
        """What the command line asked for; once, and not before its lesson is proven."""
        if self._take is None or (self._take and not self.study.has(self._take)):
            return None
        asked, self._take = opening_of(self._take, self._way), None
        return self._screen_for(asked)

    def _screen_for(self, request: Request) -> Page | None:
        try:
            return screen_for(request, self.study)
        except TorchquizError as error:
            self.notify(str(error), severity="error")
            return None

    def _show(self, screen: Page) -> None:
        """Put a screen over those that lie higher in the app, and in the place of its like.

        The very first cannot be replaced, so it stays below.
        """
        while len(self.screen_stack) > 2 and _depth(self.screen_stack[-2]) >= screen.depth:
            self.pop_screen()
        if len(self.screen_stack) > 1 and _depth(self.screen) >= screen.depth:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _start_beside(self) -> None:
        gc.freeze()
        gc.enable()
        self.study.start()
        self._listen()

    @work(thread=True)
    def _listen(self) -> None:
        for news in self.study.news():
            self.post_message(ProofNews(news))


def _depth(screen: Screen[object]) -> int:
    return screen.depth if isinstance(screen, Page) else Page.depth
