"""Which screen a session opens on; each is loaded when it is first needed."""

from engine.session import Session
from tui.screens.page import Page


def screen_for(session: Session) -> Page:
    """The next question, or what the session came to when it is over."""
    if session.is_over:
        from tui.screens.summary import SummaryScreen

        return SummaryScreen(session)
    from tui.screens.practice import PracticeScreen

    return PracticeScreen(session)
