"""The app: opens screens on request, and starts and ends what works beside them."""

import asyncio
import signal
from contextlib import suppress
from pathlib import Path

from textual import on, work
from textual.app import App

from engine.catalogue import BackgroundProof, Catalogue
from engine.errors import TorchquizError
from engine.progress.store import Store
from engine.proofs import Proofs
from tui.commands import bindings
from tui.messages import GoHome, Practise, ProofNews, ShowFlow, SumUp
from tui.screens.home import HomeScreen
from tui.screens.page import Page
from tui.study import Runner, Study

ENDING_SIGNALS = ("SIGTERM", "SIGHUP")


class TorchquizApp(App[None]):
    """torchquiz on a terminal.

    Args:
        paths: lesson files and folders.
        store: the learner's progress.
        proofs: the cache of proofs.
        take: a lesson's id, to open its practice at once.
        study: what the learner has at hand, for tests; made from the rest when None.

    Raises:
        TorchquizError: a path does not exist or holds no lesson.
    """

    TITLE = "torchquiz"
    CSS_PATH = "screens/page.tcss"
    BINDINGS = bindings("everywhere")

    def __init__(self, paths: list[Path], store: Store, proofs: Proofs, take: str | None = None, study: Study | None = None) -> None:
        super().__init__()
        self.study = study or Study(Catalogue(paths, proofs), store, Runner())
        self._take = take
        self._proof: BackgroundProof | None = None

    def on_mount(self) -> None:
        """Show home, or the lesson that was asked for; start the rest when it is on the glass."""
        self._end_on_signals()
        self.push_screen(HomeScreen(self.study))
        if self._take:
            self.post_message(Practise(self._take))
        if self.study.store.notice:
            self.notify(self.study.store.notice, severity="warning", timeout=20)
        self.call_after_refresh(self._start_beside)

    def on_unmount(self) -> None:
        """End what worked beside the screens."""
        if self._proof:
            self._proof.stop()
        self.study.runner.close()

    @on(Practise)
    def open_practice(self, request: Practise) -> None:
        """Open a session, or its summary when it is already over."""
        from tui.screens.practice import PracticeScreen

        try:
            session = self.study.session(request.lesson, request.way, request.items)
        except TorchquizError as error:
            self.notify(str(error), severity="error")
            return
        if session.is_over:
            self.post_message(SumUp(session))
        else:
            self._open(PracticeScreen(session))

    @on(ShowFlow)
    def open_flow(self, request: ShowFlow) -> None:
        """Open a lesson's data flow."""
        from tui.screens.trace import TraceScreen

        self._open(TraceScreen(self.study.lesson(request.lesson)))

    @on(SumUp)
    def open_summary(self, request: SumUp) -> None:
        """Open a session's summary in its place."""
        from tui.screens.summary import SummaryScreen

        self._open(SummaryScreen(request.session))

    @on(GoHome)
    def go_home(self) -> None:
        """Close everything above home."""
        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def action_help(self) -> None:
        """Show every key of the screen at hand."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_turn_lights(self) -> None:
        """Turn from dark to light and back."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def _open(self, screen: Page) -> None:
        if isinstance(self.screen, HomeScreen):
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def _start_beside(self) -> None:
        self.study.runner.start()
        unproven = [one.path for one in self.study.standings if one.lesson is None]
        if unproven:
            self._proof = self.study.catalogue.prove(unproven)
            self._listen(self._proof)

    @work(thread=True)
    def _listen(self, proof: BackgroundProof) -> None:
        with suppress(ValueError):
            for news in proof:
                self.post_message(ProofNews(news))

    @on(ProofNews)
    def hear(self, message: ProofNews) -> None:
        """Show how far a lesson's proof is."""
        self.study.hear(message.news)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show()

    def _end_on_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            with suppress(AttributeError, NotImplementedError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), self.exit)
