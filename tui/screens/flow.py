"""The data flow tab: a list of stages with their shapes, and a drawing of the selected stage."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static

from torchquiz.engine.models.ways import Trace
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.traces.changed_flow import ChangedFlow
from torchquiz.engine.traces.flow import Flow, run_flow
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.tab import Tab
from torchquiz.tui.themes import WRONG
from torchquiz.tui.widgets.numbers import Numbers
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.rows import Rows
from torchquiz.tui.widgets.stage_picture import StagePicture
from torchquiz.tui.widgets.stages import Stages

LOW, HIGH = 4, 8
"""Height of the largest image, in lines, in a low window and in a high one."""
HIGH_WINDOW = 32


class FlowTab(Tab):
    """A list of the model's stages, with the selected stage below it."""

    BINDINGS = bindings("flow")
    DEFAULT_CSS = """
    FlowTab {
        Stages { height: auto; max-height: 6; max-width: 100; margin: 0 0 1 0; }
        #stage { height: 1fr; scrollbar-size-vertical: 1; padding: 0 0 0 2; }
        #means, Numbers { max-width: 100; }
        #insight, #trouble { max-width: 100; margin: 1 0 0 0; }
    }
    Screen.-generous FlowTab {
        Stages { max-height: 50%; }
        #means, Numbers { margin: 0 0 1 0; }
    }
    """

    class Ran(Message):
        """A message posted when the stages have been run with changed numbers."""

        def __init__(self, number: int, flow: Flow) -> None:
            super().__init__()
            self.number = number
            self.flow = flow

    def __init__(self, trace: Trace, runner: SnippetRunner) -> None:
        super().__init__()
        self._trace = trace
        self._runner = runner
        self._flow = ChangedFlow(trace.stages)
        self._number = 0
        """The number of the current run; late messages from earlier runs are ignored."""

    def compose(self) -> ComposeResult:
        """Yield the list of stages, the selected stage, and the key insight."""
        yield Stages(self._flow)
        with VerticalScroll(id="stage", can_focus=False):
            yield Static(id="means")
            yield Numbers()
            yield Static(id="trouble")
            yield StagePicture()
            yield Static(
                Content.styled("Key insight  ", "bold") + prose(self._trace.insight.strip()),
                id="insight",
            )

    def activate(self) -> None:
        """Focus the list of stages and draw the one at the cursor."""
        self.query_one(Stages).focus(scroll_visible=False)
        self.show_stage()

    def on_resize(self, event: Resize) -> None:
        """Redraw the stage to fit the new size."""
        self.show_stage()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that apply to the selected stage."""
        if action == "edit":
            if not self.is_mounted:
                return False
            numbers = self.query_one(Numbers)
            return numbers.has_numbers and not numbers.has_focus
        return self._flow.is_changed if action == "restore" else True

    def action_edit(self) -> None:
        """Focus the numbers in the selected stage so that the learner can change them."""
        numbers = self.query_one(Numbers)
        numbers.focus(scroll_visible=False)
        numbers.scroll_visible(animate=False)
        self.refresh_bindings()

    def action_restore(self) -> None:
        """Restore the original numbers of all stages."""
        self._number += 1
        self._flow = ChangedFlow(self._trace.stages)
        self._show_all()

    @on(Numbers.Left)
    def leave_numbers(self) -> None:
        """Move the focus from the numbers back to the list of stages."""
        self.query_one(Stages).focus(scroll_visible=False)
        self.show_stage()

    @on(Numbers.Changed)
    def run_changed(self, event: Numbers.Changed) -> None:
        """Run the model again with the number that the learner has changed."""
        self._flow = self._flow.with_code(self.query_one(Stages).cursor, event.code)
        self._number += 1
        self._run(self._number, self._flow.codes)
        self.query_one(Stages).focus(scroll_visible=False)
        self.query_one("#trouble", Static).update("Running it on PyTorch …")

    @work(thread=True, exclusive=True, group="flow")
    def _run(self, number: int, codes: tuple[str, ...]) -> None:
        """Run the stages in a thread, then post `Ran`."""
        flow = run_flow(self._trace.setup, self._trace.stages, codes, self._runner.run)
        self.post_message(self.Ran(number, flow))

    @on(Ran)
    def show_flow(self, event: Ran) -> None:
        """Show the new outputs, unless the numbers have been changed again in the meantime."""
        if event.number == self._number:
            self._flow = self._flow.having(event.flow)
            self._show_all()

    @on(Rows.Moved)
    def show_stage(self) -> None:
        """Show the selected stage."""
        stages = self.query_one(Stages)
        stage, failure = self._flow.stage(stages.cursor), self._flow.failure_at(stages.cursor)
        self.show_position(f"{stages.cursor + 1} of {len(self._flow)}")
        self.query_one("#means", Static).update(prose(self._flow.means(stages.cursor)))
        self.query_one("#means").display = not failure
        self.query_one(StagePicture).display = not failure
        self.query_one(StagePicture).show(
            stage, HIGH if self.screen.size.height >= HIGH_WINDOW else LOW
        )
        self.query_one(Numbers).show(stage.code)
        self.query_one("#trouble", Static).update(Content.styled(failure, WRONG))
        self.query_one("#trouble").display = bool(failure)
        self.query_one("#insight").display = stages.is_at_end and not self._flow.is_changed
        self.query_one("#stage").scroll_home(animate=False)
        self.refresh_bindings()

    def _show_all(self) -> None:
        self.query_one(Stages).show(self._flow)
        self.show_stage()
