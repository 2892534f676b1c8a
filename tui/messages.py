"""Requests that one screen makes and the app answers; what merely happened in a widget is told by the widget's own messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from torchquiz.engine.grading.grade import Grade, Response, Unreadable
from torchquiz.engine.models.ways import WAYS, WayName
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.settings import Value

if TYPE_CHECKING:
    from torchquiz.engine.study.session import Session


@dataclass
class Practise(Message):
    """Open a session over a lesson's items, or go on with the one that was not finished."""

    lesson: str
    way: ActivityName = "practice"
    items: tuple[str, ...] = ()
    """Only these; empty to let the way decide."""


@dataclass
class OpenWay(Message):
    """Open a way to study a lesson, where the learner stopped in it."""

    lesson: str
    way: WayName


@dataclass
class OpenLesson(Message):
    """Show everything that can be done in a lesson."""

    lesson: str


@dataclass
class SumUp(Message):
    """Show what a finished session came to."""

    session: Session


@dataclass
class AskMore(Message):
    """Ask more questions in a test whose verdict is open."""

    session: Session


@dataclass
class ProofNews(Message):
    """Show how far a proof in the background is."""

    news: ProofProgress


@dataclass
class Judged(Message):
    """The engine graded a response."""

    response: Response
    grade: Grade | Unreadable


@dataclass
class Deliver(Message):
    """Hand a grade to whoever asked for it, or store it where the question was left meanwhile."""

    asked: MessagePump
    session: Session
    judged: Judged


@dataclass
class Change(Message):
    """Change a setting: it holds from now on, and is written."""

    name: str
    value: Value


class ProveAgain(Message):
    """Prove what was changed while the app was open."""


class GoHome(Message):
    """Leave whatever is open, for the lesson that it was opened from, else for home."""


def opening_of(lesson: str, way: ActivityName) -> Practise | OpenWay:
    """The request that opens a lesson in this way."""
    named = next((name for name in WAYS if name == way), None)
    return OpenWay(lesson, named) if named else Practise(lesson, way)
