"""The recommendation after a test follows from its result."""

from msgspec.structs import replace

from tests.engine.items import item, lesson
from torchquiz.engine.models.proven import LEVELS, Level
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.models.ways import WayHead
from torchquiz.engine.study.assessment import assess
from torchquiz.engine.study.summary import ItemResult, Summary

CONV = replace(lesson(item("a")), ways=(WayHead("challenge", 5, ""),))


def result(number: int, level: Level, *, is_right: bool, is_solved: bool = False) -> ItemResult:
    return ItemResult(
        item=Reference("conv", f"item-{number}"),
        stem="What is the shape?",
        level=level,
        chance=0.0,
        is_right=is_right,
        is_solved=is_right or is_solved,
        tries=1,
        hints=0,
        misconception="",
        belief="",
    )


def summary(*, is_right: bool) -> Summary:
    results = tuple(result(number, LEVELS[number % 3], is_right=is_right) for number in range(10))
    return Summary(results, 10, 60.0)


def test_a_strong_verdict_leads_to_the_challenge() -> None:
    follow_up = assess(summary(is_right=True), CONV).follow_up
    assert follow_up.way == "challenge"


def test_a_challenge_that_is_done_is_not_recommended_again() -> None:
    follow_up = assess(summary(is_right=True), CONV, finished=["challenge"]).follow_up
    assert (
        follow_up.way is None and follow_up.sentence == "You missed nothing. Start another lesson."
    )


def test_an_item_that_was_solved_at_a_later_try_has_a_tick() -> None:
    missed, solved = (
        result(1, "easy", is_right=False, is_solved=is_solved) for is_solved in (False, True)
    )
    assert (missed.mark, solved.mark) == ("✘", "✔")
