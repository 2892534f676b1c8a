"""Review: what is due comes back over all lessons, says why, and lets another rating stand."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.tui.proven import Desk
from tests.tui.story import Story, tell
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.tui.messages import OpenWay

RIGHT = "(1, 6, 28, 28)"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A learner who answered the first question right and the second wrong, three days ago."""
    monkeypatch.setenv("TZ", "UTC")
    desk = Desk(tmp_path)

    async def story(told: Story) -> None:
        await told.press(told.letter_of(RIGHT), "enter")
        await told.press("space", "enter", "escape")

    tell(desk.app(take="conv-sizes"), story)
    desk.now += timedelta(days=3)
    return desk


async def review(told: Story, lesson: str = "") -> None:
    told.app.post_message(OpenWay(lesson, "review"))
    await told.settle()


@contextmanager
def stored(desk: Desk) -> Iterator[Store]:
    with closing(Store(desk.home / "progress.db")) as store:
        yield store


@pytest.mark.parametrize("lesson", ["", "conv-sizes"])
def test_what_was_missed_is_reviewed_first_and_then_what_else_is_due(
    desk: Desk, lesson: str
) -> None:
    async def story(told: Story) -> None:
        await review(told, lesson)
        told.sees("nn.Conv2d layers   review", "1 of 2", "Which of these are true of nn.ReLU?")
        told.misses("Comes back")
        await told.press(
            told.letter_of("It keeps the shape."),
            told.letter_of("Negative values become 0."),
            "enter",
        )
        told.sees("Right.", "Comes back in ", "i why", "o rate")
        await told.press("enter")
        told.sees("2 of 2", "What is y.shape?")
        told.misses("Comes back")
        await told.press(told.letter_of(RIGHT), "enter")
        told.sees("2 of 2 solved", "The next item is due")
        told.misses("review more")

    tell(desk.app(), story)
    with stored(desk) as store:
        attempts = store.of_lesson("conv-sizes")
    assert [one.item for one in attempts[2:]] == ["what-relu-does", "shape-without-padding"]


def test_the_reason_is_shown_and_hidden_again(desk: Desk) -> None:
    async def story(told: Story) -> None:
        await review(told)
        await told.press("space", "enter")
        told.sees("Comes back tomorrow.")
        told.misses("You missed it")
        await told.press("i")
        told.sees(
            "Comes back tomorrow. You missed it 2 times in a row. Recall",
            "the shortest interval is a day.",
        )
        await told.press("i")
        told.misses("You missed it")

    tell(desk.app(), story)


def test_another_rating_moves_the_date_and_leaves_the_answer_as_it_was(desk: Desk) -> None:
    async def story(told: Story) -> None:
        await review(told)
        await told.press("space", "enter")
        await told.press("o")
        told.sees("Instead:   1 again 1 day ✔   2 hard", "1–4 this rating", "o rate")
        await told.press("4")
        told.sees("Comes back in ")
        told.misses("Comes back tomorrow", "Instead:")
        await told.press("o")
        told.sees(" ✔")
        await told.press("o")
        told.sees("Comes back in ", "1 of 2")
        told.misses("1–4")
        await told.press("enter")
        told.sees("2 of 2")

    tell(desk.app(), story)
    with stored(desk) as store:
        card, attempts = (
            store.schedule.find("conv-sizes", "what-relu-does"),
            store.of_lesson("conv-sizes"),
        )
    assert card is not None and card.ratings == (1, 4) and card.verdict == "wrong"
    assert [one.verdict for one in attempts] == ["right", "wrong", "wrong"]


def test_digits_choose_options_before_the_answer_and_rate_only_after_being_asked_to(
    desk: Desk,
) -> None:
    async def story(told: Story) -> None:
        await review(told)
        await told.press("1", "enter")
        told.sees("Comes back tomorrow.")
        await told.press("4", "2")
        told.sees("Comes back tomorrow.")

    tell(desk.app(), story)


def test_a_review_goes_on_where_it_was_left(desk: Desk) -> None:
    async def begun(told: Story) -> None:
        await review(told)
        await told.press("space", "enter")

    async def later(told: Story) -> None:
        await review(told)
        told.sees("2 of 2", "What is y.shape?")

    tell(desk.app(), begun)
    tell(desk.app(), later)


def test_when_nothing_is_due_the_learner_is_told_what_comes_next(tmp_path: Path) -> None:
    async def nothing(told: Story) -> None:
        await review(told)
        told.sees("Nothing is due.")
        await told.press(told.letter_of(RIGHT))
        await review(told)
        told.sees("Nothing is due. The next item is", "due in 2 days, on 3 March.")

    tell(Desk(tmp_path).app(take="conv-sizes"), nothing)


def test_what_is_due_opens_from_the_command_line(desk: Desk) -> None:
    async def story(told: Story) -> None:
        told.sees("nn.Conv2d layers   review", "1 of 2")

    app = desk.app(take="")
    app._way = "review"
    tell(app, story)


def test_an_item_that_left_its_lesson_is_not_asked_and_not_counted(desk: Desk) -> None:
    desk.prove("shape-without-padding")

    async def story(told: Story) -> None:
        await review(told)
        told.sees("1 of 1", "What is y.shape?")
        assert told.app.study.reviews.count() == 1

    tell(desk.app(), story)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_line_under_the_answer_is_on_the_glass_whatever_the_window(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def story(told: Story) -> None:
        await review(told)
        await told.press("space", "enter", "i")
        told.sees("Comes back tomorrow. You missed it 2 times in a row.", "enter next")

    tell(desk.app(), story, size=size)


def test_reviewed_code_is_graded_by_the_real_worker_and_moves_its_card(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")
    desk.runner = SnippetRunner()  # type: ignore[assignment]

    async def practised(told: Story) -> None:
        await told.type("5")
        await told.press("enter")
        await told.type("1 + 0")
        await told.press("enter")
        told.sees("✘ Not this.")

    async def reviewed(told: Story) -> None:
        told.sees("nn.Conv2d layers   review", "1 of 1")
        await told.type("5")
        await told.press("enter")
        await told.type("4 - 2")
        await told.press("enter")
        told.sees("✔ Right.", "Comes back ", "i why")

    tell(desk.app(take="conv-sizes"), practised)
    desk.now += timedelta(days=2)
    desk.runner = SnippetRunner()  # type: ignore[assignment]
    app = desk.app(take="conv-sizes")
    app._way = "review"
    tell(app, reviewed)
    with stored(desk) as store:
        card, last = (
            store.schedule.find("conv-sizes", "keep-the-size"),
            store.of_lesson("conv-sizes")[-1],
        )
    assert card is not None and card.ratings == (1, 3) and card.recall.last == last.at
