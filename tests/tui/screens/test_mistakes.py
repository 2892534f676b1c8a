"""Tests that slips neither cost a try nor hide the parts of an answer that were right."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.screens.test_tries import ChallengeDesk, fill
from tests.tui.story import Story, tell


def test_enter_on_an_unchanged_wrong_answer_costs_no_try(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        await fill(learner, "1 6 28 28", "470", "1 6 14 14")
        learner.sees("1 try left")
        await learner.press("tab", "enter")
        learner.sees("1 try left", "You have already tried this answer.")
        assert len(learner.app.study.store.of_lesson("conv-sizes")) == 1

    tell(ChallengeDesk(tmp_path).app("conv-sizes", "challenge"), story)


def test_of_two_blanks_only_the_wrong_one_is_marked_wrong(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("5")
        await learner.press("enter")
        await learner.type("9")
        await learner.press("enter")
        right, wrong = learner.app.screen.query("BlanksEntry .line")
        assert right.has_class("-right") and wrong.has_class("-wrong")
        learner.sees("✔ __1__  5", "✘ __2__  9")

    tell(Desk(tmp_path, "keep-the-size").app(take="conv-sizes"), story)
