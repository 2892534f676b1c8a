"""A flash card. The learner turns it over, then rates how well they recalled its back."""

from typing import cast

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Static

from torchquiz.engine.grading.grade import Grade, Rated, Rating, Response
from torchquiz.engine.models.answers import Reveal
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.study.session import Session
from torchquiz.tui.commands import bindings
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.answering import Answering, Responded
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.run import RealRun


def answering(session: Session, answer: Reveal, preview: object) -> "CardEntry":
    """Return a widget that hides the back of the card at first."""
    return CardEntry(session.variant, answer, session.lesson.torch)


class CardEntry(Answering, can_focus=True):
    """The back of a flash card."""

    BINDINGS = bindings("card")
    DEFAULT_CSS = """
    CardEntry {
        layout: vertical;
        background: transparent;
        #back { display: none; height: auto; }
        &.-turned #back { display: block; }
        &.-turned #front { display: none; }
        .says { margin: 0 0 1 0; }
        RealRun { margin: 0; }
    }
    """

    def __init__(self, variant: Variant, answer: Reveal, torch: str) -> None:
        super().__init__()
        self._run = variant.run
        self._back = answer.back
        self._torch = torch
        self._is_asking = True

    def compose(self) -> ComposeResult:
        """Yield an instruction, and the back of the card, which is hidden at first."""
        yield Static(f"[{MUTED}]Answer in your head, then turn the card over.[/]", id="front")
        with VerticalGroup(id="back"):
            yield Static(prose(self._back), classes="says")
            if self._run is not None:
                yield RealRun(self._run, self._torch)

    @property
    def is_turned(self) -> bool:
        """Whether the back is visible."""
        return self.has_class("-turned")

    def ask(self) -> None:
        """Hide the back of the card and let the learner turn it over."""
        self._is_asking = True
        self.remove_class("-turned")
        self.focus(scroll_visible=False)

    def settle(self, response: Response, grade: Grade) -> None:
        """Accept no further ratings."""
        self._is_asking = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable turning the card over at first, and rating it afterwards."""
        if action in ("turn", "rate"):
            return self._is_asking and self.is_turned == (action == "rate")
        return True

    def action_turn(self) -> None:
        """Show the back of the card."""
        self.add_class("-turned")
        self.refresh_bindings()

    def action_rate(self, rating: int) -> None:
        """Submit the learner's rating of how well they recalled the card."""
        self.post_message(Responded(Rated(cast(Rating, rating))))
