"""Learners search for lessons, activities and questions."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell


def test_search_finds_while_typing_and_enter_asks_just_that_question(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.press("slash")
        learner.sees("search", "Searches all lessons")
        assert "open" not in learner.footer
        await learner.type("relu")
        learner.sees("▸ question", "nn.Conv2d layers", "Which of these are true")
        await learner.press("enter")
        learner.sees("1 of 1   easy", "Which of these are true")
        await learner.press("escape")
        learner.sees("relu", "▸ question")
        await learner.press("escape")
        learner.sees("practise PyTorch")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_and_a_way_can_be_opened_from_search(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("slash")
        await learner.type("filters slide")
        learner.sees("▸ trace")
        await learner.press("enter")
        learner.sees("1 of 5")
        await learner.press("escape", *["backspace"] * len("filters slide"))
        await learner.type("conv2d layers")
        learner.sees("▸ lesson")
        await learner.press("enter")
        learner.sees("1  Trace")

    tell(Desk(tmp_path).app(), story)


def test_a_question_opened_from_search_does_not_end_an_unfinished_practice(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press("a", "enter")
        learner.sees("2 of 4")
        await learner.press("escape", "slash")
        await learner.type("relu")
        await learner.press("enter")
        learner.sees("1 of 1")
        await learner.press("escape", "escape")
        await learner.open("practice")
        learner.sees("2 of 4")

    tell(desk.app(), story)


def test_search_says_if_nothing_was_found_and_arrows_move_through_hits(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("slash")
        await learner.type("zzzzqqq")
        learner.sees("Nothing found.")
        await learner.press(*["backspace"] * 7)
        await learner.type("shape")
        before = learner.text
        await learner.press("down")
        assert learner.text != before

    tell(Desk(tmp_path).app(), story)


def test_a_misconception_is_marked_as_a_belief_and_no_backtick_is_shown(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("slash")
        await learner.type("pads automatic")
        learner.sees("common belief: A convolution pads automatically")
        await learner.press(*["backspace"] * 14)
        await learner.type("relu")
        learner.sees("Which of these are true of nn.ReLU?")
        learner.misses("`")

    tell(Desk(tmp_path).app(), story, size=(120, 30))
