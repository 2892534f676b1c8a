"""Requests that a screen makes and the app answers; a widget's own messages say what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from torchquiz.engine.models.ways import WAYS, WayName
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.settings import Value

if TYPE_CHECKING:
    from torchquiz.engine.study.session import Session


@dataclass
class Practise(Message):
    """Open a session over a lesson's items, or resume the unfinished one."""

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
    """Show the summary of a finished session."""

    session: Session


@dataclass
class AskMore(Message):
    """Ask more questions in a test whose verdict is borderline."""

    session: Session


@dataclass
class ProofNews(Message):
    """Show the progress of a proof in the background."""

    news: ProofProgress


@dataclass
class Change(Message):
    """Change a setting now, and write it to its file."""

    name: str
    value: Value


class ProveAgain(Message):
    """Prove what was changed while the app was open."""


class GoHome(Message):
    """Leave whatever is open, for the lesson that it was opened from or else for home."""


def opening_of(lesson: str, way: ActivityName) -> Practise | OpenWay:
    """The request that opens a lesson in this way."""
    named = next((name for name in WAYS if name == way), None)
    return OpenWay(lesson, named) if named else Practise(lesson, way)
