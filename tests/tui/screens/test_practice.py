"""Practice, as a learner lives it."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell

RIGHT, PADDED = "(1, 6, 28, 28)", "(1, 6, 32, 32)"


def test_a_question_owns_the_glass_until_it_is_answered(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.sees(
            "nn.Conv2d layers   practice",
            "1 of 4   easy",
            "What is y.shape?",
            "│ conv = nn.Conv2d(3, 6, kernel_size=5)",
        )
        told.misses("Right", "Not ", "Check", "next", "try again")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_a_letter_answers_at_once_and_a_wrong_answer_is_explained(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        letter = told.letter_of(PADDED)
        await told.press(letter)
        told.sees(
            f"✘ {letter.upper()}  {PADDED}   your answer",
            f"✘ Not {letter.upper()}.",
            "A convolution pads by itself",
        )
        told.sees(
            "│ nn.Conv2d(3, 6, kernel_size=5, padding=2)  → (1, 6, 32, 32)",
            "Nothing is added at the border",
        )
        told.sees(
            "1  The batch stays 1",
            "│ y.shape  → (1, 6, 28, 28)",
            "PyTorch 2.13.0, 4 ms",
            "Check  Without padding",
        )
        assert told.footer.split("   ")[:2] == [" enter next", "r try again"]

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_numbers_arrows_and_the_mouse_choose_as_well(tmp_path: Path) -> None:
    async def by_number(told: Story) -> None:
        await told.press(str("abcd".index(told.letter_of(RIGHT)) + 1))
        told.sees("✔ Right.")

    async def by_arrows(told: Story) -> None:
        await told.press(*["down"] * "abc".index(told.letter_of("It keeps the shape.")), "space")
        await told.press("enter")
        told.sees("✘ Partly right.", "Also true: Negative values become 0.")
        await told.press("enter")

    async def by_mouse(told: Story) -> None:
        await told.press("escape", "enter")
        told.sees("type your answer")

    tell(Desk(tmp_path).app(take="conv-sizes"), by_number)
    tell(Desk(tmp_path).app(take="conv-sizes"), by_arrows)
    tell(Desk(tmp_path).app(take="conv-sizes"), by_mouse)


def test_a_click_answers(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.click(RIGHT)
        told.sees("✔ Right.")
        await told.click("enter next")
        told.sees("2 of 4")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_hints_open_one_after_another_where_the_feedback_will_be(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("h")
        told.sees("Hint  How often does a filter of 5 fit")
        told.misses("Subtract 5 from 32")
        await told.press("h")
        told.sees("How often does a filter of 5 fit", "Subtract 5 from 32")
        assert "hint" not in told.footer

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_a_question_tried_again_is_asked_afresh_and_its_first_try_stays_counted(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await told.press(told.letter_of(PADDED))
        await told.press("r")
        told.misses("✘", "✔", "your answer", "Check")
        await told.press(told.letter_of(RIGHT))
        told.sees("✔ Right.")
        assert "try again" not in told.footer
        attempts = told.app.study.store.of_lesson("conv-sizes")
        assert [(one.try_number, one.verdict) for one in attempts] == [(1, "wrong"), (2, "right")]

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_the_setup_unfolds_and_folds(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.misses("from torch import nn")
        await told.press("u")
        told.sees("from torch import nn")
        await told.press("u")
        told.misses("from torch import nn")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_where_several_are_asked_for_letters_mark_and_enter_answers(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        for option in ("It keeps the shape.", "Negative values become 0."):
            await told.press(told.letter_of(option))
        told.sees("[x]")
        told.misses("Right")
        await told.press("enter")
        told.sees("✔ Right.")

    tell(Desk(tmp_path, "what-relu-does").app(take="conv-sizes"), story)


def test_marking_nothing_is_asked_again_and_not_counted(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        told.sees("Choose an option first.")
        assert not told.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "what-relu-does").app(take="conv-sizes"), story)


def test_a_typed_value_shows_how_it_is_read_before_it_counts(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.type("1 x 6 x 28 x 28")
        told.sees("→ (1, 6, 28, 28)")
        assert not told.app.study.store.of_lesson("conv-sizes")
        await told.press("enter")
        told.sees("✔ Right.")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_what_cannot_be_read_is_asked_again_and_not_counted(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.type("six")
        await told.press("enter")
        told.sees("That is not a shape; write it like (1, 3, 32, 32)", "six")
        assert told.glass.count("That is not a shape") == 1
        assert not told.app.study.store.of_lesson("conv-sizes")
        await told.press("backspace", "backspace", "backspace")
        await told.type("1,6,32,32")
        await told.press("enter")
        told.sees("✘ Not 1,6,32,32.", "A convolution pads by itself")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_an_empty_line_is_asked_to_be_filled_right_under_it_and_hints_stay(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("f2", "enter")
        (line,) = [place for place, text in enumerate(told.lines) if "type your answer" in text]
        assert told.lines[line + 1].strip() == "Type the answer first."
        assert (
            told.glass.count("Type the answer first.")
            == told.glass.count("Count the places of the filter.")
            == 1
        )
        await told.type("6")
        told.misses("Type the answer first.")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_typing_does_not_swallow_hints_help_or_the_way_home(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        assert "f2 hint" in told.footer
        await told.press("f2")
        told.sees("Count the places of the filter.")
        await told.type("h")
        told.sees("›  h")
        await told.press("f1")
        told.sees("Here and now")
        await told.press("escape")
        told.sees("›  h")
        await told.press("escape")
        told.sees("Go on with nn.Conv2d layers")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_blanks_are_filled_one_by_one_and_shown_in_the_code(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")

    async def story(told: Story) -> None:
        await told.type("5")
        await told.press("enter")
        await told.type("2")
        told.sees("kernel_size=5, padding=2")
        await told.press("enter")
        told.sees("✔ Right.")
        assert not desk.runner.jobs

    tell(desk.app(take="conv-sizes"), story)


def test_whatever_meets_the_goal_is_right_and_whatever_misses_it_is_told_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")

    async def story(told: Story) -> None:
        await told.type("3")
        await told.press("tab")
        await told.type("0")
        await told.press("enter")
        told.sees("✘ Not this.", "The code runs, but misses the goal: y.shape is (4, 8, 26, 26).")
        await told.press("r", "tab", "backspace")
        await told.type("1")
        await told.press("enter")
        told.sees("✔ Right.")
        assert len(desk.runner.jobs) == 2

    tell(desk.app(take="conv-sizes"), story)


def test_code_that_python_cannot_read_is_asked_again(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.type("5")
        await told.press("enter")
        await told.type("(")
        await told.press("enter")
        told.sees("is not valid Python")
        assert not told.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "keep-the-size").app(take="conv-sizes"), story)


def test_an_engine_fault_is_never_a_wrong_answer(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")
    desk.runner.is_broken = True

    async def story(told: Story) -> None:
        await told.type("3")
        await told.press("enter")
        await told.type("9")
        await told.press("enter")
        told.sees("The worker cannot start.", "not counted")
        assert not told.app.study.store.of_lesson("conv-sizes")

    tell(desk.app(take="conv-sizes"), story)


def test_an_answer_that_the_disk_refuses_is_told_and_kept(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.app.study.store._db.execute("pragma query_only = on")
        await told.press("a")
        told.sees("Not saved yet")
        assert told.app.study.store.unsaved == 1
        told.app.study.store._db.execute("pragma query_only = off")
        await told.press("enter", "a", "enter")
        assert told.app.study.store.unsaved == 0

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_a_second_start_goes_on_where_the_first_was_ended(tmp_path: Path) -> None:
    async def first(told: Story) -> None:
        await told.press("a", "enter")
        told.sees("2 of 4")

    async def second(told: Story) -> None:
        told.sees("Go on with nn.Conv2d layers, where you stopped: 3 items left.")
        await told.press("enter")
        told.sees("2 of 4")

    tell(Desk(tmp_path).app(take="conv-sizes"), first)
    tell(Desk(tmp_path).app(), second)


def test_a_hint_that_was_opened_before_the_app_ended_stands_there_again_and_counts(
    tmp_path: Path,
) -> None:
    async def first(told: Story) -> None:
        await told.press("h")

    async def second(told: Story) -> None:
        told.sees("1 of 4", "Hint  How often does a filter of 5 fit")
        await told.press("a")
        assert [
            (one.try_number, one.hints) for one in told.app.study.store.of_lesson("conv-sizes")
        ] == [(1, 1)]
        await told.press("enter")
        told.sees("2 of 4")
        told.misses("Hint  ")

    tell(Desk(tmp_path).app(take="conv-sizes"), first)
    tell(Desk(tmp_path).app(take="conv-sizes"), second)
