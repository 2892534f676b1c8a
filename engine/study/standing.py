"""Where a learner stands in a lesson, and the one thing to do next; pure, and shared by both front ends."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from torchquiz.engine.models.proven import LessonHead, Level
from torchquiz.engine.progress.mastery import Known
from torchquiz.engine.progress.overview import Begun, Overview
from torchquiz.engine.study.catalogue import Entry, Proving
from torchquiz.engine.study.rules import Sitting
from torchquiz.engine.study.ways import way_title
from torchquiz.engine.wording import counted

COURSE: tuple[Sitting, ...] = (
    *(
        "start",
        "why",
        "learn",
        "trace",
        "try",
        "practice",
        "missed",
        "challenge",
        "project",
        "metrics",
        "review",
        "test",
    ),
)
"""Everything that can be done in a lesson, in the order of a first study."""
READ: tuple[Sitting, ...] = ("start", "why", "learn", "trace")
"""What is read before a lesson is practised; of no use to who already knows most of it."""
ALL_DUE: tuple[Literal[""], Literal["review"]] = ("", "review")
"""Lesson and way of a review over all lessons."""
KNOWN = 0.5
"""The part of a lesson's items from which on it counts as known."""
OF_A_TEST: dict[Level, int] = {"easy": 3, "medium": 4, "hard": 3}
"""How many items of each level a test asks for."""


class Standing(Struct, frozen=True):
    """One lesson's file with everything that is said of it."""

    path: Path
    lesson: LessonHead | None
    """None until its proof is at hand."""
    known: Known
    begun: Mapping[str, Begun] = field(default_factory=dict)
    """By way: the session that was begun last and not ended."""
    finished: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By way that was gone through: what came of it the last time."""
    places: Mapping[str, int] = field(default_factory=dict)
    """By way that is open: the step where the learner stopped, from 0."""
    due: int = 0
    """How many items are due for review."""
    news: Proving | None = None
    """The last word from the proof in the background; None when there was none."""

    @property
    def title(self) -> str:
        """The lesson's title, or its file's name while it is unknown."""
        return self.lesson.title if self.lesson else self.path.stem.replace("-", " ")

    @property
    def offered(self) -> list[Sitting]:
        """What can be done in the lesson now, in its order."""
        lesson = self.lesson
        if lesson is None:
            return []
        own: dict[Sitting, bool] = {
            "practice": bool(lesson.count),
            "missed": bool(self.known.wrong),
            "review": bool(self.known.right or self.known.wrong or lesson.cards),
            "test": all(lesson.levels.get(level, 0) >= count for level, count in OF_A_TEST.items()),
        }
        return [
            way for way in COURSE if own.get(way, any(head.name == way for head in lesson.ways))
        ]


class Step(Struct, frozen=True):
    """What to do next: which lesson, in which way, and why, in one sentence."""

    sentence: str
    lesson: str | None = None
    """Its id; empty for all lessons, None when nothing can be done now."""
    way: Sitting = "practice"


def standing(entry: Entry, view: Overview) -> Standing:
    """Where the learner stands in a lesson."""
    lesson = entry.head
    if lesson is None:
        return Standing(entry.path, None, Known(0, 0, 0))
    begun = {one.session.way: one for one in reversed(view.begun.get(lesson.id, ()))}
    finished, places = view.finished.get(lesson.id, {}), view.places.get(lesson.id, {})
    return Standing(
        entry.path,
        lesson,
        view.known[lesson.id],
        begun,
        finished,
        places,
        view.due.get(lesson.id, 0),
    )


def next_step(standings: Sequence[Standing], last_open: tuple[str, str] | None = None) -> Step:
    """The one thing to do next: where the learner stopped, else what is due, else what comes next in the first unfinished lesson.

    Args:
        standings: all lessons in their order.
        last_open: the lesson and way that were open last and not finished.
    """
    ready = [one for one in standings if one.lesson and (one.lesson.count or one.lesson.ways)]
    due = sum(one.due for one in ready)
    return (
        _going_on(ready, last_open)
        or _reviewing(due)
        or _following(ready)
        or Step(_nothing(standings, ready))
    )


def next_way(one: Standing) -> Sitting | None:
    """What comes next in a lesson: the first that was not gone through; None when all was."""
    return next((way for way in one.offered if not is_done(one, way) and way != "review"), None)


def is_done(one: Standing, way: Sitting) -> bool:
    """Whether a way was gone through; what is to be read counts as well once most of the lesson is known without it."""
    if way == "practice":
        return not one.known.unseen
    if way in READ and one.known.share >= KNOWN:
        return True
    return way != "missed" and way in one.finished


def left(begun: Begun) -> str:
    """How much of an unfinished session is left."""
    return f"{counted(len(begun.session.items) - begun.answered, 'item')} left"


def _going_on(ready: Iterable[Standing], last_open: tuple[str, str] | None) -> Step | None:
    """Where the learner stopped; a quiz and a single question are gone on with although no list has them."""
    lesson, wanted = last_open or ("", "")
    if last_open == ALL_DUE:
        return Step("Go on with your review, where you stopped.", *ALL_DUE)
    for one in ready:
        if one.lesson and one.lesson.id == lesson:
            ways: list[Sitting] = [*one.offered, "quiz", "question"]
            return next(
                (Step(_go_on(one, way), lesson, way) for way in ways if way == wanted), None
            )
    return None


def _reviewing(due: int) -> Step | None:
    """What is due comes before what is new: it fades while it waits."""
    sentence = f"Review {counted(due, 'item')}, due today: what is recalled before it fades stays."
    return Step(sentence, *ALL_DUE) if due else None


def _following(ready: Iterable[Standing]) -> Step | None:
    for one in ready:
        if way := next_way(one):
            return Step(_because(one, way), one.lesson.id if one.lesson else None, way)
    return None


def _nothing(standings: Sequence[Standing], ready: Sequence[Standing]) -> str:
    if ready:
        return "You had everything right last time. Practise any lesson again to keep it."
    if standings and all(one.news and one.news.faults for one in standings):
        return "No lesson can be practised: each has faults, which torchquiz check shows."
    return "The lessons are being proven on PyTorch; each opens as soon as it is ready."


def _go_on(one: Standing, way: Sitting) -> str:
    what = one.title if way == "practice" else f"{one.title}, {way_title(way).lower()}"
    begun = one.begun.get(way)
    return f"Go on with {what}, where you stopped: {left(begun) if begun else f'step {one.places.get(way, 0) + 1}'}."


def _because(one: Standing, way: Sitting) -> str:
    title = one.title
    if way == "missed":
        return f"Do again in {title} what you missed: {counted(one.known.wrong, 'item')}."
    if way == "practice" and (one.known.right or one.known.wrong):
        return f"Practise {title}: {counted(one.known.unseen, 'item')} of it you have not met yet."
    verb = "Begin" if not (one.finished or one.known.right or one.known.wrong) else "Go on in"
    return f"{verb} {title}. {REASONS[way]}."


REASONS: dict[Sitting, str] = {
    "start": "The start says what it is and when you need it",
    "why": "See why it is needed, measured before and after",
    "learn": "Learn its concepts one by one, each run and checked",
    "trace": "See what its model does to real numbers",
    "try": "Fill in code, with three attempts at each blank",
    "practice": "Practise: questions teach more than reading",
    "challenge": "Five problems against the clock show whether it sits",
    "project": "Build something with it, in checked steps",
    "metrics": "Learn to say what its predictions are worth",
    "test": "Ten questions say how sure you can be of it",
}
