"""Where a learner stands in a lesson, and the one thing to do next; pure, and shared by both front ends."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from msgspec import Struct

from engine.catalogue import Entry, Proving
from engine.models.proven import LessonHead
from engine.progress.mastery import Known
from engine.progress.overview import Overview
from engine.progress.store import OpenSession
from engine.rules import Sitting
from tui.wording import counted


class Standing(Struct, frozen=True):
    """One lesson's file with everything that home says of it."""

    path: Path
    lesson: LessonHead | None
    """None until its proof is at hand."""
    known: Known
    unfinished: OpenSession | None = None
    answered: int = 0
    """How many items of the unfinished session have an attempt."""
    news: Proving | None = None
    """The last word from the proof in the background; None when there was none."""

    @property
    def title(self) -> str:
        """The lesson's title, or its file's name while it is unknown."""
        return self.lesson.title if self.lesson else self.path.stem.replace("-", " ")


class Step(Struct, frozen=True):
    """What to do next: which lesson, in which way, and why, in one sentence."""

    sentence: str
    path: Path | None = None
    """None when nothing can be done now."""
    way: Sitting = "practice"


def standing(entry: Entry, view: Overview) -> Standing:
    """Where the learner stands in a lesson."""
    lesson = entry.head
    if lesson is None:
        return Standing(entry.path, None, Known(0, 0, 0))
    begun = view.begun.get(lesson.id)
    unfinished, answered = (begun[0].session, begun[0].answered) if begun else (None, 0)
    return Standing(entry.path, lesson, view.known[lesson.id], unfinished, answered)


def next_step(standings: Sequence[Standing]) -> Step:
    """The one thing to do next: finish what was begun, then what was missed, then what is new."""
    ready = [one for one in standings if one.lesson and one.known.total]
    begun = [one for one in ready if one.unfinished]
    if begun:
        one = max(begun, key=lambda one: one.unfinished.id if one.unfinished else 0)
        return _go_on(one)
    for one in ready:
        if one.known.wrong and not one.known.unseen:
            return Step(f"Do again in {one.title} what you missed: {counted(one.known.wrong, 'item')}.", one.path, "missed")
        if one.known.unseen:
            return _begin(one)
    if ready:
        return Step("You had everything right last time. Practise any lesson again to keep it.", ready[0].path)
    if all(one.news and one.news.faults for one in standings):
        return Step("No lesson can be practised: each has faults, which torchquiz check shows.")
    return Step("The lessons are being proven on PyTorch; each opens as soon as it is ready.")


def _go_on(one: Standing) -> Step:
    assert one.unfinished is not None
    left = len(one.unfinished.items) - one.answered
    what = f"Go on with {one.title}, where you stopped: {counted(left, 'item')} left."
    return Step(what, one.path, cast(Sitting, one.unfinished.way))


def _begin(one: Standing) -> Step:
    if one.known.right or one.known.wrong:
        return Step(f"Practise {one.title}: {counted(one.known.unseen, 'item')} of it you have not met yet.", one.path)
    minutes = f", about {one.lesson.minutes} minutes" if one.lesson and one.lesson.minutes else ""
    return Step(f"Begin {one.title}: it comes next{minutes}.", one.path)
