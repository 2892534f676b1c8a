"""The end of a session: what it came to, what was missed, and a way to do that again."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.study.session import Session
from torchquiz.engine.study.summary import Answered
from torchquiz.engine.wording import WRONG
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import Practise
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.feedback import Lead
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.sessions import came_to, hints_used


class SummaryScreen(Page):
    """What a finished session came to."""

    BINDINGS = bindings("summary")
    DEFAULT_CSS = """
    SummaryScreen #glass {
        height: 1fr;
        scrollbar-size-vertical: 1;

        #score {
            margin: 0 0 1 0;
        }

        .missed {
            max-width: 100;
            margin: 0 0 1 0;
        }

        .missed .lead {
            color: $text-error;
        }
    }

    SummaryScreen #following {
        height: auto;
        max-width: 100;
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.summary = session.summary()

    def compose_body(self) -> ComposeResult:
        """The score, then each missed item with the belief behind it."""
        yield Heading(self.session.lesson.title, "summary")
        with VerticalScroll(id="glass"):
            yield Static(
                Content.styled("\n".join(came_to(self.summary, self.session.rules)), "bold"),
                id="score",
            )
            if not self.summary.missed and self.summary.answered:
                yield Static("Nothing missed.")
            for missed in self.summary.missed:
                yield Lead(f"{WRONG} ", self._missed(missed)).add_class("missed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what was missed only when something was."""
        return bool(self.summary.missed) if action == "missed" else True

    def action_missed(self) -> None:
        """Do the missed items again."""
        self.post_message(
            Practise(
                self.session.lesson.id,
                "missed",
                tuple(str(one.item) for one in self.summary.missed),
            )
        )

    def _missed(self, missed: Answered) -> Content:
        lines = [prose(missed.stem.strip())]
        if missed.belief:
            lines.append(Content.styled("A common belief: ", MUTED) + prose(f"“{missed.belief}”"))
        if used := hints_used(missed):
            lines.append(Content.styled(used, MUTED))
        return Content("\n").join(lines)
