"""An experiment: the code of a question, changed and run; nothing is counted."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import Unreadable
from torchquiz.engine.models.runs import Run
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.editor import Editor
from torchquiz.tui.widgets.experiment import Experiment
from torchquiz.tui.widgets.heading import Heading


class ExperimentScreen(Page):
    """A pane with the code over what it gives."""

    CSS_PATH = "experiment.tcss"
    BINDINGS = bindings("experiment")

    @dataclass
    class Ran(Message):
        """The worker ran the code."""

        run: Run | Unreadable

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._bench = Workbench(session)
        self._is_running = False

    def compose_body(self) -> ComposeResult:
        """Show the folded setup, the pane, and the result."""
        yield Heading(self._session.lesson.title, "experiment", "nothing is counted")
        with VerticalScroll(id="glass", can_focus=False):
            if self._session.variant.setup:
                yield Code(self._session.variant.setup, id="setup")
            yield Editor(self._bench.code)
            yield Experiment(self._session.lesson.torch)

    def on_mount(self) -> None:
        """Begin in the pane."""
        editor = self.query_one(Editor)
        editor.focus(scroll_visible=False)
        editor.move_cursor(editor.document.end)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the setup where there is one."""
        return bool(self._session.variant.setup) if action == "setup" else True

    @on(Editor.Run)
    def run(self) -> None:
        """Run the code; one run at a time."""
        if not self._is_running:
            self._is_running = True
            self.query_one(Experiment).say("Running it on PyTorch …")
            self._run_code(self.query_one(Editor).text)

    @work(thread=True)
    def _run_code(self, code: str) -> None:
        try:
            run = self._bench.experiment(code)
        except TorchquizError as error:
            run = Unreadable(str(error))
        self.post_message(self.Ran(run))

    @on(Ran)
    def show(self, event: Ran) -> None:
        """Show what came of it."""
        self._is_running = False
        shown = self.query_one(Experiment)
        if isinstance(event.run, Unreadable):
            shown.say(event.run.sentence)
        else:
            shown.show(event.run)
        self.call_after_refresh(shown.scroll_visible, animate=False)

    @on(Editor.Left)
    def action_back(self) -> None:
        """Go back to the question."""
        self.dismiss()

    def action_setup(self) -> None:
        """Unfold or fold what runs before."""
        self.toggle_class("-unfolded")
