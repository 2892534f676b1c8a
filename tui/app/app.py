"""The app: opens screens on request, and starts and ends what works beside them."""

import gc
from pathlib import Path

from textual import on, work

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.rules import Sitting
from torchquiz.engine.study.runner import Runner
from torchquiz.engine.study.settings import Settings, SettingsFile
from torchquiz.engine.study.study import Study
from torchquiz.tui.app.stacked import StackedApp
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import (
    AskMore,
    GoHome,
    OpenLesson,
    OpenWay,
    Practise,
    ProofNews,
    ProveAgain,
    SumUp,
    opening_of,
)
from torchquiz.tui.screens.opening import Request, home_of, screen_for
from torchquiz.tui.screens.page import Page
from torchquiz.tui.terminal.ending import LOOK_EVERY_S, end_on_signals, has_hung_up


class TorchquizApp(StackedApp):
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
    CSS_PATH = ["../screens/page.tcss", "../screens/home.tcss", "../screens/practice.tcss"]  # noqa: RUF012 - as Textual has it
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
        super().__init__(settings)
        self.study = Study(Catalogue(paths, proofs), store, Runner(), settings=self.chosen)
        self._take = take
        self._way = way

    def get_default_screen(self) -> Page:
        """Return the lesson that was asked for, or else home.

        Textual loads the styles of later screens only, so this loads those of the first.
        """
        screen = self._asked_for() or home_of(self.study)
        self.stylesheet.read_all(screen.css_path)
        return screen

    def on_mount(self) -> None:
        """Start what works beside the screens as soon as the first of them is on the glass."""
        end_on_signals(self.exit)
        if not self.is_headless:
            self.set_interval(LOOK_EVERY_S, self._end_without_terminal)
        if self.study.store.notice:
            self.notify(self.study.store.notice, severity="warning", timeout=20)
        self.tell_faults()
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
            self.show(screen)

    @on(GoHome)
    def go_home(self) -> None:
        """Leave whatever is open for what lies below, a lesson or home."""
        if not self.went_back():
            self.study.look_again()
            self.show(home_of(self.study))

    @on(ProofNews)
    def hear(self, message: ProofNews) -> None:
        """Show how far a lesson's proof is, and open the lesson if it was asked for."""
        from torchquiz.tui.screens.home import HomeScreen

        self.study.hear(message.news)
        if isinstance(self.screen, HomeScreen):
            self.screen.show()
            if asked := self._asked_for():
                self.show(asked)

    @on(ProveAgain)
    def prove_again(self) -> None:
        """Prove in the background what was changed."""
        if self.study.prove():
            self._listen()

    def action_help(self) -> None:
        """Show every key, those in force here first."""
        from torchquiz.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to report only a question, and to change only settings that have a file."""
        if action == "report":
            return bool(self.screen.query("Question"))
        return self.settings is not None if action == "settings" else True

    def action_report(self) -> None:
        """Take down what is wrong with the question at hand."""
        from torchquiz.tui.screens.report import ReportScreen
        from torchquiz.tui.widgets.question import Question

        self.push_screen(ReportScreen(self.study, self.screen.query_one(Question).session))

    def action_command_palette(self) -> None:
        """Offer commands, lessons, ways and themes by their names."""
        from torchquiz.tui.screens.finding import FindingScreen

        if not isinstance(self.screen, FindingScreen):
            self.push_screen(FindingScreen())

    def action_search(self) -> None:
        """Search over everything."""
        from torchquiz.tui.screens.search import SearchScreen

        self.show(SearchScreen(self.study))

    def action_statistics(self) -> None:
        """Show what all answers come to."""
        from torchquiz.tui.screens.statistics import StatisticsScreen

        self.show(StatisticsScreen(self.study))

    def action_settings(self) -> None:
        """Show the settings."""
        from torchquiz.tui.screens.settings import SettingsScreen

        if self.settings:
            self.show(SettingsScreen(self.chosen, self.settings.path))

    def hold(self, settings: Settings) -> None:
        """Let settings hold from now on, for what is studied as well."""
        super().hold(settings)
        self.study.settings = settings

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

    def _start_beside(self) -> None:
        gc.freeze()
        gc.enable()
        self.study.start()
        self._listen()

    @work(thread=True)
    def _listen(self) -> None:
        for news in self.study.news():
            self.post_message(ProofNews(news))
