"""Practice of weak points chooses the item that should help the learner most."""

from datetime import UTC, datetime

import pytest

from torchquiz.engine.models.proven import ItemHead, Lesson, Level
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.verdict import mean_ability, right_probability
from torchquiz.engine.study.weakness.estimate import RecentAnswer
from torchquiz.engine.study.weakness.focus import Focus, candidates, read_focus, stored_focus
from torchquiz.engine.study.weakness.next_item import next_item
from torchquiz.engine.study.weakness.records import Answered, records

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def head(
    item: str, level: Level = "easy", form: str = "choose", names: tuple[str, ...] = ()
) -> ItemHead:
    kind = "card" if form == "reveal" else "predict"
    return ItemHead(item, kind, level, "", form, names)


def course(*heads: ItemHead) -> list[Lesson]:
    return [Lesson("conv", "Conv", 1, "", "2.13.0", heads)]


def chosen(lessons: list[Lesson], *answers: Answered, focus: Focus = Focus()) -> str:  # noqa: B008
    item = next_item(lessons, answers, records(lessons, answers), focus, ())
    return item.item if item else ""


def answered(item: str, is_right: bool, misconception: str = "") -> Answered:
    return Answered(Reference("conv", item), is_right, misconception, NOW)


LESSONS = course(
    head("plain"),
    head("pads", names=("pads",)),
    head("pads-too", names=("pads",)),
    head("grows", names=("grows",)),
    head("card", form="reveal", names=("pads",)),
)


def test_an_item_on_the_misconception_that_was_revealed_comes_next() -> None:
    assert chosen(LESSONS, answered("pads", False, "pads")) == "pads-too"
    assert chosen(LESSONS, answered("grows", False, "grows"), answered("pads", True)) == "grows"


def test_a_focus_limits_the_items_and_cards_are_left_out() -> None:
    assert chosen(LESSONS, focus=Focus("misconception", "grows")) == "grows"
    assert chosen(LESSONS, focus=Focus("kind", "card")) == ""
    found = [one.item.item for one in candidates(LESSONS, Focus("misconception", "pads"), ())]
    assert found == ["pads", "pads-too"]


def test_the_difficulty_follows_the_learners_ability() -> None:
    levels: tuple[Level, ...] = ("easy", "medium", "hard")
    lessons = course(*(head(level, level, "typed") for level in levels), head("done", "hard"))
    assert chosen(lessons, *[answered("done", True)] * 12) == "hard"
    assert chosen(lessons, *[answered("done", False)] * 12, focus=Focus()) in ("easy", "done")


def test_ability_is_the_mean_of_the_posterior_of_the_verdict() -> None:
    assert mean_ability([]) == pytest.approx(0, abs=1e-9)
    right = [RecentAnswer("hard", 0.02, True)] * 5
    assert mean_ability(right) > 1
    assert right_probability("medium", 0.25, 0) == pytest.approx(0.25 + 0.75 / 2)


def test_a_focus_is_stored_and_read_back() -> None:
    focus = Focus("level", "hard")
    assert read_focus(stored_focus(focus)) == focus
    assert read_focus("nonsense") == Focus()
