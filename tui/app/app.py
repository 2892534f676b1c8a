"""The app: opens screens on request."""

from pathlib import Path

from textual import on

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.settings_file import SettingsFile
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study
from torchquiz.tui.app.everywhere import EverywhereApp
from torchquiz.tui.app.routes import Request, home_of, screen_for
from torchquiz.tui.messages import (
    AskMore,
    GoHome,
    OpenLesson,
    OpenWay,
    Practise,
    SumUp,
    opening_of,
)
from torchquiz.tui.screens.page import Page


class TorchquizApp(EverywhereApp):
    """torchquiz on a terminal.

    Args:
        paths: lesson files and folders.
        store: the learner's progress.
        proofs: the cache of proofs.
        take: a lesson's id, to open it as soon as it is proven; empty for a review of all lessons.
        way: the activity to open in it.
        settings: the learner's settings; None for the defaults.

    Raises:
        TorchquizError: a path does not exist or holds no lesson.
    """

    TITLE = "torchquiz"

    def __init__(
        self,
        paths: list[Path],
        store: Store,
        proofs: Proofs,
        take: str | None = None,
        way: ActivityName = "practice",
        settings: SettingsFile | None = None,
    ) -> None:
        super().__init__(settings)
        self.study = Study(Catalogue(paths, proofs), store, SnippetRunner(), settings=self.chosen)
        self._take = take
        self._way = way

    def get_default_screen(self) -> Page:
        """Begin with what was asked for, else with home."""
        # Textual reads the styles of later screens only.
        screen = self._asked_for() or home_of(self.study)
        self.stylesheet.read_all(screen.css_path)
        return screen

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
            self.study.refresh()
            self.show(home_of(self.study))

    def show_news(self) -> None:
        """Show on home how far the proofs are, and open the lesson that was asked for."""
        from torchquiz.tui.screens.home import HomeScreen

        if isinstance(self.screen, HomeScreen):
            self.screen.show()
            if asked := self._asked_for():
                self.show(asked)

    def _asked_for(self) -> Page | None:
        """Return what the command line asked for, once, as soon as its lesson is proven."""
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
