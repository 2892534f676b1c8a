"""The trace screen: tabs for a model's data flow, training and predictions, then a quiz."""

from collections.abc import Callable

from textual.app import ComposeResult

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Trace
from torchquiz.engine.study.bookmark import Bookmark
from torchquiz.engine.study.opening import questions_after
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import Practise
from torchquiz.tui.screens.page import Page
from torchquiz.tui.screens.tab import Tab
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.numbers import Numbers

TITLES = {"flow": "data flow", "training": "training", "prediction": "prediction"}


class TraceScreen(Page):
    """A screen that shows one tab of a trace at a time.

    A tab is created when it is first opened, and it keeps running while a different one is visible.
    """

    BINDINGS = bindings("trace")

    def __init__(self, study: Study, lesson: Lesson, trace: Trace) -> None:
        super().__init__()
        self._study = study
        self._lesson = lesson
        self._trace = trace
        self._makers = self._tabs()
        self._names = tuple(self._makers)
        self._bookmark = Bookmark(
            study, lesson, "trace", len(self._names), has_questions=bool(trace.quiz)
        )

    def compose_body(self) -> ComposeResult:
        """Yield the heading and the tab where the learner left off."""
        yield Heading(self._lesson.title)
        yield self._make(self._current)

    async def on_mount(self) -> None:
        """Open the tab where the learner left off."""
        await self.action_tab(self._current)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable opening the other tabs, and opening the quiz if the lesson has one."""
        if action in ("tab", "quiz") and isinstance(self.focused, Numbers):
            return False
        if action == "tab":
            return parameters[0] in self._names and parameters[0] != self._current
        if action == "shift":
            return any(code.is_wide for code in self.query(f"#{self._current} Code").results(Code))
        return bool(self._trace.quiz) if action == "quiz" else True

    async def action_tab(self, name: str) -> None:
        """Show a tab, and save it as the place where the learner left off."""
        self._save_position(name)
        if not self.query(f"#{name}"):
            await self.mount(self._make(name), after=self.query_one(Heading))
        for tab in self.query(Tab):
            tab.display = tab.id == name
        self.query_one(Heading).show_title(self._lesson.title, f"trace: {TITLES[name]}")
        activated = self.query_one(f"#{name}", Tab).activate()
        if activated is not None:
            await activated
        self.refresh_bindings()

    def action_quiz(self) -> None:
        """Mark the trace as done and open the quiz about it."""
        self._bookmark.finish()
        if questions := questions_after(self._trace):
            activity, _ = questions
            self.post_message(Practise(self._lesson.id, activity))

    def action_shift(self, columns: int) -> None:
        """Scroll wide code horizontally."""
        for code in self.walk_children(Code):
            code.scroll_relative(x=columns, animate=False)

    def action_home(self) -> None:
        """Save the position and go back to the lesson, or to the home screen."""
        self._bookmark.leave()
        super().action_home()

    @property
    def _current(self) -> str:
        return self._names[self._bookmark.step]

    def _save_position(self, name: str) -> None:
        """Save the tab as the place where the learner left off."""
        self._bookmark.keep(self._names.index(name))
        if self._bookmark.trouble:
            self.notify(self._bookmark.trouble, title="Not saved yet", severity="warning")

    def _make(self, name: str) -> Tab:
        tab = self._makers[name]()
        tab.id = name
        return tab

    def _tabs(self) -> dict[str, Callable[[], Tab]]:
        """Return functions that create this lesson's tabs, by the name of the tab."""
        tabs: dict[str, Callable[[], Tab]] = {"flow": self._flow}
        if self._trace.training:
            tabs["training"] = self._training
        if self._trace.prediction:
            tabs["prediction"] = self._prediction
        return tabs

    def _flow(self) -> Tab:
        if self._trace.flow is not None:
            from torchquiz.tui.screens.calls import CallsTab

            return CallsTab(self._study, self._lesson, self._trace, self._trace.flow)
        from torchquiz.tui.screens.flow import FlowTab

        return FlowTab(self._trace, self._study.runner)

    def _training(self) -> Tab:
        from torchquiz.tui.screens.training import TrainingTab

        assert self._trace.training is not None
        return TrainingTab(self._trace.training, self._study.runner, self._lesson.torch)

    def _prediction(self) -> Tab:
        from torchquiz.tui.screens.prediction import PredictionTab

        assert self._trace.prediction is not None
        return PredictionTab(self._trace.prediction)
