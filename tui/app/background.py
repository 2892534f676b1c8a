"""What works in the background while the app is open: the worker and the proof of lessons."""

import gc

from textual import on, work

from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.study import Study
from torchquiz.tui.app.screen_stack import StackedApp
from torchquiz.tui.messages import ProofNews, ProveAgain
from torchquiz.tui.terminal.ending import LOOK_EVERY_S, end_on_signals, has_hung_up


class BackgroundApp(StackedApp):
    """An app over a learner's lessons and progress, whose slow work runs in threads and processes.

    A subclass sets `study`, and shows the news of a proof.
    """

    study: Study

    def on_mount(self) -> None:
        """Start what works in the background as soon as the first screen is shown."""
        end_on_signals(self.exit)
        if not self.is_headless:
            self.set_interval(LOOK_EVERY_S, self._end_without_terminal)
        if self.study.store.notice:
            self.notify(self.study.store.notice, severity="warning", timeout=20)
        self.report_faults()
        self.call_after_refresh(self._start_background)

    def on_unmount(self) -> None:
        """End what works in the background."""
        self.study.close()

    def hold(self, settings: Settings) -> None:
        """Let settings take effect, for what is studied as well."""
        super().hold(settings)
        self.study.settings = settings

    def show_news(self) -> None:
        """Show how far the lessons' proofs are."""
        raise NotImplementedError

    @on(ProofNews)
    def take_news(self, message: ProofNews) -> None:
        """Take in how far a lesson's proof is, and show it."""
        self.study.hear(message.news)
        self.show_news()

    @on(ProveAgain)
    def prove_again(self) -> None:
        """Prove what was changed."""
        if self.study.prove():
            self._listen()

    def _end_without_terminal(self) -> None:
        if has_hung_up():
            self.exit()

    def _start_background(self) -> None:
        """Start the worker and the proofs.

        Whatever was loaded for the first screen lives as long as the app, so it is exempted from
        garbage collection, which the command line switched off until now.
        """
        gc.freeze()
        gc.enable()
        self.study.start()
        self._listen()

    @work(thread=True)
    def _listen(self) -> None:
        for news in self.study.news():
            self.post_message(ProofNews(news))
