"""Learners practise the questions of a lesson."""

from pathlib import Path

import pytest

from tests.tui.proven import CHOOSE, VARIANTS, Desk
from tests.tui.story import Story, tell
from torchquiz.tui.screens.practice import PracticeScreen

RIGHT, PADDED = "(1, 6, 28, 28)", "(1, 6, 32, 32)"


def test_a_question_has_the_screen_to_itself_until_it_is_answered(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.sees(
            "nn.Conv2d layers   practice",
            "1 of 4   easy",
            "What is y.shape?",
            "│ conv = nn.Conv2d(3, 6, kernel_size=5)",
        )
        learner.misses("Right", "Not ", "Check", "next", "try again")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_a_letter_answers_at_once_and_a_wrong_answer_is_explained(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        letter = learner.letter_of(PADDED)
        await learner.press(letter)
        learner.sees(
            f"✘ {letter.upper()}  {PADDED}   your answer",
            f"✘ Not {letter.upper()}.",
            "A convolution pads automatically",
        )
        learner.sees(
            "│ nn.Conv2d(3, 6, kernel_size=5, padding=2)  → (1, 6, 32, 32)",
            "Nothing is added at the border",
        )
        learner.sees(
            "1  The batch stays 1",
            "│ y.shape  → (1, 6, 28, 28)",
            "PyTorch 2.13.0, 4 ms",
            "Check  Without padding",
        )
        assert learner.footer.split("   ")[:2] == [" enter next", "r try again"]

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_digits_and_arrow_keys_choose_an_option_too(tmp_path: Path) -> None:
    async def by_number(learner: Story) -> None:
        await learner.press(str("abcd".index(learner.letter_of(RIGHT)) + 1))
        learner.sees("✔ Right.")

    async def by_arrows(learner: Story) -> None:
        await learner.press(
            *["down"] * "abc".index(learner.letter_of("It keeps the shape.")), "space"
        )
        await learner.press("enter")
        learner.sees("✘ Partly right.", "Also true: Negative values become 0.")
        await learner.press("enter")

    async def by_mouse(learner: Story) -> None:
        await learner.press("escape", "enter")
        learner.sees("type your answer")

    tell(Desk(tmp_path).app(take="conv-sizes"), by_number)
    tell(Desk(tmp_path).app(take="conv-sizes"), by_arrows)
    tell(Desk(tmp_path).app(take="conv-sizes"), by_mouse)


def test_an_enter_from_habit_after_a_letter_does_not_skip_the_feedback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(learner: Story) -> None:
        monkeypatch.setattr(PracticeScreen, "hasty_s", 60.0)
        await learner.press(learner.letter_of(PADDED), "enter")
        learner.sees("1 of 4", "A convolution pads automatically")
        monkeypatch.setattr(PracticeScreen, "hasty_s", 0.0)
        await learner.press("enter")
        learner.sees("2 of 4")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_the_feedback_of_the_last_question_can_be_opened_again(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        assert "last question" not in learner.footer
        await learner.press(learner.letter_of(PADDED), "enter", "v")
        learner.sees("1 of 4", "last question", "A convolution pads automatically", "your answer")
        await learner.press("escape")
        learner.sees("2 of 4")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_a_click_answers(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.click(RIGHT)
        learner.sees("✔ Right.")
        await learner.click("enter next")
        learner.sees("2 of 4")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_hints_open_one_after_another_in_the_place_of_the_feedback(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("h")
        learner.sees("Hint  How many times does a filter of 5 fit")
        learner.misses("Subtract 5 from 32")
        await learner.press("h")
        learner.sees("How many times does a filter of 5 fit", "Subtract 5 from 32")
        assert "hint" not in learner.footer

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_a_question_can_be_tried_again_but_its_first_try_counts(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.press(learner.letter_of(PADDED))
        await learner.press("r")
        learner.misses("✘", "✔", "your answer", "Check")
        await learner.press(learner.letter_of(RIGHT))
        learner.sees("✔ Right.")
        assert "try again" not in learner.footer
        attempts = learner.app.study.store.of_lesson("conv-sizes")
        assert [(attempt.try_number, attempt.verdict) for attempt in attempts] == [
            (1, "wrong"),
            (2, "right"),
        ]

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_the_setup_code_can_be_shown_and_hidden(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.misses("from torch import nn")
        await learner.press("u")
        learner.sees("from torch import nn")
        await learner.press("u")
        learner.misses("from torch import nn")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_with_several_right_options_letters_mark_and_enter_answers(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        for option in ("It keeps the shape.", "Negative values become 0."):
            await learner.press(learner.letter_of(option))
        learner.sees("[x]")
        learner.misses("Right")
        await learner.press("enter")
        learner.sees("✔ Right.")

    tell(Desk(tmp_path, "what-relu-does").app(take="conv-sizes"), story)


def test_an_answer_without_marked_options_is_asked_again_and_not_counted(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        learner.sees("Choose an option first.")
        assert not learner.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "what-relu-does").app(take="conv-sizes"), story)


def test_a_typed_value_is_echoed_as_understood_before_it_counts(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("1 x 6 x 28 x 28")
        learner.sees("→ (1, 6, 28, 28)")
        assert not learner.app.study.store.of_lesson("conv-sizes")
        await learner.press("enter")
        learner.sees("✔ Right.")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_an_unreadable_answer_is_asked_again_and_not_counted(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("six")
        await learner.press("enter")
        learner.sees("That is not a shape; write it like (1, 3, 32, 32)", "six")
        assert learner.text.count("That is not a shape") == 1
        assert not learner.app.study.store.of_lesson("conv-sizes")
        await learner.press("backspace", "backspace", "backspace")
        await learner.type("1,6,32,32")
        await learner.press("enter")
        learner.sees("✘ Not 1,6,32,32.", "A convolution pads automatically")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_an_empty_answer_is_reported_below_the_line_and_hints_stay(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("f2", "enter")
        (line,) = [place for place, text in enumerate(learner.lines) if "type your answer" in text]
        assert learner.lines[line + 1].strip() == "Type the answer first."
        assert (
            learner.text.count("Type the answer first.")
            == learner.text.count("Count the positions of the filter.")
            == 1
        )
        await learner.type("6")
        learner.misses("Type the answer first.")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_hints_help_and_leaving_work_while_typing(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        assert "f2 hint" in learner.footer
        await learner.press("f2")
        learner.sees("Count the positions of the filter.")
        await learner.type("h")
        learner.sees("›  h")
        await learner.press("f1")
        learner.sees("On this screen")
        await learner.press("escape")
        learner.sees("›  h")
        await learner.press("escape")
        learner.sees("Continue practising nn.Conv2d layers")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_blanks_are_filled_one_by_one_and_shown_in_the_code(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")

    async def story(learner: Story) -> None:
        await learner.type("5")
        await learner.press("enter")
        await learner.type("2")
        learner.sees("kernel_size=5, padding=2")
        await learner.press("enter")
        learner.sees("✔ Right.")
        assert not desk.runner.jobs

    tell(desk.app(take="conv-sizes"), story)


def test_arrow_keys_and_tab_move_between_blanks_and_never_leave_them(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down")
        await learner.type("2")
        await learner.press("up")
        await learner.type("5")
        learner.sees("kernel_size=5, padding=2")
        await learner.press("tab", "tab")
        await learner.type("5")
        learner.sees("kernel_size=55, padding=2")
        await learner.press("backspace", "tab", "tab", "tab", "enter")
        learner.sees("1 of 1", "✔")

    desk = Desk(tmp_path, "keep-the-size")
    desk.runner.meets = "kernel_size=5, padding=2"
    tell(desk.app(take="conv-sizes"), story)


def test_tab_does_not_leave_the_only_answer_line(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("tab")
        await learner.type("(1, 6, 28, 28)")
        await learner.press("enter")
        learner.sees("✔")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_code_that_meets_the_goal_is_right_and_code_that_does_not_is_wrong(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")

    async def story(learner: Story) -> None:
        await learner.type("3")
        await learner.press("tab")
        await learner.type("0")
        await learner.press("enter")
        learner.sees(
            "✘ That is not right.", "The code runs, but misses the goal: y.shape is (4, 8, 26, 26)."
        )
        await learner.press("r", "tab", "backspace")
        await learner.type("1")
        await learner.press("enter")
        learner.sees("✔ Right.")
        assert len(desk.runner.jobs) == 2

    tell(desk.app(take="conv-sizes"), story)


def test_code_with_a_syntax_error_is_asked_again(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("5")
        await learner.press("enter")
        await learner.type("(")
        await learner.press("enter")
        learner.sees("is not valid Python")
        assert not learner.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "keep-the-size").app(take="conv-sizes"), story)


def test_an_engine_fault_is_never_a_wrong_answer(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "keep-the-size")
    desk.runner.is_broken = True

    async def story(learner: Story) -> None:
        await learner.type("3")
        await learner.press("enter")
        await learner.type("9")
        await learner.press("enter")
        learner.sees("The worker cannot start.", "does not count")
        assert not learner.app.study.store.of_lesson("conv-sizes")

    tell(desk.app(take="conv-sizes"), story)


def test_an_answer_that_cannot_be_saved_is_reported_and_kept(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.app.study.store._db.execute("pragma query_only = on")
        await learner.press("a")
        learner.sees("Not saved yet")
        assert learner.app.study.store.unsaved == 1
        learner.app.study.store._db.execute("pragma query_only = off")
        await learner.press("enter", "a", "enter")
        assert learner.app.study.store.unsaved == 0

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_while_the_disk_is_full_one_message_is_shown(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.app.study.store._db.execute("pragma query_only = on")
        await learner.press("h", "a", "enter", "a", "enter")
        assert learner.text.count("Not saved yet") == 1

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_quitting_after_every_answer_was_saved_is_silent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = Desk(tmp_path).app(take="conv-sizes")

    async def story(learner: Story) -> None:
        await learner.press("a", "ctrl+c")

    tell(app, story)
    assert app.return_code == 0 and not capsys.readouterr().err


def test_a_second_start_goes_on_where_the_first_one_stopped(tmp_path: Path) -> None:
    async def first(learner: Story) -> None:
        await learner.press("a", "enter")
        learner.sees("2 of 4")

    async def second(learner: Story) -> None:
        learner.sees("Continue practising nn.Conv2d layers: 3 questions left.")
        await learner.press("enter")
        learner.sees("2 of 4")

    tell(Desk(tmp_path).app(take="conv-sizes"), first)
    tell(Desk(tmp_path).app(), second)


def test_a_hint_opened_before_the_app_ended_is_shown_again_and_counts(
    tmp_path: Path,
) -> None:
    async def first(learner: Story) -> None:
        await learner.press("h")

    async def second(learner: Story) -> None:
        learner.sees("1 of 4", "Hint  How many times does a filter of 5 fit")
        await learner.press("a")
        assert [
            (attempt.try_number, attempt.hints)
            for attempt in learner.app.study.store.of_lesson("conv-sizes")
        ] == [(1, 1)]
        await learner.press("enter")
        learner.sees("2 of 4")
        learner.misses("Hint  ")

    tell(Desk(tmp_path).app(take="conv-sizes"), first)
    tell(Desk(tmp_path).app(take="conv-sizes"), second)


def test_a_skipped_question_comes_back_after_the_others_and_is_not_counted(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        learner.sees("What is y.shape?")
        await learner.press("x")
        learner.misses("What is y.shape?")
        await learner.press("n", "enter")
        learner.sees("2 of 2", "What is y.shape?")
        assert "skip" not in learner.footer
        attempts = learner.app.study.store.of_lesson("conv-sizes")
        assert [attempt.item for attempt in attempts] == ["what-relu-does"]

    tell(Desk(tmp_path, "shape-without-padding", "what-relu-does").app("conv-sizes"), story)


@pytest.mark.parametrize("item", list(VARIANTS))
def test_a_learner_who_does_not_know_sees_the_feedback_at_once(tmp_path: Path, item: str) -> None:
    if VARIANTS[item][0] == "card":
        pytest.skip("a card is turned and rated instead")

    async def story(learner: Story) -> None:
        await learner.press("ctrl+n")
        learner.sees("✘ You did not know this yet.")
        (attempt,) = learner.app.study.store.of_lesson("conv-sizes")
        assert attempt.verdict == "wrong"

    tell(Desk(tmp_path, item).app(take="conv-sizes"), story, size=(100, 50))


def test_a_wide_window_shows_feedback_beside_the_question(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("h")
        line = next(line for line in learner.lines if "What is y.shape?" in line)
        assert "Hint" in line
        await learner.press("a")
        line = next(line for line in learner.lines if "What is y.shape?" in line)
        assert "✔" in line or "✘" in line
        await learner.resize(100, 40)
        line = next(line for line in learner.lines if "What is y.shape?" in line)
        assert "✔" not in line and "✘" not in line

    tell(Desk(tmp_path, "shape-without-padding").app(take="conv-sizes"), story, size=(120, 40))


def test_a_question_says_how_it_is_proven(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.sees("practice   proven here")
        await learner.resize(40, 20)
        learner.misses("proven")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_wide_code_can_be_scrolled_while_the_learner_types(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.misses("kernel_size=__1__, padding=__2__")
        await learner.press("ctrl+pagedown", "ctrl+pagedown", "ctrl+pagedown")
        learner.sees("kernel_size=__1__, padding=__2__")
        await learner.press("ctrl+pageup", "ctrl+pageup", "ctrl+pageup", "3")
        learner.sees("│ conv = nn.Conv2d(")

    tell(Desk(tmp_path, "keep-the-size").app(take="conv-sizes"), story, size=(44, 20))


def test_the_code_is_copied_with_its_setup(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("y")
        assert learner.app.clipboard == f"{CHOOSE.setup}\n\n{CHOOSE.snippet}"
        learner.sees("Copied the code")

    tell(Desk(tmp_path, "shape-without-padding").app(take="conv-sizes"), story)


def test_a_question_without_code_has_nothing_to_copy(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("y")
        assert learner.app.clipboard == ""

    tell(Desk(tmp_path, "what-relu-does").app(take="conv-sizes"), story)
