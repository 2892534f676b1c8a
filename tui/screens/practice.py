"""The practice screen: one question after another, with hints and feedback."""

import time
from copy import copy
from typing import ClassVar

from textual import on
from textual.timer import Timer

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import Grade, Response
from torchquiz.engine.study.session import Session
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import GoHome, SumUp
from torchquiz.tui.screens.practice_offers import OFFERS
from torchquiz.tui.screens.question_page import QuestionPage
from torchquiz.tui.widgets.answering import Responded
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.question import Question
from torchquiz.tui.widgets.seen import Seen
from torchquiz.tui.words.proofs import LOOK_S, MORE_IS_CHECKED
from torchquiz.tui.words.sessions import standing_of

CHECK_CLOCK_S = 1.0
PATIENCE_S = 0.3
"""Seconds before the screen says that a response is still being graded."""
TO_END = (
    "Press the same key again to end this session for good. "
    "Your answers so far count; the other questions are left out."
)


class PracticeScreen(QuestionPage):
    """A screen that asks the questions of a session."""

    BINDINGS = bindings("practice")
    hasty_s: ClassVar[float] = 0.5
    """Seconds during which Enter is ignored after feedback appears, because of habitual presses."""
    confirm_s: ClassVar[float] = 10.0
    """Seconds within which the key that ends the session must be pressed again."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        if session.opened.way == "question":
            self.depth = 3  # so that going back leads to the summary from which it was opened
        self._shown_at = float("-inf")
        self._asked_to_end_at = float("-inf")
        self._seen = Seen(self)
        self._waiting: Timer | None = None
        """The timer that looks for the next question while it is being proven."""

    def on_mount(self) -> None:
        """Ask the first question, and start the clock if the session has a time limit."""
        self._ask()
        if self.session.seconds_left is not None:
            self.set_interval(CHECK_CLOCK_S, self.check_clock)

    async def check_clock(self) -> None:
        """Show the time left. When time is up, end the session unless an answer is being graded."""
        if self.session.is_over:
            return
        if self.awaits_response and self.session.keep_time():
            await self._stop_asking()
        else:
            self._show_progress()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that currently do something."""
        offers = OFFERS.get(action)
        return offers is None or offers(self)

    @on(Responded)
    async def grade(self, event: Responded) -> None:
        """Grade a response, unless the time is up or another response is being graded."""
        if not self.awaits_response:
            return
        if self.session.keep_time():
            await self._stop_asking()
            return
        self.set_timer(PATIENCE_S, self._show_running)
        self.start_grading(event.response)

    async def show_how_it_went(self, response: Response, grade: Grade) -> None:
        """Show feedback. Then show the right answer, or ask again if the learner has tries left."""
        await self.feedback.show(self.session)
        if self.session.is_settled:
            self._shown_at = time.monotonic()
            self.question.answering.settle(response, grade)
            self._focus_content()
            self._show_progress()
        else:
            self.session.retry()
            self._ask()
            self.question.answering.show_try(grade)

    def show_change(self) -> None:
        """Refresh the footer and scroll to the feedback."""
        self.refresh_bindings()
        self.call_after_refresh(
            self.call_after_refresh, self.feedback.scroll_visible, animate=False
        )

    async def _stop_asking(self) -> None:
        """Disable the question and say that the time is up."""
        self.question.answering.disabled = True
        self.query_one(Heading).show_place("time is up")
        await self.feedback.say("Time is up. Unanswered questions are left out.")
        self._focus_content()
        self.show_change()

    async def action_next(self) -> None:
        """Show the next question, or the summary after the last one.

        A key pressed too soon is ignored.
        """
        if time.monotonic() - self._shown_at < self.hasty_s or self._waiting is not None:
            return
        if self.session.must_wait:
            self.notify(MORE_IS_CHECKED)
            self._waiting = self.set_interval(LOOK_S, self._go_on_when_proven)
            return
        await self._go_on()

    def _go_on_when_proven(self) -> None:
        """Go on as soon as the next question is proven."""
        if self._waiting is not None and not self.session.must_wait:
            self._waiting.stop()
            self._waiting = None
            # As after a key; the screen cannot wait for its own widgets to be removed.
            self.app.call_later(self._go_on)

    async def _go_on(self) -> None:
        """Show the next question, or the summary after the last one."""
        try:
            if not self.session.is_over:
                self.previous = copy(self.session)
                self.session.advance()
        except TorchquizError as error:
            self.notify(str(error), severity="error")
            self.post_message(GoHome())
            return
        self.tell_trouble()
        if self.session.is_over:
            self.post_message(SumUp(self.session))
            return
        await self._show_question()

    async def _show_question(self) -> None:
        """Replace the question on the screen with the session's current question."""
        with self.app.batch_update():
            await self.feedback.say("", self.session.hints)
            await self.question.remove()
            await self.query_one("#content").mount(Question(self.session), before=0)
        self._seen = Seen(self)
        self._ask()

    async def action_retry(self) -> None:
        """Let the learner try the same question again."""
        self.session.retry()
        await self.feedback.say("", self.session.hints)
        self._ask()

    async def action_reveal(self) -> None:
        """Give up the remaining tries and show the right answer."""
        self.session.give_up()
        assert self.session.response is not None and self.session.grade is not None
        await self.show_how_it_went(self.session.response, self.session.grade)
        self.show_change()

    async def action_unknown(self) -> None:
        """Count the question as missed and show the right answer.

        A key pressed before the question was opened is ignored.
        """
        if self._seen.is_too_early:
            return
        self.session.record_unknown()
        self.tell_trouble()
        assert self.session.response is not None and self.session.grade is not None
        await self.show_how_it_went(self.session.response, self.session.grade)
        self.show_change()

    async def action_skip(self) -> None:
        """Leave the question for later and show the next one.

        A key pressed before the question was opened is ignored.
        """
        if self._seen.is_too_early:
            return
        self.session.skip()
        await self._show_question()

    async def action_undo(self) -> None:
        """Withdraw the last answer and show the next question."""
        self.session.undo()
        self.tell_trouble()
        if not self.session.trouble:
            self.notify("Your answer was withdrawn. You will be asked the question again.")
            await self._show_question()

    def action_docs(self) -> None:
        """Open PyTorch's documentation for this question in a browser."""
        from torchquiz.engine.study.documentation import documentation_url

        for name in self.session.item.docs:
            self.app.open_url(documentation_url(name, self.session.lesson.torch))

    def action_end(self) -> None:
        """End the session early and show its summary.

        If something was answered, the key must be pressed twice.
        """
        now = time.monotonic()
        if self.session.summary().results and now - self._asked_to_end_at > self.confirm_s:
            self._asked_to_end_at = now
            self.notify(TO_END, timeout=self.confirm_s)
            return
        self.session.end_early()
        self.tell_trouble()
        self.post_message(SumUp(self.session))

    async def action_hint(self) -> None:
        """Open the next hint."""
        if self.session.open_hint() is not None:
            await self.feedback.say("", self.session.hints)
            self.tell_trouble()
            self.show_change()

    def _ask(self) -> None:
        heading, title = self.query_one(Heading), self.session.lesson.title
        heading.show_title(title, self.activity_title, self.session.item.proof_state)
        self._show_progress()
        content = self.query_one("#content")
        content.can_focus = False  # so that Tab and clicks never take the focus from the answer
        content.scroll_home(animate=False)
        self.question.ask()
        self.refresh_bindings()

    def _focus_content(self) -> None:
        content = self.query_one("#content")
        content.can_focus = True
        content.focus(scroll_visible=False)

    def _show_progress(self) -> None:
        self.query_one(Heading).show_place(standing_of(self.session))

    async def _show_running(self) -> None:
        if self.is_grading:
            await self.feedback.say("Running it on PyTorch …", self.session.hints)
