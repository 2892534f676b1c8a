"""The conditions of a test or a challenge, before it begins."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import WayName
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import Practise
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.prose import prose


class BeforeScreen(Page):
    """A few sentences, and Enter to begin."""

    BINDINGS = bindings("before")
    DEFAULT_CSS = """
    BeforeScreen #glass {
        height: 1fr;
        max-width: 80;

        Static {
            margin: 0 0 1 0;
        }
    }
    """

    def __init__(self, lesson: Lesson, way: WayName, sentences: list[str]) -> None:
        super().__init__()
        self._lesson = lesson
        self._way = way
        self._sentences = sentences

    def compose_body(self) -> ComposeResult:
        """The sentences, one below the other."""
        yield Heading(self._lesson.title, self._way)
        with VerticalScroll(id="glass", can_focus=False):
            yield from (Static(prose(sentence)) for sentence in self._sentences)

    def action_begin(self) -> None:
        """Begin; a clock starts now."""
        self.post_message(Practise(self._lesson.id, self._way))
