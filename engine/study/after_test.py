"""What a test's verdict rests on, and what follows it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from torchquiz.engine.models.proven import LEVELS, Lesson, Level
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.progress.verdict import Verdict, verdict
from torchquiz.engine.study.summary import ItemResult, Summary


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What to do after a test: a way of the lesson, or some of its items."""

    sentence: str
    way: WayName | None = None
    """None for items, or for another lesson."""
    items: tuple[str, ...] = ()
    """Only these; empty for a whole way, or for another lesson."""


@dataclass(frozen=True, slots=True)
class LevelScore:
    """How the questions of one level went."""

    level: Level
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A test with its verdict, what the verdict rests on, and what follows."""

    verdict: Verdict
    levels: tuple[LevelScore, ...]
    """The scores of the levels that were asked."""
    weakest: str
    """The belief behind most of the wrong answers, in one sentence; empty if none is known."""
    follow_up: FollowUp
    more: tuple[str, ...] = ()
    """The questions that can be added while the verdict is borderline."""

    @property
    def way_to_follow(self) -> WayName | None:
        """The way to open next; None while more questions come first, or if it is not a way."""
        return None if self.more else self.follow_up.way


def assess(summary: Summary, lesson: Lesson, unasked: Sequence[str] = ()) -> Assessment:
    """Return what a finished test of a lesson shows.

    Args:
        summary: how the test went.
        lesson: what was tested.
        unasked: the questions by which the test could be extended.
    """
    reached = verdict(summary.results)
    return Assessment(
        reached,
        _scores(summary),
        _weakest(summary),
        _follow_up(reached, summary, lesson),
        tuple(unasked) if reached.name == "borderline" else (),
    )


def _scores(summary: Summary) -> tuple[LevelScore, ...]:
    scores = []
    for level in LEVELS:
        went = [result.is_right for result in summary.results if result.level == level]
        if went:
            scores.append(LevelScore(level, sum(went), len(went)))
    return tuple(scores)


def _weakest(summary: Summary) -> str:
    met = Counter(missed.belief for missed in summary.missed if missed.belief)
    return met.most_common(1)[0][0] if met else ""


def _follow_up(reached: Verdict, summary: Summary, lesson: Lesson) -> FollowUp:
    """Return what to do next: concepts before questions, and questions before what goes further."""
    missed = summary.missed
    easy_went_wrong = any(result.level == "easy" for result in missed)
    if reached.name != "strong" and easy_went_wrong and lesson.has("learn"):
        sentence = "Go through the concepts again, step by step: easy questions went wrong."
        return FollowUp(sentence, "learn")
    if missed:
        return _again(missed)
    if lesson.has("challenge"):
        sentence = "Nothing was missed. Take the challenge: five problems against the clock."
        return FollowUp(sentence, "challenge")
    return FollowUp("Nothing was missed. Take up another lesson.")


def _again(missed: Sequence[ItemResult]) -> FollowUp:
    what = "the question" if len(missed) == 1 else f"the {len(missed)} questions"
    items = tuple(str(result.item) for result in missed)
    return FollowUp(f"Do again {what} that you missed.", items=items)
