"""Drills ask quick questions with new numbers, keep the score, and show earlier runs."""

import re
from pathlib import Path

from tests.tui.drilled import IMPOSSIBLE, DrillDesk
from tests.tui.story import Story, tell
from torchquiz.tui.screens.drill import DrillScreen

DrillScreen.hasty_s = 0.0  # stories press keys faster than any person


def answer(learner: Story) -> str:
    """Return the right answer to the question on the screen."""
    found = re.search(r"y = (\d+) \+ (\d+)", learner.text)
    assert found is not None, learner.text
    return str(int(found[1]) + int(found[2]))


def test_home_lists_the_drills_and_a_right_answer_leads_on_at_once(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        assert "d drills" in learner.footer
        await learner.press("d")
        learner.sees("Sums of two numbers", "1 minute", "Products of two numbers", "not tried yet")
        await learner.press("enter")
        learner.sees("What is y?", "type your answer")
        before = answer(learner)
        await learner.type(before)
        await learner.press("enter")
        learner.sees(f"✔ {before}", "1 of 1 right")
        assert answer(learner) != before

    tell(DrillDesk(tmp_path).app(), story)


def test_a_wrong_answer_is_explained_and_the_clock_stops_meanwhile(tmp_path: Path) -> None:
    desk = DrillDesk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press("d", "enter")
        right = answer(learner)
        desk.let_pass(20)
        await learner.type("7")
        await learner.press("enter")
        learner.sees(f"✘ Right: {right}", f"It is {right}.", "0 of 1 right   0:40")
        assert "enter next" in learner.footer
        desk.let_pass(300)
        await learner.press("enter")
        learner.sees("type your answer", "0 of 1 right   0:40")

    tell(desk.app(), story)


def test_what_cannot_be_read_costs_nothing_and_an_unknown_answer_is_a_miss(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("d", "enter")
        await learner.type("x")
        await learner.press("enter")
        learner.sees("That is not a whole number")
        learner.misses("Right:")
        right = answer(learner)
        await learner.press("ctrl+n")
        learner.sees(f"Right: {right}", "0 of 1 right")

    tell(DrillDesk(tmp_path).app(), story)


def test_the_last_question_can_be_answered_and_the_best_score_is_kept(tmp_path: Path) -> None:
    desk = DrillDesk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press("d", "enter")
        for _ in range(3):
            desk.let_pass(25)
            await learner.type(answer(learner))
            await learner.press("enter")
        learner.sees("3 of 3 answers right in 1 min 15 s. This is your first result.", "today")
        await learner.press("enter")
        learner.sees("type your answer", "1:00")
        desk.let_pass(70)
        await learner.type("0")
        await learner.press("enter", "enter")
        learner.sees("0 of 1 answer right in 1 min 10 s. Your best is 3 of 3.")
        await learner.press("escape")
        learner.sees("best 3 of 3")

    tell(desk.app(), story)


def test_a_run_that_is_left_is_not_stored(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("d", "enter")
        await learner.type(answer(learner))
        await learner.press("enter", "escape")
        learner.sees("not tried yet")
        learner.misses("best")

    tell(DrillDesk(tmp_path).app(), story)


def test_a_lesson_offers_its_drills(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "enter")
        learner.sees("Drill", "quick questions with new numbers", "2 drills")
        await learner.press("d", "enter")
        learner.sees("nn.Conv2d layers   drills", "Sums of two numbers")

    tell(DrillDesk(tmp_path).app(), story)


def test_a_drill_without_any_possible_question_says_so(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("d", "enter")
        learner.sees("No question for “No question at all” can be generated.", "torchquiz check")
        await learner.press("escape")
        learner.sees("not tried yet")

    tell(DrillDesk(tmp_path, IMPOSSIBLE).app(), story)


def test_a_broken_worker_is_reported(tmp_path: Path) -> None:
    desk = DrillDesk(tmp_path)

    def fail(job: object) -> None:
        from torchquiz.engine.errors import WorkerError

        raise WorkerError("The worker cannot start.")

    desk.runner.run = fail  # type: ignore[assignment, method-assign]

    async def story(learner: Story) -> None:
        await learner.press("d", "enter")
        learner.sees("The worker cannot start.")

    tell(desk.app(), story)


def test_drills_fit_into_forty_columns(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("d")
        learner.sees("Sums of two numbers", "not tried yet")
        await learner.press("enter")
        learner.sees("type your answer")

    tell(DrillDesk(tmp_path).app(), story, size=(40, 20))
