"""The app's background work: the worker process, and the threads that prove lessons."""

import asyncio
import gc
from contextlib import suppress

from textual import on, work

from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.study import Study
from torchquiz.tui.app.screen_stack import StackedApp
from torchquiz.tui.app.settings import READING_S
from torchquiz.tui.messages import ProofNews, Prove
from torchquiz.tui.terminal.ending import end_on_signals
from torchquiz.tui.terminal.watching import watch_terminal
from torchquiz.tui.words.proofs import differs_from_release


class BackgroundApp(StackedApp):
    """An app that does slow work in threads and separate processes.

    Subclasses set `study` and implement `show_news`, which shows the progress of the proofs.
    """

    study: Study

    def on_mount(self) -> None:
        """Watch for signals and a closed terminal, and then start the background work."""
        end_on_signals(self.leave)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            watch_terminal(lambda: loop.call_soon_threadsafe(self.leave))
        if self.study.store.notice:
            self.notify(self.study.store.notice, severity="warning", timeout=READING_S)
        self.report_faults()
        self.call_after_refresh(self._start_background)

    def on_unmount(self) -> None:
        """Stop the background work."""
        self.study.close()

    async def action_quit(self) -> None:
        """Quit the app, saving any answers first, just as a termination signal does."""
        self.leave()

    def leave(self) -> None:
        """Save any unsaved answers and quit.

        If saving fails, the command that has opened the app tries again and says what is lost.
        """
        with suppress(StoreError):
            self.study.store.flush()
        self.exit()

    def apply(self, settings: Settings) -> None:
        """Apply the settings to the app and to the study session."""
        super().apply(settings)
        self.study.settings = settings

    def show_news(self) -> None:
        """Show the progress of the background proofs."""
        raise NotImplementedError

    @on(ProofNews)
    def take_news(self, message: ProofNews) -> None:
        """Record the progress of a proof.

        Warn if its results differ from those in the released wheel.
        """
        self.study.hear(message.news)
        for standing in self.study.standings:
            if standing.path == message.news.path and standing.differing:
                sentence = differs_from_release(standing.title, standing.differing)
                self.notify(sentence, severity="warning", timeout=READING_S)
        self.show_news()

    @on(Prove)
    def prove(self, message: Prove) -> None:
        """Prove the lessons that are not proven yet."""
        if self.study.prove(message.first):
            self._listen()
            self.show_news()

    def _start_background(self) -> None:
        """Start the worker process and begin proving lessons.

        Garbage collection was off until now, so that the app starts faster. The objects created so
        far live until the app ends, so they are excluded from future collections.
        """
        gc.freeze()
        gc.enable()
        if self.study.start():
            self.show_news()
        self._listen()

    @work(thread=True)
    def _listen(self) -> None:
        """Post a message to the app whenever a background proof makes progress."""
        for news in self.study.prover.news():
            self.post_message(ProofNews(news))
