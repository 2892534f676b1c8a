"""The base class of screens with a question: the layout, and the commands that do not grade."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from torchquiz.engine.study.activities import activity_named
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.feedback import Feedback
from torchquiz.tui.widgets.grader import Grader
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.question import Question


class QuestionPage(Page, Grader):
    """A screen with the session's current question, and commands that do not change the session."""

    CSS_PATH = ["practice.tcss"]  # noqa: RUF012 - as in Textual

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.previous: Session | None = None
        """A copy of the session at the previous question; None at the first question."""

    def compose_body(self) -> ComposeResult:
        """Yield the heading, the question and the feedback."""
        yield Heading(self.session.lesson.title, self.activity_title)
        with VerticalScroll(id="content"):
            yield Question(self.session)
            yield Feedback(self.session.hints)

    @property
    def can_experiment(self) -> bool:
        """Whether the learner can change and run the code of the question."""
        return not self.is_grading and Workbench(self.session).can_experiment

    @property
    def can_copy(self) -> bool:
        """Whether the question has code."""
        return not self.session.is_over and bool(Workbench(self.session).code)

    @property
    def activity_title(self) -> str:
        """The title of the activity, as shown in the heading."""
        return activity_named(self.session.opened.way).title.lower()

    @property
    def can_look_back(self) -> bool:
        """Whether the learner can look at the previous question again."""
        return self.previous is not None and not self.is_grading

    def action_experiment(self) -> None:
        """Let the learner change and run the question's code."""
        from torchquiz.tui.screens.experiment import ExperimentScreen

        self.app.push_screen(ExperimentScreen(self.session))

    def action_copy(self) -> None:
        """Copy the code and its setup to the clipboard, by way of the terminal."""
        parts = (self.session.variant.setup, Workbench(self.session).code)
        self.app.copy_to_clipboard("\n\n".join(filter(None, (part.strip("\n") for part in parts))))
        self.notify("Copied the code, if your terminal allows it (OSC 52).")

    def action_look_back(self) -> None:
        """Show the previous question with its feedback."""
        from torchquiz.tui.screens.look_back import LookBackScreen

        assert self.previous is not None
        self.app.push_screen(LookBackScreen(self.previous))

    def action_setup(self) -> None:
        """Show or hide the setup code."""
        self.question.toggle_setup()

    def action_shift(self, columns: int) -> None:
        """Scroll wide code horizontally."""
        self.question.shift_code(columns)
