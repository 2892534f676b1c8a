"""The app: opens screens on request, and starts and ends what works beside them."""

import asyncio
import gc
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
NOTICE_S = 20


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
    CSS_PATH = [f"screens/{screen}.tcss" for screen in ("page", "home", "practice")]
    BINDINGS = bindings("everywhere")

    def __init__(self, paths: list[Path], store: Store, proofs: Proofs, take: str | None = None, study: Study | None = None) -> None:
        super().__init__()
        self.study = study or Study(Catalogue(paths, proofs), store, Runner())
        self._take = take
        self._proof: BackgroundProof | None = None

    def get_default_screen(self) -> Page:
        """Begin with the lesson that was asked for, else with home."""
        return self._asked_for() or HomeScreen(self.study)

    def on_mount(self) -> None:
        """Start what works beside the screens as soon as the first of them is on the glass."""
        self._end_on_signals()
        if self.study.store.notice:
            self.notify(self.study.store.notice, severity="warning", timeout=NOTICE_S)
        self.call_after_refresh(self._start_beside)

    def on_unmount(self) -> None:
        """End what worked beside the screens."""
        if self._proof:
            self._proof.stop()
        self.study.runner.close()

    @on(Practise)
    def open_practice(self, request: Practise) -> None:
        """Open a session, or its summary when it is already over."""
        try:
            self._show(self._session_screen(request))
        except TorchquizError as error:
            self.notify(str(error), severity="error")

    @on(ShowFlow)
    def open_flow(self, request: ShowFlow) -> None:
        """Open a lesson's data flow."""
        from tui.screens.trace import TraceScreen

        self._show(TraceScreen(self.study.lesson(request.lesson)))

    @on(SumUp)
    def open_summary(self, request: SumUp) -> None:
        """Open a session's summary in its place."""
        from tui.screens.summary import SummaryScreen

        self._show(SummaryScreen(request.session))

    @on(GoHome)
    def go_home(self) -> None:
        """Leave whatever is open."""
        self.study.look_again()
        self._show(HomeScreen(self.study))

    def action_help(self) -> None:
        """Show every key of the screen at hand."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_turn_lights(self) -> None:
        """Turn from dark to light and back."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def _show(self, screen: Page) -> None:
        """Put a screen in the place of the one at hand; the very first cannot be replaced, so it stays below."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _session_screen(self, request: Practise) -> Page:
        session = self.study.session(request.lesson, request.way, request.items)
        if session.is_over:
            from tui.screens.summary import SummaryScreen

            return SummaryScreen(session)
        from tui.screens.practice import PracticeScreen

        return PracticeScreen(session)

    def _asked_for(self) -> Page | None:
        """The practice that the command line asked for, once and as soon as its lesson is proven."""
        if self._take is None or not self.study.has(self._take):
            return None
        asked, self._take = Practise(self._take), None
        return self._session_screen(asked)

    def _start_beside(self) -> None:
        gc.freeze()
        gc.enable()
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
        """Show how far a lesson's proof is, and open the lesson if it was asked for."""
        self.study.hear(message.news)
        if isinstance(self.screen, HomeScreen):
            if asked := self._asked_for():
                self._show(asked)
            else:
                self.screen.show()

    def _end_on_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            with suppress(AttributeError, NotImplementedError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), self.exit)
