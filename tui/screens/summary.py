"""The summary screen of a session: the score, and the missed items, which can be repeated."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.study.session import Session
from torchquiz.engine.study.summary import ItemResult
from torchquiz.engine.study.weakness.weak_points import Offer
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import OpenWeakPoints, Practise, PractiseItems
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.feedback import Lead
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words import weak_points as words
from torchquiz.tui.words.sessions import hints_used, result_lines

MOST_NUMBERED = 9
"""The number of missed items that can be opened by a digit."""


class SummaryScreen(Page):
    """A screen with the summary of a finished session."""

    CSS_PATH = ["summary.tcss"]  # noqa: RUF012 - as in Textual
    BINDINGS = bindings("summary")

    def __init__(self, session: Session, offer: Offer | None = None) -> None:
        super().__init__()
        self.session = session
        self._offer = offer
        self.summary = session.summary()

    def compose_body(self) -> ComposeResult:
        """Yield the score, then each missed item with the misconception behind the wrong answer."""
        score = "\n".join(result_lines(self.summary, self.session.rules))
        opened = self.session.opened
        yield Heading(self.session.lesson.title if opened.lesson else "all lessons", "summary")
        with VerticalScroll(id="content"):
            yield Static(Content.styled(score, "bold"), id="score")
            if self.summary.results and not self.summary.missed:
                yield Static("Nothing missed.")
            if self._offer:
                yield Static(prose(words.offer(self._offer)), id="offer")
            for number, missed in enumerate(self.summary.missed, start=1):
                digit = str(number) if number <= MOST_NUMBERED else " "
                yield Lead(f"{digit} {missed.mark} ", _about(missed)).add_class("missed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable commands that have no items to act on."""
        match action:
            case "missed":
                return bool(self.summary.missed)
            case "offer":
                return self._offer is not None
            case "weak_points":
                return self._offer is None and any(one.belief for one in self.summary.missed)
            case "open_item":
                (index,) = parameters
                return isinstance(index, int) and index < len(self.summary.missed)
            case _:
                return True

    def action_offer(self) -> None:
        """Start to practise against the misconception behind two of the learner's wrong answers."""
        if self._offer:
            self.post_message(PractiseItems(self._offer.items))

    def action_weak_points(self) -> None:
        """Open the list of weak points, which covers all lessons."""
        self.post_message(OpenWeakPoints())

    def action_open_item(self, index: int) -> None:
        """Open the missed item with this index."""
        item = self.summary.missed[index].item
        self.post_message(Practise(item.lesson, "question", (item.item,)))

    def action_missed(self) -> None:
        """Start a session with the missed items."""
        lesson = self.session.lesson.id
        self.post_message(Practise(lesson, "missed", self.summary.missed_items))


def _about(missed: ItemResult) -> Content:
    """Describe a missed item: its question, the misconception, and the number of hints used."""
    lines = [prose(missed.stem.strip())]
    if missed.belief:
        lines.append(Content.styled("A common belief: ", MUTED) + prose(f"“{missed.belief}”"))
    if used := hints_used(missed):
        lines.append(Content.styled(used, MUTED))
    return Content("\n").join(lines)
