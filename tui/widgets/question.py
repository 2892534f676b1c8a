"""A question: its text, its code and the widget that takes the answer."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Static

from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.begun_answer import BegunAnswer
from torchquiz.engine.study.session import Session
from torchquiz.tui.widgets.answering import Answering, Begun
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.forms import answering
from torchquiz.tui.widgets.prose import prose

SPEAK_OF_LINES = {"raises", "diagnose"}
"""Kinds of question whose options may refer to a line of the snippet."""


class Question(VerticalGroup):
    """The current item of a session, shown as a question."""

    DEFAULT_CSS = """
    Question {
        Static.stem { margin: 0 0 1 0; }
        Code.block { margin: 0 0 1 0; }
        #setup { display: none; margin: 0 0 1 0; color: $text-muted; }
        &.-unfolded #setup { display: block; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._variant = session.variant
        self._is_trouble_told = False

    def compose(self) -> ComposeResult:
        """Yield the text, the setup code (hidden at first), the code and the answer widget."""
        yield Static(prose(self._variant.stem), classes="stem")
        if self._variant.setup:
            yield Code(self._variant.setup, id="setup")
        if self._code:
            yield Code(
                self._code,
                numbered=self._session.item.kind in SPEAK_OF_LINES,
                id="snippet",
                classes="block",
            )
        yield answering(self._session, self._preview)

    @property
    def session(self) -> Session:
        """The session that asks the question."""
        return self._session

    @property
    def answering(self) -> Answering:
        """The widget that takes the answer."""
        return self.query_one(Answering)

    def ask(self) -> None:
        """Let the learner answer, beginning with what was entered earlier but not submitted."""
        self.answering.ask()
        if begun := BegunAnswer(self._session).read():
            self.answering.resume(begun)

    @on(Begun)
    def keep(self, event: Begun) -> None:
        """Save what the learner has entered so far. If that fails, say so, but only once."""
        event.stop()
        if self._session.is_over or self._session.variant != self._variant:
            return
        try:
            BegunAnswer(self._session).keep(event.response)
        except StoreError as error:
            if not self._is_trouble_told:
                self._is_trouble_told = True
                self.notify(str(error), severity="warning")

    @property
    def _code(self) -> str:
        return self._session.form.shown_code(self._variant.answer, self._variant.snippet)

    def toggle_setup(self) -> None:
        """Show or hide the setup code that runs before the snippet."""
        self.toggle_class("-unfolded")

    def shift_code(self, columns: int) -> None:
        """Scroll wide code horizontally."""
        for code in self.walk_children(Code):
            code.scroll_relative(x=columns, animate=False)

    def _preview(self, code: str) -> None:
        self.query_one("#snippet", Code).show(code)
