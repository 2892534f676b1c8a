"""Requests that one screen makes and the app answers; what merely happened in a widget is told by the widget's own messages."""

from dataclasses import dataclass

from textual.message import Message

from engine.catalogue import Proving
from engine.models.ways import WayName
from engine.session import Session
from tui.standing import Way


@dataclass
class Practise(Message):
    """Open a session over a lesson's items, or go on with the one that was not finished."""

    lesson: str
    way: Way = "practice"
    items: tuple[str, ...] = ()
    """Only these; empty to let the way decide."""


@dataclass
class OpenWay(Message):
    """Open a way to study a lesson, where the learner stopped in it."""

    lesson: str
    way: WayName


@dataclass
class SumUp(Message):
    """Show what a finished session came to."""

    session: Session


@dataclass
class ProofNews(Message):
    """Show how far a proof in the background is."""

    news: Proving


class GoHome(Message):
    """Leave whatever is open and show home."""
