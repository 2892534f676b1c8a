"""What a test's verdict rests on, and what to do next."""

from collections import Counter
from dataclasses import dataclass

from torchquiz.engine.models.proven import LEVELS, Lesson, Level
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.progress.verdict import Verdict, verdict
from torchquiz.engine.study.summary import Answered, Summary


@dataclass(frozen=True, slots=True)
class Next:
    """What to do after a test: a way of the lesson, or some of its items."""

    sentence: str
    way: WayName | None = None
    """None for items, or for another lesson."""
    items: tuple[str, ...] = ()
    """Only these; empty for a whole way, or for another lesson."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A test with its verdict, what it rests on, and what follows."""

    verdict: Verdict
    levels: tuple[tuple[Level, int, int], ...]
    """How many of each level were right, and how many were asked."""
    weakest: str
    """The belief behind most of the wrong answers, in one sentence; empty when none is known."""
    next: Next


def assess(summary: Summary, lesson: Lesson) -> Assessment:
    """What a finished test of a lesson says."""
    found = verdict(summary.answered)
    return Assessment(found, _levels(summary), _weakest(summary), _next(found, summary, lesson))


def _levels(summary: Summary) -> tuple[tuple[Level, int, int], ...]:
    asked = {
        level: [one.is_right for one in summary.answered if one.level == level] for level in LEVELS
    }
    return tuple((level, sum(went), len(went)) for level, went in asked.items() if went)


def _weakest(summary: Summary) -> str:
    met = Counter(one.belief for one in summary.missed if one.belief)
    return met.most_common(1)[0][0] if met else ""


def _next(found: Verdict, summary: Summary, lesson: Lesson) -> Next:
    """From the ground up: concepts before questions, questions before what goes further."""
    missed = summary.missed
    if (
        found.name != "strong"
        and any(one.level == "easy" for one in missed)
        and lesson.has("learn")
    ):
        return Next(
            "Go through the concepts again, step by step: easy questions went wrong.", "learn"
        )
    if missed:
        return _again(missed)
    if lesson.has("challenge"):
        return Next(
            "Nothing was missed. Take the challenge: five problems against the clock.", "challenge"
        )
    return Next("Nothing was missed. Take up another lesson.")


def _again(missed: tuple[Answered, ...]) -> Next:
    what = "the question" if len(missed) == 1 else f"the {len(missed)} questions"
    return Next(f"Do again {what} that you missed.", items=tuple(str(one.item) for one in missed))
