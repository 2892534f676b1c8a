"""The verdict screen of a test: the probability of mastery, the reasons, and the next step."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.study.opening import AssessedSession
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import AskMore, OpenWay, Practise
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.posterior import Posterior
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words import verdict as words


class VerdictScreen(Page):
    """A screen with the verdict of a test and the reasons for it."""

    CSS_PATH = "verdict.tcss"
    BINDINGS = bindings("verdict")

    def __init__(self, end: AssessedSession) -> None:
        super().__init__()
        self._session = end.session
        self._summary = end.session.summary()
        self._assessment = end.assessment

    def compose_body(self) -> ComposeResult:
        """Yield the verdict, its chart, the next step, and where the learner is weak."""
        assessment = self._assessment
        yield Heading(self._session.lesson.title, "test", words.score(self._summary))
        with VerticalScroll(id="content"):
            yield Static(Content.styled(words.sentence(assessment.verdict), "bold"), id="verdict")
            yield Posterior(self._summary.results)
            yield Static(self._next(), id="next")
            yield Static(Content(words.reason(assessment)), id="levels")
            if assessment.weakest:
                yield Static(self._weakest(), id="weakest")
            if self._session.trouble:
                yield Static(prose(self._session.trouble))

    def on_mount(self) -> None:
        """Focus the page so that the arrow keys scroll it."""
        self.query_one("#content").focus(scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable each command that has no questions, no activity or no missed items to open."""
        match action:
            case "more":
                return bool(self._assessment.more)
            case "follow":
                return self._assessment.way_to_follow is not None
            case "missed":
                return bool(self._summary.missed)
            case _:
                return True

    def action_more(self) -> None:
        """Add more questions to the test."""
        self.post_message(AskMore(self._session))

    def action_follow(self) -> None:
        """Open the activity that the verdict recommends."""
        if way := self._assessment.way_to_follow:
            self.post_message(OpenWay(self._session.lesson.id, way))

    def action_missed(self) -> None:
        """Start a session with the missed items."""
        lesson = self._session.lesson.id
        self.post_message(Practise(lesson, "missed", self._summary.missed_items))

    def _next(self) -> Content:
        return Content.styled("Next  ", "bold") + prose(words.follow_up(self._assessment))

    def _weakest(self) -> Content:
        belief = prose(f"“{self._assessment.weakest}”")
        return Content.styled("A common belief: ", MUTED) + belief
