"""The metrics screen: a confusion matrix with an explanation of every number."""

from collections.abc import Iterator

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Demo, Metrics
from torchquiz.engine.study.opening import questions_after
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import counted
from torchquiz.tui.messages import Practise
from torchquiz.tui.screens.reading import ReadingScreen, Sheet
from torchquiz.tui.widgets.demo import DemoView
from torchquiz.tui.widgets.matrix import Matrix
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.metrics import accuracy_words


class MetricsScreen(ReadingScreen):
    """A screen with the classifier's code and its confusion matrix.

    Questions about the matrix come next.
    """

    WAY = "metrics"

    def __init__(self, study: Study, lesson: Lesson, metrics: Metrics) -> None:
        self._metrics = metrics
        super().__init__(study, lesson)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return one sheet for the code and one for the confusion matrix."""
        return self._run, self._matrix

    def on_mount(self) -> None:
        """Focus the matrix if the current sheet has one."""
        super().on_mount()
        self.explain_number()

    async def turn(self, step: int) -> None:
        """Show a sheet and focus its matrix, if it has one."""
        await super().turn(step)
        self.explain_number()

    @property
    def after(self) -> str:
        """A description of the questions that come after the matrix."""
        return f"{counted(len(self._metrics.items), 'question')} about this matrix"

    @on(Matrix.Moved)
    def explain_number(self) -> None:
        """Explain the selected number of the matrix."""
        for matrix in self.query(Matrix):
            matrix.focus(scroll_visible=False)
            self.query_one("#words", Static).update(matrix.words)

    def go_ahead(self) -> None:
        """Open the questions about the matrix."""
        self.finish()
        if questions := questions_after(self._metrics):
            self.post_message(Practise(self.lesson.id, *questions))

    def _run(self) -> Iterator[Widget]:
        yield Static(prose(self._metrics.about.strip()), classes="paragraph")
        yield DemoView(
            Demo(self._metrics.code, (), "", self._metrics.elapsed_ms), self.lesson.torch
        )

    def _matrix(self) -> Iterator[Widget]:
        yield Static(accuracy_words(self._metrics), classes="paragraph")
        yield Matrix(self._metrics)
        yield Static(id="words", classes="paragraph")
        yield Static(prose(self._metrics.means.strip()), classes="paragraph")
