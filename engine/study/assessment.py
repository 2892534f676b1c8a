"""The assessment of a finished test: its verdict, its scores, and the recommended next step."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from torchquiz.engine.models.proven import LEVELS, Lesson, Level
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.progress.verdict import Verdict, verdict
from torchquiz.engine.study.summary import ItemResult, Summary


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The recommended next step after a test: an activity, or some items of the lesson."""

    sentence: str
    way: WayName | None = None
    """The activity to open, or None if the learner should answer items or begin another lesson."""
    items: tuple[str, ...] = ()
    """The items to answer.

    The tuple is empty if the learner should open an activity or begin another lesson.
    """


@dataclass(frozen=True, slots=True)
class LevelScore:
    """The number of questions asked at one level, and the number answered correctly."""

    level: Level
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of a test: its verdict, its scores, and the recommended next step."""

    verdict: Verdict
    levels: tuple[LevelScore, ...]
    """The score of each level that the test covered."""
    weakest: str
    """The most frequent misconception behind wrong answers, in a sentence.

    It is empty if unknown.
    """
    follow_up: FollowUp
    more: tuple[str, ...] = ()
    """The questions that can be added, or an empty tuple unless the verdict is borderline."""

    @property
    def way_to_follow(self) -> WayName | None:
        """The recommended activity.

        It is None if more questions are recommended first, or if no activity is recommended.
        """
        return None if self.more else self.follow_up.way


def assess(
    summary: Summary,
    lesson: Lesson,
    unasked: Sequence[str] = (),
    finished: Collection[str] = (),
) -> Assessment:
    """Assess a finished test of a lesson.

    Args:
        summary: the results of the test.
        lesson: the lesson that was tested.
        unasked: the questions that are not in the test but could be added to it.
        finished: the names of the activities of the lesson that the learner has finished.
    """
    reached = verdict(summary.results)
    return Assessment(
        reached,
        _scores(summary),
        _weakest(summary),
        _follow_up(reached, summary, lesson, finished),
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


def _follow_up(
    reached: Verdict, summary: Summary, lesson: Lesson, finished: Collection[str]
) -> FollowUp:
    """Return the recommended next step.

    Reviewing concepts has the highest priority, followed by redoing missed questions, and then by
    an activity that is new to the learner.
    """
    missed = summary.missed
    easy_went_wrong = any(result.level == "easy" for result in missed)
    if reached.name != "strong" and easy_went_wrong and lesson.has("learn"):
        sentence = "Go through the concepts again, step by step: you missed easy questions."
        return FollowUp(sentence, "learn")
    if missed:
        return _again(missed)
    if lesson.has("challenge") and "challenge" not in finished:
        sentence = "You missed nothing. Take the challenge: five problems against the clock."
        return FollowUp(sentence, "challenge")
    return FollowUp("You missed nothing. Start another lesson.")


def _again(missed: Sequence[ItemResult]) -> FollowUp:
    what = "the question" if len(missed) == 1 else f"the {len(missed)} questions"
    items = tuple(str(result.item) for result in missed)
    return FollowUp(f"Redo {what} that you missed.", items=items)
