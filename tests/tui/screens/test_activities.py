"""Learners complete the activities try, challenge and test."""

from pathlib import Path

from tests.tui.examined import BADGE, SECONDS, TRY, ExaminedDesk
from tests.tui.story import Story, tell
from torchquiz.engine.progress.store import Attempt
from torchquiz.tui.messages import OpenWay
from torchquiz.tui.screens.practice import PracticeScreen
from torchquiz.tui.widgets.entry import AnswerLine

RIGHT, PADDED = "(1, 6, 28, 28)", "(1, 6, 32, 32)"


def attempts(learner: Story) -> list[Attempt]:
    """Return the stored attempts of the lesson."""
    return learner.app.study.store.of_lesson("conv-sizes")


async def open_way(learner: Story, way: str) -> None:
    """Request an activity as any screen does."""
    learner.app.post_message(OpenWay("conv-sizes", way))  # type: ignore[arg-type]
    await learner.settle()


async def fill(learner: Story, *texts: str) -> None:
    """Replace the text in the blanks and submit the answer."""
    for line, text in zip(learner.app.screen.query(AnswerLine), texts, strict=True):
        line.value = text
    await learner.press("enter")


async def answer(learner: Story, *, rightly: bool) -> None:
    """Answer the current question."""
    text = RIGHT if rightly else PADDED
    lines = list(learner.app.screen.query(AnswerLine))
    if len(lines) == 1:
        lines[0].value = text
        await learner.press("enter")
    elif lines:
        await fill(learner, "5", "2" if rightly else "0")
    else:
        await learner.press(learner.letter_of(text))


# Try


def test_try_asks_again_after_a_mistake_until_the_third_try_shows_the_answer(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await open_way(learner, "try")
        learner.sees("nn.Conv2d layers   try", "1 of 2   easy   3 tries left")
        await fill(learner, "5", "0")
        learner.sees(
            "✘ That is not right.", "1 of 2   easy   2 tries left", "kernel_size=5, padding=0"
        )
        learner.misses("5 // 2 = 2", "28 + 2 × 2")
        assert "show answer" in learner.footer and "next" not in learner.footer
        await fill(learner, "5", "1")
        learner.sees("1 try left")
        await fill(learner, "5", "3")
        learner.sees("✘ That is not right.", "5 // 2 = 2", "28 + 2 × 2")
        learner.misses("left")
        assert learner.footer.strip().startswith("enter next") and "try again" not in learner.footer
        assert [(attempt.try_number, attempt.verdict) for attempt in attempts(learner)] == [
            (1, "wrong"),
            (2, "wrong"),
            (3, "wrong"),
        ]
        await learner.press("enter")
        learner.sees("2 of 2   medium   3 tries left")

    tell(ExaminedDesk(tmp_path).app(), story)


def test_a_wrong_answer_stays_in_the_line_to_be_corrected(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await fill(learner, "5", "0")
        learner.sees("5", "0")
        await learner.press("tab", "backspace")
        await learner.type("2")
        await learner.press("enter")
        learner.sees("✔ Right.")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "try"), story)


def test_the_answer_can_be_shown_after_the_first_try_at_no_extra_cost(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        assert "show answer" not in learner.footer
        await fill(learner, "5", "0")
        await learner.press("f6")
        learner.sees("5 // 2 = 2", "28 + 2 × 2")
        assert learner.footer.strip().startswith("enter next") and len(attempts(learner)) == 1
        await learner.press("enter")
        await fill(learner, "5", "2")
        await learner.press("enter")
        learner.sees("1 of 2 solved, each on the first try", "✘ Fill the blanks")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "try"), story)


def test_a_killed_session_goes_on_with_the_remaining_tries(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(learner: Story) -> None:
        await fill(learner, "5", "0")

    async def second(learner: Story) -> None:
        learner.sees("1 of 2   easy   2 tries left")
        await fill(learner, "5", "2")
        await learner.press("enter")
        await fill(learner, "5", "2")
        await learner.press("enter")
        learner.sees("2 of 2 solved, 1 on the first try", "solved after 2 tries")
        (finished,) = learner.app.study.store.finished("conv-sizes")
        assert (finished.way, finished.result) == ("try", {"right": 1, "solved": 2, "of": 2})

    tell(desk.app("conv-sizes", "try"), first)
    tell(desk.app("conv-sizes", "try"), second)


def test_an_engine_fault_does_not_use_up_a_try(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)
    desk.runner.is_broken = True

    async def story(learner: Story) -> None:
        await fill(learner, "5", "0")
        learner.sees("does not count", "3 tries left")
        assert not attempts(learner)

    tell(desk.app("conv-sizes", "try"), story)


def test_a_filled_blank_is_run_on_the_real_pytorch_and_stored(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await open_way(learner, "try")
        await fill(learner, "3", "0")
        learner.sees("(4, 8, 26, 26)", "2 tries left")
        await fill(learner, "3", "3 // 2")
        learner.sees("✔ Right.")
        assert [
            (attempt.item, attempt.try_number, attempt.verdict) for attempt in attempts(learner)
        ] == [
            (TRY[0], 1, "wrong"),
            (TRY[0], 2, "right"),
        ]

    tell(ExaminedDesk(tmp_path, has_worker=True).app(), story)


# Challenge


def test_a_challenge_states_its_conditions_before_the_clock_starts(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(learner: Story) -> None:
        await open_way(learner, "challenge")
        learner.sees(
            "5 problems, 2 tries at each, 60 minutes in all.",
            "The clock starts with the first problem",
            BADGE,
        )
        assert learner.footer.strip().startswith("enter begin")
        desk.let_pass(SECONDS)
        await learner.press("enter")
        learner.sees("challenge", "1 of 5   easy   2 tries left   59:")

    tell(desk.app(), story)


def test_five_solved_in_time_earn_the_badge(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        await answer(learner, rightly=False)
        learner.sees("1 try left", "✘ Not (1, 6, 32, 32).")
        for _ in range(5):
            await answer(learner, rightly=True)
            learner.sees("✔ Right.")
            await learner.press("enter")
        learner.sees("5 of 5 solved, 4 on the first try", f"★ Badge earned: {BADGE}.")
        (finished,) = learner.app.study.store.finished("conv-sizes")
        assert (finished.way, finished.result["badge"]) == ("challenge", BADGE)

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "challenge"), story)


def test_a_challenge_ends_when_its_time_is_up(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press("enter")
        await answer(learner, rightly=True)
        await learner.press("enter")
        desk.let_pass(SECONDS)
        screen = learner.app.screen
        assert isinstance(screen, PracticeScreen)
        await screen.check_clock()
        await learner.settle()
        learner.sees("Time is up.", "time is up")
        assert "hint" not in learner.footer and "answer" not in learner.footer
        await learner.press("enter")
        learner.sees(
            "1 of 5 solved", "Time is up.", f"Solve all of them in time to earn “{BADGE}”."
        )

    tell(desk.app("conv-sizes", "challenge"), story)


def test_an_answer_after_the_time_limit_is_not_accepted(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press("enter")
        desk.let_pass(SECONDS)
        await answer(learner, rightly=True)
        learner.sees("Time is up.")
        await learner.press("enter")
        learner.sees("0 of 5 solved")
        assert not attempts(learner)

    tell(desk.app("conv-sizes", "challenge"), story)


def test_feedback_stays_when_the_time_is_up(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press("enter")
        await answer(learner, rightly=True)
        desk.let_pass(SECONDS)
        screen = learner.app.screen
        assert isinstance(screen, PracticeScreen)
        await screen.check_clock()
        await learner.settle()
        learner.sees("✔ Right.", "time is up")
        await learner.press("enter")
        learner.sees("1 of 5 solved")

    tell(desk.app("conv-sizes", "challenge"), story)


def test_the_clock_of_a_killed_challenge_keeps_running(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(learner: Story) -> None:
        await learner.press("enter")
        await answer(learner, rightly=True)

    async def second(learner: Story) -> None:
        learner.sees("2 of 5   easy   2 tries left   2")

    async def third(learner: Story) -> None:
        learner.sees("1 of 5 solved", "Time is up.")

    tell(desk.app("conv-sizes", "challenge"), first)
    desk.let_pass(SECONDS / 2)
    tell(desk.app("conv-sizes", "challenge"), second)
    desk.let_pass(SECONDS / 2)
    tell(desk.app("conv-sizes", "challenge"), third)


# Test


def test_a_test_asks_ten_questions_without_hints_and_gives_a_verdict_with_its_reasons(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await open_way(learner, "test")
        learner.sees(
            "10 questions: 3 easy, 4 medium, 3 hard; at least 6 need a typed answer.", "no hints"
        )
        await learner.press("enter")
        for number in range(1, 11):
            learner.sees(f"{number} of 10   ")
            assert "hint" not in learner.footer
            await answer(learner, rightly=number < 10)
            assert "try again" not in learner.footer
            await learner.press("enter")
        learner.sees(
            "✔ Strong. The probability that you are strong in this topic is 9",
            "Easy 3 of 3, medium 4 of 4, hard 2 of 3.",
        )
        learner.sees("not yet", "strong", "█", "Redo the question that you missed.")
        (finished,) = learner.app.study.store.finished("conv-sizes")
        assert (
            finished.way == "test"
            and finished.result["verdict"] == "strong"
            and finished.result["p"] > 0.9
        )
        assert len(attempts(learner)) == 10

    tell(ExaminedDesk(tmp_path).app(), story)


def test_a_test_that_is_ended_before_its_first_answer_has_no_verdict(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await open_way(learner, "test")
        await learner.press("enter", "f12")
        learner.sees("summary", "Nothing was answered.")
        learner.misses("The probability")

    tell(ExaminedDesk(tmp_path).app(), story)


def test_a_borderline_verdict_offers_five_more_questions(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        for number in range(1, 11):
            await answer(learner, rightly=number < 8)
            await learner.press("enter")
        learner.sees("◐ Borderline.", "5 more questions would make the verdict clear.")
        assert learner.footer.strip().startswith("enter more questions")
        await learner.press("enter")
        learner.sees("11 of 15")
        for _ in range(5):
            await answer(learner, rightly=True)
            await learner.press("enter")
        learner.sees("✔ Strong.", "12 of 15 right")
        assert [entry.result["verdict"] for entry in learner.app.study.store.finished()] == [
            "borderline",
            "strong",
        ]

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "test"), story)


def test_a_small_window_shows_the_important_parts_of_a_verdict(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        for _ in range(10):
            await answer(learner, rightly=False)
            await learner.press("enter")
        learner.sees(
            "○ Not yet. The probability that you are strong in this topic is under 1 %.",
            "Next  Redo the 10 questions",
        )
        learner.sees(
            "A common belief: “A convolution pads automatically",
            "Easy 0 of 3, medium 0 of 4, hard 0 of 3.",
        )
        await learner.resize(60, 20)
        learner.sees("○ Not yet.", "under 1 %", "┼", "Next  Redo")
        await learner.press("end")
        learner.sees("A common belief")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "test"), story)


def test_questions_missed_in_a_test_can_be_done_again_at_once(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        for number in range(10):
            await answer(learner, rightly=number > 1)
            await learner.press("enter")
        await learner.press("m")
        learner.sees("missed again", "1 of 2")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "test"), story)


def test_a_killed_test_goes_on_with_the_next_question(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(learner: Story) -> None:
        await learner.press("enter")
        await answer(learner, rightly=False)

    async def second(learner: Story) -> None:
        learner.sees("nn.Conv2d layers   test", "2 of 10")

    tell(desk.app("conv-sizes", "test"), first)
    tell(desk.app("conv-sizes", "test"), second)


def test_a_lesson_with_too_few_items_for_a_test_says_so(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await open_way(learner, "test")
        learner.sees("has no test yet:", "test needs 3 easy questions, but")

    tell(ExaminedDesk(tmp_path, "easy-typed-0", "hard-typed-0").app(), story)


def test_practice_does_not_resume_an_unfinished_test(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(learner: Story) -> None:
        await learner.press("enter")
        await answer(learner, rightly=True)

    async def second(learner: Story) -> None:
        learner.sees("practice", "1 of 12")

    tell(desk.app("conv-sizes", "test"), first)
    tell(desk.app("conv-sizes"), second)


def test_missed_questions_can_be_opened_from_the_command_line(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(learner: Story) -> None:
        await answer(learner, rightly=False)

    async def second(learner: Story) -> None:
        learner.sees("missed again", "1 of 1")

    tell(desk.app("conv-sizes"), first)
    tell(desk.app("conv-sizes", "missed"), second)
