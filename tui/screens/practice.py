"""The practice screen: one question after another, with hints before and feedback after."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import Grade, Response
from torchquiz.engine.study.activities import activity_named
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import GoHome, SumUp
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.answering import Responded
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.feedback import Feedback
from torchquiz.tui.widgets.grader import Grader
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.question import Question
from torchquiz.tui.words.sessions import standing_of

CHECK_CLOCK_S = 1.0
PATIENCE_S = 0.3
"""The delay before the screen says that a response is still being graded."""


class PracticeScreen(Page, Grader):
    """A screen for one session: it shows the session and passes the learner's actions on to it."""

    BINDINGS = bindings("practice")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose_body(self) -> ComposeResult:
        """Show the heading, the question and the feedback."""
        yield Heading(self.session.lesson.title, self._activity_title)
        with VerticalScroll(id="content"):
            yield Question(self.session)
            yield Feedback(self.session.hints)

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask()
        if self.session.seconds_left is not None:
            self.set_interval(CHECK_CLOCK_S, self.check_clock)

    async def check_clock(self) -> None:
        """Show the time left; end the session if no time is left and nothing is being graded."""
        if self.session.is_over:
            return
        if self.awaits_response and self.session.keep_time():
            await self._stop_asking()
        else:
            self._show_progress()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only commands that do something now."""
        offers = OFFERS.get(action)
        return offers is None or offers(self)

    @property
    def can_experiment(self) -> bool:
        """Whether the question has code to experiment with."""
        return not self.is_grading and Workbench(self.session).can_experiment

    @on(Responded)
    async def grade(self, event: Responded) -> None:
        """Start to grade a response, unless one is being graded or the time is up."""
        if not self.awaits_response:
            return
        if self.session.keep_time():
            await self._stop_asking()
            return
        self.set_timer(PATIENCE_S, self._show_running)
        self.start_grading(event.response)

    async def show_how_it_went(self, response: Response, grade: Grade) -> None:
        """Show feedback; show the right answer if no try is left, or else ask again."""
        await self.feedback.show(self.session)
        if self.session.is_settled:
            self.question.answering.settle(response, grade)
            self.query_one("#content").focus(scroll_visible=False)
            self._show_progress()
        else:
            self.session.retry()
            self._ask()
            self.question.answering.show_try(grade)

    def show_change(self) -> None:
        """Update the footer and scroll to the feedback."""
        self.refresh_bindings()
        self.call_after_refresh(
            self.call_after_refresh, self.feedback.scroll_visible, animate=False
        )

    async def _stop_asking(self) -> None:
        """Say that the time is up; the question stays on the screen until the learner leaves."""
        self.question.answering.disabled = True
        self.query_one(Heading).show_place("time is up")
        await self.feedback.say("Time is up. Questions without an answer are left out.")
        self.query_one("#content").focus(scroll_visible=False)
        self.show_change()

    async def action_next(self) -> None:
        """Go on to the next question, or to the summary."""
        try:
            if not self.session.is_over:
                self.session.advance()
        except TorchquizError as error:
            self.notify(str(error), severity="error")
            self.post_message(GoHome())
            return
        self.tell_trouble()
        if self.session.is_over:
            self.post_message(SumUp(self.session))
            return
        with self.app.batch_update():
            await self.feedback.say("", self.session.hints)
            await self.question.remove()
            await self.query_one("#content").mount(Question(self.session), before=0)
        self._ask()

    async def action_retry(self) -> None:
        """Ask the same question again."""
        self.session.retry()
        await self.feedback.say("", self.session.hints)
        self._ask()

    async def action_reveal(self) -> None:
        """Show the right answer instead of letting the learner try again."""
        self.session.give_up()
        assert self.session.response is not None and self.session.grade is not None
        await self.show_how_it_went(self.session.response, self.session.grade)
        self.show_change()

    async def action_hint(self) -> None:
        """Open the next hint."""
        if self.session.open_hint() is not None:
            await self.feedback.say("", self.session.hints)
            self.tell_trouble()
            self.show_change()

    def action_experiment(self) -> None:
        """Open an experiment with the question's code."""
        from torchquiz.tui.screens.experiment import ExperimentScreen

        self.app.push_screen(ExperimentScreen(self.session))

    def action_setup(self) -> None:
        """Show or hide the setup code."""
        self.question.toggle_setup()

    def action_shift(self, columns: int) -> None:
        """Scroll wide code sideways."""
        self.question.shift_code(columns)

    @property
    def _activity_title(self) -> str:
        return activity_named(self.session.opened.way).title.lower()

    def _ask(self) -> None:
        self.query_one(Heading).show_title(self.session.lesson.title, self._activity_title)
        self._show_progress()
        self.query_one("#content").scroll_home(animate=False)
        self.question.answering.ask()
        self.refresh_bindings()

    def _show_progress(self) -> None:
        self.query_one(Heading).show_place(standing_of(self.session))

    async def _show_running(self) -> None:
        if self.is_grading:
            await self.feedback.say("Running it on PyTorch …", self.session.hints)


OFFERS: dict[str, Callable[[PracticeScreen], bool]] = {
    "next": lambda page: not page.is_grading and (page.session.is_settled or page.session.is_over),
    "retry": lambda page: not page.is_grading and page.session.can_retry,
    "reveal": lambda page: page.session.can_give_up and not page.is_grading,
    "hint": lambda page: page.session.has_hint and not page.is_grading,
    "shift": lambda page: any(code.is_wide for code in page.query(Code)),
    "experiment": lambda page: page.can_experiment,
    "setup": lambda page: not page.session.is_over and bool(page.session.variant.setup),
}
"""For each command that is not always offered, whether it does something now."""
