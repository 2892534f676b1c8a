"""The review screen asks the due items of all lessons, explains why, and accepts other ratings."""

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
    """Return a desk where two questions were answered three days ago: one right, one wrong."""
    monkeypatch.setenv("TZ", "UTC")
    desk = Desk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press(learner.letter_of(RIGHT), "enter")
        await learner.press("space", "enter", "escape")

    tell(desk.app(take="conv-sizes"), story)
    desk.now += timedelta(days=3)
    return desk


async def review(learner: Story, lesson: str = "") -> None:
    learner.app.post_message(OpenWay(lesson, "review"))
    await learner.settle()


@contextmanager
def stored(desk: Desk) -> Iterator[Store]:
    with closing(Store(desk.home / "progress.db")) as store:
        yield store


@pytest.mark.parametrize("lesson", ["", "conv-sizes"])
def test_missed_items_are_reviewed_first_and_then_other_due_items(desk: Desk, lesson: str) -> None:
    async def story(learner: Story) -> None:
        await review(learner, lesson)
        learner.sees("nn.Conv2d layers   review", "1 of 2", "Which of these are true of nn.ReLU?")
        learner.misses("Comes back")
        await learner.press(
            learner.letter_of("It keeps the shape."),
            learner.letter_of("Negative values become 0."),
            "enter",
        )
        learner.sees("Right.", "Comes back in ", "i why", "o rate")
        await learner.press("enter")
        learner.sees("2 of 2", "What is y.shape?")
        learner.misses("Comes back")
        await learner.press(learner.letter_of(RIGHT), "enter")
        learner.sees("2 of 2 solved", "The next item is due")
        learner.misses("review more")

    tell(desk.app(), story)
    with stored(desk) as store:
        attempts = store.of_lesson("conv-sizes")
    assert [attempt.item for attempt in attempts[2:]] == ["what-relu-does", "shape-without-padding"]


def test_the_reason_is_shown_and_hidden_again(desk: Desk) -> None:
    async def story(learner: Story) -> None:
        await review(learner)
        await learner.press("space", "enter")
        learner.sees("Comes back tomorrow.")
        learner.misses("You missed it")
        await learner.press("i")
        learner.sees(
            "Comes back tomorrow. You missed it 2 times in a row. Your chance",
            "the shortest interval is a day.",
        )
        await learner.press("i")
        learner.misses("You missed it")

    tell(desk.app(), story)


def test_another_rating_moves_the_date_and_does_not_change_the_answer(desk: Desk) -> None:
    async def story(learner: Story) -> None:
        await review(learner)
        await learner.press("space", "enter")
        await learner.press("o")
        learner.sees("Rate it:   1 again 1 day ✔   2 hard", "1–4 new rating", "o rate")
        await learner.press("4")
        learner.sees("Comes back in ")
        learner.misses("Comes back tomorrow", "Rate it:")
        await learner.press("o")
        learner.sees(" ✔")
        await learner.press("o")
        learner.sees("Comes back in ", "1 of 2")
        learner.misses("1–4")
        await learner.press("enter")
        learner.sees("2 of 2")

    tell(desk.app(), story)
    with stored(desk) as store:
        card, attempts = (
            store.schedule.find("conv-sizes", "what-relu-does"),
            store.of_lesson("conv-sizes"),
        )
    assert card is not None and card.ratings == (1, 4) and card.verdict == "wrong"
    assert [attempt.verdict for attempt in attempts] == ["right", "wrong", "wrong"]


def test_digits_choose_options_before_the_answer_and_rate_only_on_request(
    desk: Desk,
) -> None:
    async def story(learner: Story) -> None:
        await review(learner)
        await learner.press("1", "enter")
        learner.sees("Comes back tomorrow.")
        await learner.press("4", "2")
        learner.sees("Comes back tomorrow.")

    tell(desk.app(), story)


def test_a_review_goes_on_where_the_learner_left_off(desk: Desk) -> None:
    async def begun(learner: Story) -> None:
        await review(learner)
        await learner.press("space", "enter")

    async def later(learner: Story) -> None:
        await review(learner)
        learner.sees("2 of 2", "What is y.shape?")

    tell(desk.app(), begun)
    tell(desk.app(), later)


def test_when_nothing_is_due_the_learner_sees_what_comes_next(tmp_path: Path) -> None:
    async def nothing(learner: Story) -> None:
        await review(learner)
        learner.sees("Nothing is due.")
        await learner.press(learner.letter_of(RIGHT))
        await review(learner)
        learner.sees("Nothing is due. The next item is", "due in 2 days, on 3 March.")

    tell(Desk(tmp_path).app(take="conv-sizes"), nothing)


def test_a_review_opens_from_the_command_line(desk: Desk) -> None:
    async def story(learner: Story) -> None:
        learner.sees("nn.Conv2d layers   review", "1 of 2")

    app = desk.app(take="")
    app._way = "review"
    tell(app, story)


def test_an_item_removed_from_its_lesson_is_not_asked_and_not_counted(desk: Desk) -> None:
    desk.prove("shape-without-padding")

    async def story(learner: Story) -> None:
        await review(learner)
        learner.sees("1 of 1", "What is y.shape?")
        assert learner.app.study.reviews.count() == 1

    tell(desk.app(), story)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_line_under_the_answer_is_visible_in_every_window(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def story(learner: Story) -> None:
        await review(learner)
        await learner.press("space", "enter", "i")
        learner.sees("Comes back tomorrow. You missed it 2 times in a row.", "enter next")

    tell(desk.app(), story, size=size)


def test_reviewed_code_is_graded_by_the_real_worker_and_scheduled_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")
    desk.runner = SnippetRunner()  # type: ignore[assignment]

    async def practised(learner: Story) -> None:
        await learner.type("5")
        await learner.press("enter")
        await learner.type("1 + 0")
        await learner.press("enter")
        learner.sees("✘ That is not right.")

    async def reviewed(learner: Story) -> None:
        learner.sees("nn.Conv2d layers   review", "1 of 1")
        await learner.type("5")
        await learner.press("enter")
        await learner.type("4 - 2")
        await learner.press("enter")
        learner.sees("✔ Right.", "Comes back ", "i why")

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
