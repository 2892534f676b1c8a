"""Requests that screens make and the app carries out; a widget's own messages report events."""

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
    """Open a session on a lesson's items, or resume the unfinished one."""

    lesson: str
    way: ActivityName = "practice"
    items: tuple[str, ...] = ()
    """The items to ask; empty to let the activity choose."""


@dataclass
class OpenWay(Message):
    """Open a way to study a lesson, where the learner left off."""

    lesson: str
    way: WayName


@dataclass
class OpenLesson(Message):
    """Show a lesson and the ways to study it."""

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
    """Show the progress of a background proof."""

    news: ProofProgress


@dataclass
class Change(Message):
    """Change a setting now, and write it to the settings file."""

    name: str
    value: Value


class ProveAgain(Message):
    """Prove the lessons that were changed while the app was open."""


class GoHome(Message):
    """Leave the current screen for the lesson it was opened from, or else for home."""


def opening_of(lesson: str, activity: ActivityName) -> Practise | OpenWay:
    """Return the request that opens an activity of a lesson."""
    way = next((name for name in WAYS if name == activity), None)
    return OpenWay(lesson, way) if way else Practise(lesson, activity)
