"""The review screen: due questions, the date of each next review and its reason, and ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.widgets import Static

from torchquiz.engine.errors import StoreError
from torchquiz.engine.grading.grade import Grade, Rating, Response
from torchquiz.engine.study.reviews import Memory
from torchquiz.engine.study.session import Session
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.practice import PracticeScreen

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating


class ReviewScreen(PracticeScreen):
    """A screen for reviewing the items that are due."""

    CSS_PATH = ["practice.tcss", "review.tcss"]  # noqa: RUF012 - as in Textual
    BINDINGS = bindings("review")

    def __init__(self, session: Session, memory: Memory) -> None:
        super().__init__(session)
        self._memory = memory
        self._is_rating = False

    def compose_body(self) -> ComposeResult:
        """Yield the question and, below it, an always visible line with the next review date."""
        yield from super().compose_body()
        yield Static(id="returns")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the ratings only while the learner is choosing one."""
        if action in ("why", "override"):
            return self.session.is_settled and self._memory.scheduled is not None
        if action == "rate":
            return self._is_rating
        return super().check_action(action, parameters)

    def action_why(self) -> None:
        """Show or hide the reason for the item's next review date."""
        self._is_rating = False
        why = f"{self._memory.returns} {self._memory.why}"
        line = self.query_one("#returns", Static)
        self._show_line(self._memory.returns if str(line.content) == why else why)

    def action_override(self) -> None:
        """Show the ratings to choose from, or hide them again."""
        self._is_rating = not self._is_rating
        choices = f"Rate it:   {self._memory.choices}"
        self._show_line(choices if self._is_rating else self._memory.returns)

    def action_rate(self, rating: int) -> None:
        """Change the rating of the answer."""
        try:
            self._memory.override(cast("Rating", rating))
        except StoreError as error:
            self.notify(str(error), severity="error")
        self._is_rating = False
        self._show_line(self._memory.returns)

    async def action_next(self) -> None:
        """Keep the current rating and go on to the next question."""
        self._is_rating = False
        await super().action_next()

    async def show_how_it_went(self, response: Response, grade: Grade) -> None:
        """Show the feedback and the date of the next review."""
        await super().show_how_it_went(response, grade)
        self._show_line(self._memory.returns)

    def _ask(self) -> None:
        super()._ask()
        self._show_line(self._memory.would_return if self.session.form.is_self_graded else "")

    def _show_line(self, text: str) -> None:
        line = self.query_one("#returns", Static)
        line.update(text)
        line.display = bool(text)
        self.refresh_bindings()
