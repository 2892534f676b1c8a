"""Tests of slips that must not cost a try or hide what was right."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.screens.test_tries import ChallengeDesk, fill
from tests.tui.story import Story, tell


def test_enter_on_an_unchanged_wrong_answer_costs_no_try(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        await fill(told, "1 6 28 28", "470", "1 6 14 14")
        told.sees("1 try left")
        await told.press("tab", "enter")
        told.sees("1 try left", "You have already tried this answer.")
        assert len(told.app.study.store.of_lesson("conv-sizes")) == 1

    tell(ChallengeDesk(tmp_path).app("conv-sizes", "challenge"), story)


def test_of_two_blanks_only_the_wrong_one_is_marked_wrong(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.type("5")
        await told.press("enter")
        await told.type("9")
        await told.press("enter")
        right, wrong = told.app.screen.query("BlanksEntry .line")
        assert right.has_class("-right") and wrong.has_class("-wrong")
        told.sees("✔ __1__  5", "✘ __2__  9")

    tell(Desk(tmp_path, "keep-the-size").app(take="conv-sizes"), story)
