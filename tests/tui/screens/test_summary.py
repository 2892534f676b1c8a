"""The summary appears at the end of a session and offers the missed questions again."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell

TWO = ("shape-without-padding", "what-relu-does")


async def answer_both(learner: Story, first: str) -> None:
    """Choose the given option in the first question, and the right ones in the second."""
    await learner.press(learner.letter_of(first), "enter")
    for option in ("It keeps the shape.", "Negative values become 0."):
        await learner.press(learner.letter_of(option))
    await learner.press("enter", "enter")


def test_a_summary_lists_missed_questions_with_their_misconceptions(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await answer_both(learner, "(1, 6, 32, 32)")
        learner.sees(
            "1 of 2 right on the first try",
            "✘ What is y.shape?",
            "A convolution pads automatically",
        )
        assert "missed again" in learner.footer
        await learner.press("enter")
        learner.sees("1 of 2 right")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_missed_questions_are_asked_again_in_a_separate_session(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await answer_both(learner, "(1, 6, 32, 32)")
        await learner.press("m")
        learner.sees("missed again", "1 of 1", "What is y.shape?")
        await learner.press(learner.letter_of("(1, 6, 28, 28)"), "enter")
        learner.sees("1 of 1 right on the first try", "Nothing missed.")
        assert "missed again" not in learner.footer
        await learner.press("enter")
        learner.sees("2 of 2 right", "You got everything right last time.")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_home_suggests_missed_questions_when_nothing_new_is_left(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await answer_both(learner, "(1, 6, 32, 32)")
        await learner.press("enter")
        learner.sees("Redo what you missed in nn.Conv2d layers: 1 question.")
        await learner.press("enter")
        learner.sees("missed again", "1 of 1")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_a_summary_without_mistakes_says_so(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await answer_both(learner, "(1, 6, 28, 28)")
        learner.sees("All 2 right on the first try", "Nothing missed.")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_a_question_opened_from_a_summary_leads_back_to_it(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await answer_both(learner, "(1, 6, 32, 32)")
        await learner.press("1")
        learner.sees("question", "1 of 1", "What is y.shape?")
        await learner.press("escape")
        learner.sees("1 of 2 right on the first try", "1 ✘ What is y.shape?")
        await learner.press("1")
        await learner.press(learner.letter_of("(1, 6, 28, 28)"), "enter")
        learner.sees("1 of 2 right on the first try", "1 ✘ What is y.shape?")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_a_question_that_was_opened_and_left_is_not_the_next_step(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await answer_both(learner, "(1, 6, 32, 32)")
        await learner.press("1", "escape", "enter")
        learner.sees("Redo what you missed in nn.Conv2d layers")
        learner.misses("right, open")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)
