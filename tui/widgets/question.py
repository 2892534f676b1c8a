"""One question: what is asked, the code it is about, and the widget that takes the answer."""

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Static

from engine.models.answers import Choose, Fill, Reveal, Typed, Write
from engine.session import Session
from engine.workbench import Workbench
from tui.widgets.answering import Answering
from tui.widgets.code import Code
from tui.widgets.options import Options
from tui.widgets.prose import prose

SPEAK_OF_LINES = {"raises", "diagnose"}
"""The kinds whose options may name a line of the snippet."""


class Question(VerticalGroup):
    """The item at hand."""

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

    def compose(self) -> ComposeResult:
        """Stem, setup (folded), code, answer."""
        yield Static(prose(self._variant.stem), classes="stem")
        if self._variant.setup:
            yield Code(self._variant.setup, id="setup")
        if self._code:
            yield Code(self._code, numbered=self._session.item.kind in SPEAK_OF_LINES, id="snippet", classes="block")
        yield self._answering()

    @property
    def session(self) -> Session:
        """The session that asks it."""
        return self._session

    @property
    def answering(self) -> Answering:
        """The widget that takes the answer."""
        return self.query_one(Answering)

    @property
    def _code(self) -> str:
        answer = self._variant.answer
        return answer.program.code if isinstance(answer, Fill) else self._variant.snippet

    def toggle_setup(self) -> None:
        """Unfold or fold what runs before the snippet."""
        self.toggle_class("-unfolded")

    def shift_code(self, columns: int) -> None:
        """Move the code sideways; what fits stays where it is."""
        for code in self.query(Code):
            code.scroll_relative(x=columns, animate=False)

    def _answering(self) -> Answering:
        answer = self._variant.answer
        if isinstance(answer, Choose):
            return Options(self._session.options, answer.several)
        if isinstance(answer, Write):
            from tui.widgets.write import WriteEntry

            return WriteEntry(answer, Workbench(self._session))
        if isinstance(answer, Reveal):
            from tui.widgets.card import CardEntry

            return CardEntry(self._variant, self._session.lesson.torch)
        from tui.widgets.entry import BlanksEntry, ValueEntry

        if isinstance(answer, Typed):
            return ValueEntry(answer)
        return BlanksEntry(answer, self._preview)

    def _preview(self, code: str) -> None:
        self.query_one("#snippet", Code).show(code)
