"""Background work while the app is open: the worker process and the proofs of the lessons."""

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


class BackgroundApp(StackedApp):
    """An app whose slow work runs in threads and processes.

    A subclass sets `study` and shows the progress of the proofs.
    """

    study: Study

    def on_mount(self) -> None:
        """Start the background work as soon as the first screen is shown."""
        end_on_signals(self.leave)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            watch_terminal(lambda: loop.call_soon_threadsafe(self.leave))
        if self.study.store.notice:
            self.notify(self.study.store.notice, severity="warning", timeout=READING_S)
        self.report_faults()
        self.call_after_refresh(self._start_background)

    def on_unmount(self) -> None:
        """End the background work."""
        self.study.close()

    async def action_quit(self) -> None:
        """End the app, as on a signal."""
        self.leave()

    def leave(self) -> None:
        """End the app; if answers cannot be saved, say how many and exit with status 1."""
        store = self.study.store
        try:
            store.flush()
        except StoreError as error:
            lost = counted(store.unsaved, "answer")
            self.exit(return_code=1, message=f"{error} Lost: {lost} of this session.")
        else:
            self.exit()

    def apply(self, settings: Settings) -> None:
        """Apply settings, to the engine too."""
        super().apply(settings)
        self.study.settings = settings

    def show_news(self) -> None:
        """Show the progress of the proofs."""
        raise NotImplementedError

    @on(ProofNews)
    def take_news(self, message: ProofNews) -> None:
        """Record and show the progress of a proof."""
        self.study.hear(message.news)
        self.show_news()

    @on(ProveAgain)
    def prove_again(self) -> None:
        """Prove the lessons that were changed."""
        if self.study.prove():
            self._listen()

    def _start_background(self) -> None:
        """Start the worker and the proofs.

        What was loaded for the first screen lives as long as the app, so it is exempt from garbage
        collection. The command line switched collection off to start faster.
        """
        gc.freeze()
        gc.enable()
        self.study.start()
        self._listen()

    @work(thread=True)
    def _listen(self) -> None:
        """Pass the progress of the proofs on to the app."""
        for news in self.study.news():
            self.post_message(ProofNews(news))
