"""Learners put lines in order."""

from pathlib import Path

from tests.tui.proven import STEPS, Desk
from tests.tui.story import Story, tell

CLEAR, LOSS, BACK, STEP = STEPS


def standing(learner: Story) -> list[str]:
    """Return the lines from top to bottom."""
    return [step for line in learner.lines for step in STEPS if step in line]


async def put(learner: Story, *steps: str) -> None:
    """Put the lines in this order by moving each to the top, beginning with the last."""
    for step in reversed(steps):
        await learner.press(learner.letter_of(step))
        await learner.press(*["up"] * len(STEPS), "space")


def test_lines_start_in_a_wrong_order(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        assert sorted(standing(learner)) == sorted(STEPS)
        assert standing(learner) not in ([CLEAR, LOSS, BACK, STEP], [LOSS, CLEAR, BACK, STEP])
        assert {
            f"{letter}  {step}" for letter, step in zip("ABCD", standing(learner), strict=True)
        } <= {line.strip(" ▸") for line in learner.lines}

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_a_line_is_grabbed_and_moved(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        first, second, third, fourth = standing(learner)
        await learner.press("space", "down")
        learner.sees(f"↕ A  {first}")
        assert standing(learner) == [second, first, third, fourth]
        await learner.press("space", "down")
        assert standing(learner) == [second, first, third, fourth]
        await learner.press("J")
        assert standing(learner) == [second, first, fourth, third]
        await learner.press("shift+up", "K", "K", "K")
        assert standing(learner) == [third, second, first, fourth]
        await learner.press("d", "up", "d", "up")
        assert standing(learner) == [third, second, fourth, first]

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_a_line_is_dragged_with_the_mouse(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        first, second, third, fourth = standing(learner)
        await learner.click(third)
        learner.sees("↕ C")
        await learner.press("down")
        assert standing(learner) == [first, second, fourth, third]

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_every_right_order_is_accepted(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await put(learner, LOSS, CLEAR, BACK, STEP)
        await learner.press("enter")
        learner.sees("✔ Right.")
        assert sum(line.startswith(" ✔ ") for line in learner.lines) == 5
        (attempt,) = learner.app.study.store.of_lesson("conv-sizes")
        assert attempt.response == f'["{LOSS}", "{CLEAR}", "{BACK}", "{STEP}"]'

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_an_expected_wrong_order_is_explained_and_each_line_is_marked(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await put(learner, LOSS, BACK, CLEAR, STEP)
        letters = [learner.letter_of(step).upper() for step in (LOSS, CLEAR, BACK, STEP)]
        await learner.press("enter")
        learner.sees(
            "✘ That is not the right order: 2 of 4 lines in the right position.",
            "Gradients may be",
            "The gradient is gone",
        )
        learner.sees(
            f"{BACK}   place 3", f"{CLEAR}   place 2", f"A right order: {' '.join(letters)}"
        )
        assert "take or drop" not in learner.footer

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_an_unexpected_order_is_run(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "order-the-step")
    desk.runner.meets = "never"

    async def story(learner: Story) -> None:
        await put(learner, STEP, BACK, LOSS, CLEAR)
        await learner.press("enter")
        learner.sees(
            "✘ That is not the right order.",
            "The code runs, but misses the goal: y.shape is (4, 8, 26, 26).",
        )
        assert [job.blocks[-1].code for job in desk.runner.jobs] == [
            "\n".join((STEP, BACK, LOSS, CLEAR))
        ]
        await learner.press("r")
        learner.misses("✘", "place", "A right order")
        assert standing(learner) == [STEP, BACK, LOSS, CLEAR]

    tell(desk.app(take="conv-sizes"), story)


def test_an_order_is_not_graded_twice(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await put(learner, LOSS, BACK, CLEAR, STEP)
        await learner.press("enter", "a", "space", "J")
        assert standing(learner)[:4] == [LOSS, BACK, CLEAR, STEP]
        assert len(learner.app.study.store.of_lesson("conv-sizes")) == 1

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_steps_in_words_are_displayed_as_prose(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.sees("Clear the gradients.", "Compute the loss.", "Go back.")
        learner.misses("optimizer", "`")

    tell(Desk(tmp_path, "order-the-words").app(take="conv-sizes"), story)
