"""The start screen of a lesson: its topic, when it is useful, and a first example."""

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Start
from torchquiz.engine.study.left_out import left_out_sentence
from torchquiz.engine.study.study import Study
from torchquiz.tui.screens.reading import ReadingScreen, Sheet
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.demo import DemoView
from torchquiz.tui.widgets.prose import prose


class StartScreen(ReadingScreen):
    """A screen with a single sheet, which introduces the lesson."""

    WAY = "start"

    def __init__(self, study: Study, lesson: Lesson, start: Start) -> None:
        self._start = start
        super().__init__(study, lesson)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheet that introduces the lesson."""
        return (self._sheet_content,)

    def _sheet_content(self) -> Iterator[Widget]:
        yield Static(prose(self._start.what.strip()), classes="paragraph")
        yield Static(
            Content.styled("When  ", "bold") + prose(self._start.when.strip()), classes="paragraph"
        )
        yield DemoView(self._start.example, self.lesson.torch)
        if left_out := left_out_sentence(self.lesson):
            yield Static(Content.styled(left_out, MUTED), classes="paragraph")
