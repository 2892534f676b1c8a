"""The end of a session, and what was missed once more."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell

TWO = ("shape-without-padding", "what-relu-does")


async def answer_both(told: Story, first: str) -> None:
    """The first question as told, the second rightly."""
    await told.press(told.letter_of(first), "enter")
    for option in ("It keeps the shape.", "Negative values become 0."):
        await told.press(told.letter_of(option))
    await told.press("enter", "enter")


def test_a_summary_names_what_was_missed_and_the_belief_behind_it(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await answer_both(told, "(1, 6, 32, 32)")
        told.sees(
            "1 of 2 right at the first try", "✘ What is y.shape?", "A convolution pads by itself"
        )
        assert "missed again" in told.footer
        await told.press("enter")
        told.sees("1 of 2 right")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_what_was_missed_is_asked_again_in_a_session_of_its_own(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await answer_both(told, "(1, 6, 32, 32)")
        await told.press("m")
        told.sees("missed again", "1 of 1", "What is y.shape?")
        await told.press(told.letter_of("(1, 6, 28, 28)"), "enter")
        told.sees("1 of 1 right at the first try", "Nothing missed.")
        assert "missed again" not in told.footer
        await told.press("enter")
        told.sees("2 of 2 right", "You got everything right last time.")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_home_offers_what_was_missed_when_nothing_new_is_left(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await answer_both(told, "(1, 6, 32, 32)")
        await told.press("enter")
        told.sees("Redo what you missed in nn.Conv2d layers: 1 question.")
        await told.press("enter")
        told.sees("missed again", "1 of 1")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_everything_right_is_said_so(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await answer_both(told, "(1, 6, 28, 28)")
        told.sees("All 2 right at the first try", "Nothing missed.")

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)
