"""The experiment screen, for changing and running a question's code without being graded."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import TextArea

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
    """A screen with a code editor and, below it, the output of the code."""

    CSS_PATH = "experiment.tcss"
    BINDINGS = bindings("experiment")

    @dataclass
    class Ran(Message):
        """A message posted when the worker has run the code."""

        run: Run | Unreadable

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._bench = Workbench(session)
        self._is_running = False

    def compose_body(self) -> ComposeResult:
        """Yield the setup code (hidden at first), the editor and the output."""
        yield Heading(self._session.lesson.title, "experiment", "does not count")
        with VerticalScroll(id="content", can_focus=False):
            if self._session.variant.setup:
                yield Code(self._session.variant.setup, id="setup")
            yield Editor(self._session.experiment or self._bench.code)
            yield Experiment(self._session.lesson.torch)

    def on_mount(self) -> None:
        """Move the cursor to the end of the code."""
        editor = self.query_one(Editor)
        editor.focus(scroll_visible=False)
        editor.move_cursor(editor.document.end)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable showing the setup code if there is any, and restoring the code if it changed."""
        match action:
            case "setup":
                return bool(self._session.variant.setup)
            case "restore":
                return bool(self._session.experiment)
            case _:
                return True

    @on(TextArea.Changed)
    def keep(self) -> None:
        """Remember the changed code until the next question."""
        code = self.query_one(Editor).text
        self._session.experiment = "" if code == self._bench.code else code
        self.refresh_bindings()

    def action_restore(self) -> None:
        """Show the question's own code again."""
        self.query_one(Editor).text = self._bench.code

    @on(Editor.Run)
    def run(self) -> None:
        """Run the code unless it is already running."""
        if not self._is_running:
            self._is_running = True
            self.query_one(Experiment).say("Running it on PyTorch …")
            self._run_code(self.query_one(Editor).text)

    @work(thread=True)
    def _run_code(self, code: str) -> None:
        """Run the code in a thread, then post `Ran`."""
        try:
            run = self._bench.experiment(code)
        except TorchquizError as error:
            run = Unreadable(str(error))
        self.post_message(self.Ran(run))

    @on(Ran)
    def show(self, event: Ran) -> None:
        """Show the output of the code, or the reason why it could not be run."""
        self._is_running = False
        output = self.query_one(Experiment)
        if isinstance(event.run, Unreadable):
            output.say(event.run.sentence)
        else:
            output.show(event.run)
        self.call_after_refresh(output.scroll_visible, animate=False)

    @on(Editor.Left)
    def action_back(self) -> None:
        """Return to the question."""
        self.dismiss()

    def action_setup(self) -> None:
        """Show or hide the setup code."""
        self.toggle_class("-with-setup")
