"""The app's background work: running the worker process and proving the lessons."""

import asyncio
import gc

from textual import on, work

from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import counted
from torchquiz.tui.app.screen_stack import StackedApp
from torchquiz.tui.app.settings import READING_S
from torchquiz.tui.messages import ProofNews, ProveAgain
from torchquiz.tui.terminal.ending import end_on_signals
from torchquiz.tui.terminal.watching import watch_terminal
from torchquiz.tui.words.proofs import differs_from_release


class BackgroundApp(StackedApp):
    """An app that runs slow work in threads and separate processes.

    Subclasses set `study` and implement `show_news`, which shows the progress of the proofs.
    """

    study: Study

    def on_mount(self) -> None:
        """Start the background work once the first screen has been drawn."""
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
        """Quit the app in the same way as a termination signal does."""
        self.leave()

    def leave(self) -> None:
        """Quit the app. If answers cannot be saved, report how many and exit with status 1."""
        store = self.study.store
        try:
            store.flush()
        except StoreError as error:
            lost = counted(store.unsaved, "answer")
            self.exit(return_code=1, message=f"{error} Lost from this session: {lost}.")
        else:
            self.exit()

    def apply(self, settings: Settings) -> None:
        """Apply the settings to the app and to the engine."""
        super().apply(settings)
        self.study.settings = settings

    def show_news(self) -> None:
        """Show the progress of the background proofs."""
        raise NotImplementedError

    @on(ProofNews)
    def take_news(self, message: ProofNews) -> None:
        """Record the progress of a proof and show it."""
        self.study.hear(message.news)
        for standing in self.study.standings:
            if standing.path == message.news.path and standing.differing:
                sentence = differs_from_release(standing.title, standing.differing)
                self.notify(sentence, severity="warning", timeout=READING_S)
        self.show_news()

    @on(ProveAgain)
    def prove_again(self) -> None:
        """Prove the lessons whose files have changed."""
        if self.study.prove():
            self._listen()

    def _start_background(self) -> None:
        """Start the worker process and begin to prove the lessons.

        The command line turned off garbage collection for a faster start. It is turned on again
        here, without the objects that exist by now, because they live as long as the app.
        """
        gc.freeze()
        gc.enable()
        self.study.start()
        self._listen()

    @work(thread=True)
    def _listen(self) -> None:
        """Forward the progress of the proofs to the app."""
        for news in self.study.news():
            self.post_message(ProofNews(news))
