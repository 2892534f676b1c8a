"""Learners look up the keys."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell


def test_help_scrolls_by_keyboard_at_once_in_a_small_window(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("question_mark")
        learner.misses("Changing numbers")
        await learner.press("end")
        learner.sees("Leave torchquiz now")
        await learner.press("home", "down", "down")
        learner.misses("On this screen")

    tell(Desk(tmp_path).app(), story)


def test_help_lists_only_the_letters_that_choose_an_option_here(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("question_mark")
        learner.sees("On this screen", "A–D, 1–4", "h  f2")
        learner.misses("A–I")

    tell(Desk(tmp_path, "shape-without-padding").app(take="conv-sizes"), story)


def test_help_lists_only_the_keys_that_work_while_typing(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("f1")
        here = learner.text.split("On other screens")[0]
        assert "f2" in here and "h  f2" not in here
        assert "f8" in here and "!  f8" not in here

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story, size=(80, 40))
