"""Learning step by step, with a question below each step."""

from pathlib import Path

import pytest

from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk

RIGHT, PADDED = "(1, 6, 28, 28)", "(1, 6, 32, 32)"


def attempts(told: Story) -> list[tuple[str, str]]:
    """What was answered, and how it went."""
    return [(one.item, one.verdict) for one in told.app.study.store.of_lesson("conv-sizes")]


def letter_of(told: Story, option: str) -> str:
    """The letter that an option was dealt; the step's example may contain the same text."""
    return next(
        line.strip("▸ ")[0].lower() for line in told.lines if line.strip("▸ ")[1:].strip() == option
    )


def test_enter_comes_to_the_question_before_it_can_answer_it(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("learn")
        told.sees("1 of 3", "A filter is a small window", "│ conv = nn.Conv2d", "What is y.shape?")
        assert told.footer.startswith(" enter go on")
        await told.press("enter")
        assert (
            told.footer.startswith(" enter answer")
            and "leave it" in told.footer
            and "go on" not in told.footer
        )
        assert attempts(told) == []

    tell(StudyDesk(tmp_path).app(), story, size=(80, 30))


def test_a_wrong_answer_is_explained_stored_and_one_can_go_on(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("learn")
        await told.press(letter_of(told, PADDED))
        told.sees("Not ", "A convolution pads by itself", "Nothing is added at the border")
        assert attempts(told) == [("shape-without-padding", "wrong")]
        await told.press("enter")
        told.sees("2 of 3", "Nothing is hidden")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_a_question_can_be_tried_again_and_has_hints(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("learn")
        await told.press("h")
        told.sees("Hint  How often does a filter of 5 fit")
        await told.press(letter_of(told, PADDED), "r")
        told.misses("your answer")
        await told.press(letter_of(told, RIGHT))
        told.sees("✔ Right.")
        assert attempts(told) == [
            ("shape-without-padding", "wrong"),
            ("shape-without-padding", "right"),
        ]

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_a_hint_that_was_opened_is_still_open_when_the_step_is_come_back_to(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("learn")
        await told.press("h", "right")
        told.misses("Hint  ")
        await told.press("left")
        told.sees("Hint  How often does a filter of 5 fit")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_a_question_may_be_left_out_and_answered_later(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("learn")
        await told.press("enter", "right", "enter")
        told.sees("3 of 3", "Which shape does y have?")
        await told.press("enter")
        await told.type("1x6x28x28")
        await told.press("enter")
        told.sees("✔ Right.")
        await told.press("left", "left")
        told.sees("1 of 3", "What is y.shape?")
        await told.press(letter_of(told, RIGHT))
        assert attempts(told) == [("type-the-shape", "right"), ("shape-without-padding", "right")]

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_a_step_that_was_answered_says_so_when_it_is_come_back_to(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("learn")
        await told.press(letter_of(told, PADDED), "enter", "left")
        told.sees("1 of 3", "✘ Missed at the first try: What is `y.shape`?")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


@pytest.mark.parametrize(
    "size", [(80, 31), (80, 16)], ids=["all in sight", "more than is in sight"]
)
def test_what_cannot_be_read_is_asked_again_and_not_counted(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def story(told: Story) -> None:
        await told.open("learn")
        await told.press("right", "right", "enter", "enter")
        await told.type("wide")
        await told.press("enter")
        assert attempts(told) == []
        told.sees("wide")
        assert "leave it" in told.footer and told.glass.count("That is not a") == 1

    tell(StudyDesk(tmp_path).app(), story, size)
