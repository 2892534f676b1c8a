"""The application class. It opens the screens that other screens ask for."""

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
from torchquiz.tui.messages import (
    AskMore,
    GoHome,
    OpenDrills,
    OpenLesson,
    OpenWay,
    OpenWeakPoints,
    Practise,
    PractiseFocus,
    PractiseItems,
    Request,
    SumUp,
    opening_of,
)
from torchquiz.tui.screens.page import Page


class TorchquizApp(EverywhereApp):
    """The Textual app that runs torchquiz in a terminal.

    Args:
        paths: the lesson files and folders.
        store: the learner's progress.
        proofs: the cache of proven lessons.
        take: the id of a lesson to open as soon as it is proven; if empty, review all lessons.
        way: the activity to open in that lesson.
        settings: the learner's settings; None for the defaults.

    Raises:
        TorchquizError: a path does not exist or contains no lesson.
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

    def take(self, lesson_id: str) -> None:
        """Request that a lesson be opened instead of the home screen, as soon as it is proven."""
        self._take = lesson_id

    def get_default_screen(self) -> Page:
        """Return the screen requested on the command line, or else the home screen.

        The home screen is also returned if the requested screen cannot be opened yet.
        """
        screen = self._requested_screen() or self._home()
        self.read_styles(screen)
        return screen

    @on(Practise)
    @on(OpenLesson)
    @on(OpenWay)
    @on(OpenDrills)
    @on(OpenWeakPoints)
    @on(PractiseFocus)
    @on(PractiseItems)
    @on(SumUp)
    @on(AskMore)
    def open(self, request: Request) -> None:
        """Open the screen that a message from another screen asks for.

        After a single question, return to where it was opened.
        """
        is_question = isinstance(request, SumUp) and request.session.opened.way == "question"
        if is_question and self.go_back():
            return
        if screen := self._screen_for(request):
            self.show(screen)

    @on(GoHome)
    def go_home(self) -> None:
        """Go back one level, from an activity to its lesson, or from a lesson to home."""
        if not self.go_back():
            self.study.refresh()
            self.show(self._home())

    def show_news(self) -> None:
        """Update the home or lesson screen after progress in the background proofs.

        From the home screen, also open the requested lesson once enough of it is proven.
        """
        from torchquiz.tui.screens.home import HomeScreen
        from torchquiz.tui.screens.lesson import LessonScreen

        if isinstance(self.screen, LessonScreen):
            self.screen.show_news()
        elif isinstance(self.screen, HomeScreen):
            self.screen.show()
            if requested := self._requested_screen():
                self.show(requested)

    def _requested_screen(self) -> Page | None:
        """Return the requested screen, or None if there is none or it must wait for a proof."""
        if self._take is None or (self._take and not self._can_take(self._take)):
            return None
        request, self._take = opening_of(self._take, self._way), None
        return self._screen_for(request)

    def _can_take(self, lesson_id: str) -> bool:
        """Return whether enough of the lesson is proven to start the requested activity."""
        from torchquiz.engine.study.ensure_proven import can_open

        study = self.study
        return study.has(lesson_id) and can_open(study, study.standing(lesson_id), self._way)

    def _screen_for(self, request: Request) -> Page | None:
        """Return the requested screen, or None if it cannot be opened.

        In that case, notify the learner of the reason.
        """
        from torchquiz.tui.app.routes import screen_for

        try:
            return screen_for(request, self.study)
        except TorchquizError as error:
            self.notify(str(error), severity="error")
            return None

    def _home(self) -> Page:
        """Return the home screen, which lists all lessons."""
        from torchquiz.tui.screens.home import HomeScreen

        return HomeScreen(self.study)
