"""The messages by which screens ask the app for something.

Messages about events are defined by the widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from torchquiz.engine.models.ways import WAYS
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.settings import Value

if TYPE_CHECKING:
    from pathlib import Path

    from torchquiz.engine.study.background_proof import ProofProgress
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.weakness.focus import Focus


class Practise(Message):
    """A request to start practising items of a lesson, or to resume the unfinished session.

    Args:
        lesson: the id of the lesson.
        way: the activity.
        items: the ids of the items to ask; if empty, the activity chooses them.
    """

    def __init__(
        self, lesson: str, way: ActivityName = "practice", items: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self.lesson = lesson
        self.way = way
        self.items = items


class OpenWay(Message):
    """A request to open an activity of a lesson, or one that covers all lessons.

    The activity continues where the learner left off.
    """

    def __init__(self, lesson: str, way: ActivityName) -> None:
        super().__init__()
        self.lesson = lesson
        self.way = way


class OpenDrills(Message):
    """A request to list the drills of a lesson, or of all lessons if the lesson id is empty."""

    def __init__(self, lesson: str = "") -> None:
        super().__init__()
        self.lesson = lesson


class PractiseFocus(Message):
    """A request to practise one of the learner's weak points with items from all lessons."""

    def __init__(self, focus: Focus) -> None:
        super().__init__()
        self.focus = focus


class PractiseItems(Message):
    """A request to practise exactly these items, each given as `lesson/item`."""

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__()
        self.items = items


class OpenWeakPoints(Message):
    """A request to list the learner's weak points, for practice across all lessons."""


class OpenLesson(Message):
    """A request to show a lesson and its activities."""

    def __init__(self, lesson: str) -> None:
        super().__init__()
        self.lesson = lesson


class SumUp(Message):
    """A request to show the summary of a finished session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class AskMore(Message):
    """A request to add questions to a test whose result is too close to call."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class ProofNews(Message):
    """A report to the app that a background proof has made progress."""

    def __init__(self, news: ProofProgress) -> None:
        super().__init__()
        self.news = news


class Change(Message):
    """A request to change a setting immediately and write it to the settings file."""

    def __init__(self, name: str, value: Value) -> None:
        super().__init__()
        self.name = name
        self.value = value


class Prove(Message):
    """A request to prove all lessons not proven yet, such as those whose files have changed.

    Args:
        first: the lesson file to begin with; None if the learner waits for none.
    """

    def __init__(self, first: Path | None = None) -> None:
        super().__init__()
        self.first = first


class GoHome(Message):
    """A request to leave the screen for its lesson, or for the home screen if it has none."""


Request = (
    Practise
    | PractiseFocus
    | PractiseItems
    | OpenWay
    | OpenDrills
    | OpenWeakPoints
    | OpenLesson
    | SumUp
    | AskMore
)
"""Any request that opens a screen."""


def opening_of(lesson: str, activity: ActivityName) -> Practise | OpenWay | OpenDrills:
    """Return the message that asks the app to open an activity of a lesson."""
    if activity == "drill":
        return OpenDrills(lesson)
    is_opened = activity in WAYS or activity in ("focus", "placement")
    return OpenWay(lesson, activity) if is_opened else Practise(lesson, activity)
