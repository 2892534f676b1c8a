"""The project screen: the brief, the steps to solve, and measurements of the learner's program."""

from collections.abc import Callable, Iterator

from textual import on, work
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Project
from torchquiz.engine.study.project import Measurement, done_steps, first_step_left, steps_left
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import counted, elapsed
from torchquiz.tui.messages import Practise
from torchquiz.tui.screens.reading import ReadingScreen, Sheet
from torchquiz.tui.widgets.columns import Columns
from torchquiz.tui.widgets.demo import DemoView
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.steps import Steps
from torchquiz.tui.words.comparison import gauges
from torchquiz.tui.words.runs import pytorch

END = 2


class ProjectScreen(ReadingScreen):
    """A screen with three sheets: the brief, the steps, and the learner's finished program."""

    WAY = "project"

    class Measured(Message):
        """A message posted when the learner's program has been measured."""

        def __init__(self, measurement: Measurement) -> None:
            super().__init__()
            self.measurement = measurement

    def __init__(self, study: Study, lesson: Lesson, project: Project) -> None:
        self._project = project
        self._done = done_steps(project.steps, study.store.of_lesson(lesson.id))
        super().__init__(study, lesson)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets. The last one is left out until all steps are done."""
        return (self._brief, self._steps, self._end)[: END + self._is_done]

    def on_mount(self) -> None:
        """Select the next step, or measure the finished program."""
        super().on_mount()
        self._prepare_sheet()

    async def turn(self, step: int) -> None:
        """Show a sheet. Then select the next step, or measure the finished program."""
        await super().turn(step)
        self._prepare_sheet()

    async def action_on(self) -> None:
        """Open the selected step. On a sheet without steps, scroll down or show the next sheet."""
        rows = self.query(Steps)
        if rows and (item := rows.first().chosen):
            self.post_message(Practise(self.lesson.id, "project", (item,)))
        else:
            await super().action_on()

    @property
    def after(self) -> str:
        """A description of what comes after the project. It is empty until all steps are done."""
        return super().after if self._is_done else ""

    @on(Measured)
    def show_measured(self, event: Measured) -> None:
        """Show the measurements of the learner's program beside those of the original."""
        self.query_one("#own").remove()
        self.query_one("#gauges").mount(*self._own(event.measurement))

    @property
    def _is_done(self) -> bool:
        return not steps_left(self._project.steps, self._done)

    def _prepare_sheet(self) -> None:
        """Select the next step, or begin to measure the finished program."""
        for rows in self.query(Steps):
            rows.cursor = first_step_left(self._project.steps, self._done)
            rows.focus(scroll_visible=False)
        if self.query("#own"):
            self._measure(self.study.sessions.measuring(self.lesson, self._project))

    @work(thread=True)
    def _measure(self, measure: Callable[[], Measurement]) -> None:
        """Measure the learner's program in a thread, then post `Measured`."""
        try:
            measurement = measure()
        except TorchquizError as error:
            measurement = Measurement((), 0.0, str(error))
        self.post_message(self.Measured(measurement))

    def _brief(self) -> Iterator[Widget]:
        yield Static(prose(self._project.brief.strip()), classes="paragraph")
        yield DemoView(self._project.before, self.lesson.torch)
        yield Columns(
            ("measured", "now"), [(gauge.name, gauge.before) for gauge in self._project.gauges]
        )

    def _steps(self) -> Iterator[Widget]:
        steps = self._project.steps
        progress = f"{len(self._done)} of {counted(len(steps), 'step')} done."
        yield Static(progress, classes="paragraph")
        yield Steps([(step, self._stem(step), step in self._done) for step in steps], self._is_done)

    def _end(self) -> Iterator[Widget]:
        yield VerticalGroup(Static("Running your program on PyTorch …", id="own"), id="gauges")
        yield Static(prose(self._project.done.strip()), classes="paragraph")

    def _own(self, measurement: Measurement) -> Iterator[Widget]:
        """Yield the measurements of the learner's program, or the reason there are none."""
        if measurement.failure:
            failure = f"Your program could not be measured: {measurement.failure}."
            yield Static(failure, classes="paragraph")
            return
        yield Columns(*gauges(self._project, measurement.values))
        run = f"{pytorch(self.lesson.torch)}, {elapsed(measurement.elapsed_ms)}"
        yield Static(run, classes="paragraph muted")

    def _stem(self, item: str) -> str:
        """Return the first line of an item's question."""
        return self.study.catalogue.item(self.lesson, item).variants[0].stem.strip().splitlines()[0]
