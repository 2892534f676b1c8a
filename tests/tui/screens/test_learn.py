"""Learners study a lesson step by step, with a question below each step."""

from pathlib import Path

import pytest

from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from torchquiz.engine.models.ways import Learn, Step

RIGHT, PADDED = "(1, 6, 28, 28)", "(1, 6, 32, 32)"


def attempts(learner: Story) -> list[tuple[str, str]]:
    """Return the items that were answered, with the verdicts."""
    return [
        (attempt.item, attempt.verdict)
        for attempt in learner.app.study.store.of_lesson("conv-sizes")
    ]


def letter_of(learner: Story, option: str) -> str:
    """Return the letter of an option; the step's example may contain the same text."""
    return next(
        line.strip("▸ ")[0].lower()
        for line in learner.lines
        if line.strip("▸ ")[1:].strip() == option
    )


def test_the_first_enter_goes_to_the_question_and_does_not_answer_it(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        learner.sees(
            "1 of 3", "A filter is a small window", "│ conv = nn.Conv2d", "What is y.shape?"
        )
        assert learner.footer.startswith(" enter go on")
        await learner.press("enter")
        assert (
            learner.footer.startswith(" enter answer")
            and "skip" in learner.footer
            and "go on" not in learner.footer
        )
        assert attempts(learner) == []

    tell(StudyDesk(tmp_path).app(), story, size=(80, 30))


def test_a_wrong_answer_is_explained_and_stored_and_the_learner_goes_on(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press(letter_of(learner, PADDED))
        learner.sees("Not ", "A convolution pads automatically", "Nothing is added at the border")
        assert attempts(learner) == [("shape-without-padding", "wrong")]
        await learner.press("enter")
        learner.sees("2 of 3", "Nothing is hidden")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_a_question_can_be_tried_again_and_has_hints(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("h")
        learner.sees("Hint  How many times does a filter of 5 fit")
        await learner.press(letter_of(learner, PADDED), "r")
        learner.misses("your answer")
        await learner.press(letter_of(learner, RIGHT))
        learner.sees("✔ Right.")
        assert attempts(learner) == [
            ("shape-without-padding", "wrong"),
            ("shape-without-padding", "right"),
        ]

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_an_open_hint_is_still_open_when_the_learner_returns_to_the_step(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("h", "right")
        learner.misses("Hint  ")
        await learner.press("left")
        learner.sees("Hint  How many times does a filter of 5 fit")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_a_question_can_be_skipped_and_answered_later(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("enter", "right", "enter")
        learner.sees("3 of 3", "What shape does y have?")
        await learner.press("enter")
        await learner.type("1x6x28x28")
        await learner.press("enter")
        learner.sees("✔ Right.")
        await learner.press("left", "left")
        learner.sees("1 of 3", "What is y.shape?")
        await learner.press(letter_of(learner, RIGHT))
        assert attempts(learner) == [
            ("type-the-shape", "right"),
            ("shape-without-padding", "right"),
        ]

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


def test_an_answered_step_says_so_when_the_learner_returns(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press(letter_of(learner, PADDED), "enter", "left")
        learner.sees("1 of 3", "✘ Missed on the first try: What is `y.shape`?")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 31))


@pytest.mark.parametrize(
    "size", [(80, 31), (80, 16)], ids=["all in sight", "more than is in sight"]
)
def test_an_unreadable_answer_is_asked_again_and_not_counted(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("right", "right", "enter", "enter")
        await learner.type("wide")
        await learner.press("enter")
        assert attempts(learner) == []
        learner.sees("wide")
        assert "skip" in learner.footer and learner.text.count("That is not a") == 1

    tell(StudyDesk(tmp_path).app(), story, size)


def test_a_visible_answer_line_has_the_focus_and_no_typed_text_is_lost(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("right", "right")
        learner.sees("3 of 3", "type your answer")
        await learner.type("(7, 8")
        learner.sees("(7, 8")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 40))


def test_text_typed_before_the_answer_line_has_the_focus_goes_into_the_line(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("right", "right")
        learner.misses("type your answer")
        await learner.type("(7, 8")
        learner.sees("(7, 8")

    tell(StudyDesk(tmp_path).app(), story, size=(80, 16))


def test_wide_code_can_be_scrolled_while_the_learner_types(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    step = Step("Padding", "Half the kernel on each side.", None, "keep-the-size")
    desk.keep("learn", Learn((step,)))

    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("enter")
        learner.misses("padding=__2__")
        await learner.press("ctrl+pagedown", "ctrl+pagedown", "ctrl+pagedown", "ctrl+pagedown")
        learner.sees("padding=__2__")

    tell(desk.app(), story, size=(44, 24))
