"""The data flow of a lesson's model: every stage with its computed shape, and the chosen one drawn."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from engine.models.proven import Lesson
from engine.models.ways import Trace
from tui.commands import bindings
from tui.messages import Practise
from tui.screens.page import Page
from tui.widgets.code import Code
from tui.widgets.heading import Heading
from tui.widgets.prose import prose
from tui.widgets.rows import Rows
from tui.widgets.stage_picture import StagePicture
from tui.widgets.stages import Stages

LOW, HIGH = 4, 8
"""Lines for the largest image, in a low and in a high window."""
HIGH_WINDOW = 32


class TraceScreen(Page):
    """The stages as a list, the chosen one below it."""

    CSS_PATH = "trace.tcss"
    BINDINGS = bindings("trace")

    def __init__(self, lesson: Lesson, trace: Trace) -> None:
        super().__init__()
        self._lesson = lesson
        self._trace = trace

    def compose_body(self) -> ComposeResult:
        """The list over the chosen stage; the insight comes last."""
        yield Heading(self._lesson.title, "data flow")
        yield Stages(self._trace.stages)
        with VerticalScroll(id="stage", can_focus=False):
            yield Static(id="means")
            yield StagePicture()
            yield Code("", id="code")
            yield Static(Content.styled("Key insight  ", "bold") + prose(self._trace.insight.strip()), id="insight")

    def on_mount(self) -> None:
        """Draw the first stage."""
        self.query_one(Stages).focus(scroll_visible=False)
        self.show_stage()

    def on_resize(self, event: Resize) -> None:
        """Draw to the room there is."""
        super().on_resize(event)
        self.show_stage()

    @on(Rows.Moved)
    def show_stage(self) -> None:
        """Draw the chosen stage."""
        stages = self.query_one(Stages)
        stage = stages.at_cursor
        self.query_one(Heading).show_place(f"{stages.cursor + 1} of {len(self._trace.stages)}")
        self.query_one("#means", Static).update(prose(stage.means.strip()))
        self.query_one(StagePicture).show(stage, HIGH if self.size.height >= HIGH_WINDOW else LOW)
        code = self.query_one("#code", Code)
        code.display = bool(stage.code)
        code.show(stage.code)
        self.query_one("#insight").display = stages.is_at_end
        self.query_one("#stage").scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the quiz only when there is one."""
        return bool(self._trace.quiz) if action == "quiz" else True

    def action_quiz(self) -> None:
        """Ask the questions about this data flow."""
        self.post_message(Practise(self._lesson.id, "quiz"))

    def action_practise(self) -> None:
        """Practise the lesson."""
        self.post_message(Practise(self._lesson.id))
