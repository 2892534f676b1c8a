"""The end of a test: how probable it is that the learner is strong, what that rests on, and what to do next."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.study.after_test import assess
from torchquiz.engine.study.session import Session
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import AskMore, OpenWay, Practise
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.posterior import Posterior
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words import verdict as verdicts


class VerdictScreen(Page):
    """A verdict with its reasons.

    Args:
        session: the test that is over.
        more: the questions by which it can be extended.
    """

    BINDINGS = bindings("verdict")
    DEFAULT_CSS = """
    VerdictScreen #glass {
        height: 1fr;
        max-width: 100;
        scrollbar-size-vertical: 1;

        Static {
            margin: 0 0 1 0;
        }
    }
    """

    def __init__(self, session: Session, more: tuple[str, ...]) -> None:
        super().__init__()
        self._session = session
        self._summary = session.summary()
        self._found = assess(self._summary, session.lesson)
        self._more = more if self._found.verdict.name == "borderline" else ()

    def compose_body(self) -> ComposeResult:
        """The verdict over its picture, the next step, how each level went, and the weakest belief."""
        yield Heading(self._session.lesson.title, "test", verdicts.score(self._summary))
        with VerticalScroll(id="glass"):
            yield Static(
                Content.styled(verdicts.sentence(self._found.verdict), "bold"), id="verdict"
            )
            yield Posterior(self._summary.answered)
            yield Static(
                Content.styled("Next  ", "bold")
                + prose(verdicts.next_step(self._found, len(self._more))),
                id="next",
            )
            yield Static(Content(verdicts.reason(self._found)), id="levels")
            if self._found.weakest:
                yield Static(
                    Content.styled("A common belief: ", MUTED) + prose(f"“{self._found.weakest}”"),
                    id="weakest",
                )
            if self._session.trouble:
                yield Static(prose(self._session.trouble))

    def on_mount(self) -> None:
        """Let the arrows scroll what has no room."""
        self.query_one("#glass").focus(scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer more questions only while the verdict is open, and the next step only where there is one."""
        offered = {
            "more": bool(self._more),
            "follow": not self._more and self._found.next.way is not None,
            "missed": bool(self._summary.missed),
        }
        return offered.get(action, True)

    def action_more(self) -> None:
        """Ask more questions."""
        self.post_message(AskMore(self._session))

    def action_follow(self) -> None:
        """Open the way that comes next."""
        if way := self._found.next.way:
            self.post_message(OpenWay(self._session.lesson.id, way))

    def action_missed(self) -> None:
        """Do the missed items again."""
        items = tuple(str(one.item) for one in self._summary.missed)
        self.post_message(Practise(self._session.lesson.id, "missed", items))
