"""The summary screen of a session: the score and the missed items, which can be repeated."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.study.session import Session
from torchquiz.engine.study.summary import ItemResult
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import Practise
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.feedback import Lead
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.sessions import hints_used, result_lines


class SummaryScreen(Page):
    """A screen with the summary of a finished session."""

    CSS_PATH = ["summary.tcss"]  # noqa: RUF012 - as in Textual
    BINDINGS = bindings("summary")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.summary = session.summary()

    def compose_body(self) -> ComposeResult:
        """Show the score, then each missed item with the misconception behind the wrong answer."""
        score = "\n".join(result_lines(self.summary, self.session.rules))
        yield Heading(self.session.lesson.title, "summary")
        with VerticalScroll(id="content"):
            yield Static(Content.styled(score, "bold"), id="score")
            if self.summary.results and not self.summary.missed:
                yield Static("Nothing missed.")
            for missed in self.summary.missed:
                yield Lead(f"{missed.mark} ", _about(missed)).add_class("missed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable repeating the missed items only if there are any."""
        return bool(self.summary.missed) if action == "missed" else True

    def action_missed(self) -> None:
        """Start a session with the missed items."""
        lesson = self.session.lesson.id
        self.post_message(Practise(lesson, "missed", self.summary.missed_items))


def _about(missed: ItemResult) -> Content:
    """Return the stem of a missed item, the misconception and the number of hints used."""
    lines = [prose(missed.stem.strip())]
    if missed.belief:
        lines.append(Content.styled("A common belief: ", MUTED) + prose(f"“{missed.belief}”"))
    if used := hints_used(missed):
        lines.append(Content.styled(used, MUTED))
    return Content("\n").join(lines)
