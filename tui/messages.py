"""Requests from screens to the app. Messages that report events are defined by their widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from torchquiz.engine.models.ways import WAYS
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.settings import Value

if TYPE_CHECKING:
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.weakness.focus import Focus


@dataclass
class Practise(Message):
    """Open a session on a lesson's items, or resume the unfinished one."""

    lesson: str
    way: ActivityName = "practice"
    items: tuple[str, ...] = ()
    """The ids of the items to ask; if empty, the activity chooses them."""


@dataclass
class OpenWay(Message):
    """Open an activity of a lesson, or of all lessons, where the learner left off."""

    lesson: str
    way: ActivityName


@dataclass
class OpenDrills(Message):
    """List the drills of a lesson, or of all lessons if the id is empty."""

    lesson: str = ""


@dataclass
class PractiseFocus(Message):
    """Practise a weak point over all lessons."""

    focus: Focus


@dataclass
class PractiseItems(Message):
    """Practise exactly these items, each given as `lesson/item`."""

    items: tuple[str, ...]


class OpenWeakPoints(Message):
    """List what the learner can practise over all lessons."""


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
    """Extend a test whose verdict is borderline by more questions."""

    session: Session


@dataclass
class ProofNews(Message):
    """Report the progress of a background proof to the app."""

    news: ProofProgress


@dataclass
class Change(Message):
    """Change a setting immediately and write it to the settings file."""

    name: str
    value: Value


class ProveAgain(Message):
    """Prove the lessons whose files changed while the app was open."""


class GoHome(Message):
    """Leave the current screen and return to its lesson, or to the home screen."""


def opening_of(lesson: str, activity: ActivityName) -> Practise | OpenWay | OpenDrills:
    """Return the request to open an activity of a lesson."""
    if activity == "drill":
        return OpenDrills(lesson)
    is_opened = activity in WAYS or activity in ("focus", "placement")
    return OpenWay(lesson, activity) if is_opened else Practise(lesson, activity)
