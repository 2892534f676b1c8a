"""Putting lines in order, as a learner does it."""

from pathlib import Path

from tests.tui.proven import STEPS, Desk
from tests.tui.story import Story, tell

CLEAR, LOSS, BACK, STEP = STEPS


def standing(told: Story) -> list[str]:
    """The lines from top to bottom."""
    return [step for line in told.lines for step in STEPS if step in line]


async def put(told: Story, *steps: str) -> None:
    """Put the lines in this order: from the last on, each is carried to the top."""
    for step in reversed(steps):
        await told.press(told.letter_of(step))
        await told.press(*["up"] * len(STEPS), "space")


def test_lines_begin_in_an_order_that_is_not_right(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        assert sorted(standing(told)) == sorted(STEPS)
        assert standing(told) not in ([CLEAR, LOSS, BACK, STEP], [LOSS, CLEAR, BACK, STEP])
        assert {
            f"{letter}  {step}" for letter, step in zip("ABCD", standing(told), strict=True)
        } <= {line.strip(" ▸") for line in told.lines}

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_a_line_is_taken_and_carried(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        first, second, third, fourth = standing(told)
        await told.press("space", "down")
        told.sees(f"↕ A  {first}")
        assert standing(told) == [second, first, third, fourth]
        await told.press("space", "down")
        assert standing(told) == [second, first, third, fourth]
        await told.press("J")
        assert standing(told) == [second, first, fourth, third]
        await told.press("shift+up", "K", "K", "K")
        assert standing(told) == [third, second, first, fourth]
        await told.press("d", "up", "d", "up")
        assert standing(told) == [third, second, fourth, first]

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_a_line_is_carried_by_the_mouse(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        first, second, third, fourth = standing(told)
        await told.click(third)
        told.sees("↕ C")
        await told.press("down")
        assert standing(told) == [first, second, fourth, third]

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_any_right_order_is_right(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await put(told, LOSS, CLEAR, BACK, STEP)
        await told.press("enter")
        told.sees("✔ Right.")
        assert sum(line.startswith(" ✔ ") for line in told.lines) == 5
        (attempt,) = told.app.study.store.of_lesson("conv-sizes")
        assert attempt.response == f'["{LOSS}", "{CLEAR}", "{BACK}", "{STEP}"]'

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_a_foreseen_order_is_explained_and_each_place_marked(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await put(told, LOSS, BACK, CLEAR, STEP)
        letters = [told.letter_of(step).upper() for step in (LOSS, CLEAR, BACK, STEP)]
        await told.press("enter")
        told.sees(
            "✘ Not in this order: 2 of 4 lines in the right position.",
            "Gradients may be",
            "The gradient is gone",
        )
        told.sees(f"{BACK}   place 3", f"{CLEAR}   place 2", f"A right order: {' '.join(letters)}")
        assert "take or drop" not in told.footer

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_any_other_order_is_run(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "order-the-step")
    desk.runner.meets = "never"

    async def story(told: Story) -> None:
        await put(told, STEP, BACK, LOSS, CLEAR)
        await told.press("enter")
        told.sees(
            "✘ Not in this order.", "The code runs, but misses the goal: y.shape is (4, 8, 26, 26)."
        )
        assert [job.blocks[-1].code for job in desk.runner.jobs] == [
            "\n".join((STEP, BACK, LOSS, CLEAR))
        ]
        await told.press("r")
        told.misses("✘", "place", "A right order")
        assert standing(told) == [STEP, BACK, LOSS, CLEAR]

    tell(desk.app(take="conv-sizes"), story)


def test_an_order_is_not_graded_twice(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await put(told, LOSS, BACK, CLEAR, STEP)
        await told.press("enter", "a", "space", "J")
        assert standing(told)[:4] == [LOSS, BACK, CLEAR, STEP]
        assert len(told.app.study.store.of_lesson("conv-sizes")) == 1

    tell(Desk(tmp_path, "order-the-step").app(take="conv-sizes"), story)


def test_steps_in_words_are_set_as_prose(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.sees("Clear the gradients.", "Compute the loss.", "Go back.")
        told.misses("optimizer", "`")

    tell(Desk(tmp_path, "order-the-words").app(take="conv-sizes"), story)
