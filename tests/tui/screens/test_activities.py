"""Try, challenge and test, as a learner lives them."""

from pathlib import Path

from tests.tui.examined import BADGE, SECONDS, TRY, ExaminedDesk
from tests.tui.story import Story, tell
from torchquiz.engine.progress.store import Attempt
from torchquiz.tui.messages import OpenWay
from torchquiz.tui.screens.practice import PracticeScreen
from torchquiz.tui.widgets.entry import AnswerLine

RIGHT, PADDED = "(1, 6, 28, 28)", "(1, 6, 32, 32)"


def attempts(told: Story) -> list[Attempt]:
    """What is stored of the lesson."""
    return told.app.study.store.of_lesson("conv-sizes")


async def open_way(told: Story, way: str) -> None:
    """Ask for a way as any screen would."""
    told.app.post_message(OpenWay("conv-sizes", way))  # type: ignore[arg-type]
    await told.settle()


async def fill(told: Story, *texts: str) -> None:
    """Fill the blanks afresh and answer."""
    for line, text in zip(told.app.screen.query(AnswerLine), texts, strict=True):
        line.value = text
    await told.press("enter")


async def answer(told: Story, *, rightly: bool) -> None:
    """Answer whatever is asked."""
    text = RIGHT if rightly else PADDED
    lines = list(told.app.screen.query(AnswerLine))
    if len(lines) == 1:
        lines[0].value = text
        await told.press("enter")
    elif lines:
        await fill(told, "5", "2" if rightly else "0")
    else:
        await told.press(told.letter_of(text))


# Try


def test_try_says_why_not_and_asks_again_until_the_third_try_shows_the_key(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await open_way(told, "try")
        told.sees("nn.Conv2d layers   try", "1 of 2   easy   3 tries left")
        await fill(told, "5", "0")
        told.sees("✘ Not this.", "1 of 2   easy   2 tries left", "kernel_size=5, padding=0")
        told.misses("5 // 2 = 2", "28 + 2 × 2")
        assert "show answer" in told.footer and "next" not in told.footer
        await fill(told, "5", "1")
        told.sees("1 try left")
        await fill(told, "5", "3")
        told.sees("✘ Not this.", "5 // 2 = 2", "28 + 2 × 2")
        told.misses("left")
        assert told.footer.strip().startswith("enter next") and "try again" not in told.footer
        assert [(one.try_number, one.verdict) for one in attempts(told)] == [
            (1, "wrong"),
            (2, "wrong"),
            (3, "wrong"),
        ]
        await told.press("enter")
        told.sees("2 of 2   medium   3 tries left")

    tell(ExaminedDesk(tmp_path).app(), story)


def test_what_was_typed_stays_to_be_mended_after_a_wrong_try(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await fill(told, "5", "0")
        told.sees("5", "0")
        await told.press("tab", "backspace")
        await told.type("2")
        await told.press("enter")
        told.sees("✔ Right.")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "try"), story)


def test_the_answer_can_be_asked_for_after_a_first_try_and_costs_nothing_more(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        assert "show answer" not in told.footer
        await fill(told, "5", "0")
        await told.press("f6")
        told.sees("5 // 2 = 2", "28 + 2 × 2")
        assert told.footer.strip().startswith("enter next") and len(attempts(told)) == 1
        await told.press("enter")
        await fill(told, "5", "2")
        await told.press("enter")
        told.sees("1 of 2 solved, each at the first try", "✘ Fill the blanks")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "try"), story)


def test_a_killed_try_goes_on_with_the_tries_that_were_left(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(told: Story) -> None:
        await fill(told, "5", "0")

    async def second(told: Story) -> None:
        told.sees("1 of 2   easy   2 tries left")
        await fill(told, "5", "2")
        await told.press("enter")
        await fill(told, "5", "2")
        await told.press("enter")
        told.sees("2 of 2 solved, 1 at the first try", "solved after 2 tries")
        (finished,) = told.app.study.store.finished("conv-sizes")
        assert (finished.way, finished.result) == ("try", {"right": 1, "solved": 2, "of": 2})

    tell(desk.app("conv-sizes", "try"), first)
    tell(desk.app("conv-sizes", "try"), second)


def test_an_engine_fault_takes_no_try(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)
    desk.runner.is_broken = True

    async def story(told: Story) -> None:
        await fill(told, "5", "0")
        told.sees("does not count", "3 tries left")
        assert not attempts(told)

    tell(desk.app("conv-sizes", "try"), story)


def test_what_fills_a_blank_is_run_on_the_real_pytorch_from_the_way_to_the_stored_attempt(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await open_way(told, "try")
        await fill(told, "3", "0")
        told.sees("(4, 8, 26, 26)", "2 tries left")
        await fill(told, "3", "3 // 2")
        told.sees("✔ Right.")
        assert [(one.item, one.try_number, one.verdict) for one in attempts(told)] == [
            (TRY[0], 1, "wrong"),
            (TRY[0], 2, "right"),
        ]

    tell(ExaminedDesk(tmp_path, has_worker=True).app(), story)


# Challenge


def test_a_challenge_says_its_conditions_before_the_clock_starts(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(told: Story) -> None:
        await open_way(told, "challenge")
        told.sees(
            "5 problems, 2 tries at each, 60 minutes in all.",
            "The clock starts with the first problem",
            BADGE,
        )
        assert told.footer.strip().startswith("enter begin")
        desk.let_pass(SECONDS)
        await told.press("enter")
        told.sees("challenge", "1 of 5   easy   2 tries left   59:")

    tell(desk.app(), story)


def test_five_solved_in_time_earn_the_badge(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        await answer(told, rightly=False)
        told.sees("1 try left", "✘ Not (1, 6, 32, 32).")
        for _ in range(5):
            await answer(told, rightly=True)
            told.sees("✔ Right.")
            await told.press("enter")
        told.sees("5 of 5 solved, 4 at the first try", f"★ Badge earned: {BADGE}.")
        (finished,) = told.app.study.store.finished("conv-sizes")
        assert (finished.way, finished.result["badge"]) == ("challenge", BADGE)

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "challenge"), story)


def test_when_the_time_is_up_the_challenge_ends_by_itself(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(told: Story) -> None:
        await told.press("enter")
        await answer(told, rightly=True)
        await told.press("enter")
        desk.let_pass(SECONDS)
        screen = told.app.screen
        assert isinstance(screen, PracticeScreen)
        await screen.look_at_clock()
        await told.settle()
        told.sees("Time is up.", "time is up")
        assert "hint" not in told.footer and "answer" not in told.footer
        await told.press("enter")
        told.sees("1 of 5 solved", "Time is up.", f"Solve all of them in time to earn “{BADGE}”.")

    tell(desk.app("conv-sizes", "challenge"), story)


def test_an_answer_after_the_time_is_not_taken(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(told: Story) -> None:
        await told.press("enter")
        desk.let_pass(SECONDS)
        await answer(told, rightly=True)
        told.sees("Time is up.")
        await told.press("enter")
        told.sees("0 of 5 solved")
        assert not attempts(told)

    tell(desk.app("conv-sizes", "challenge"), story)


def test_feedback_is_not_torn_away_when_the_time_is_up(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def story(told: Story) -> None:
        await told.press("enter")
        await answer(told, rightly=True)
        desk.let_pass(SECONDS)
        screen = told.app.screen
        assert isinstance(screen, PracticeScreen)
        await screen.look_at_clock()
        await told.settle()
        told.sees("✔ Right.", "time is up")
        await told.press("enter")
        told.sees("1 of 5 solved")

    tell(desk.app("conv-sizes", "challenge"), story)


def test_a_killed_challenge_goes_on_while_its_time_ran_on(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(told: Story) -> None:
        await told.press("enter")
        await answer(told, rightly=True)

    async def second(told: Story) -> None:
        told.sees("2 of 5   easy   2 tries left   2")

    async def third(told: Story) -> None:
        told.sees("1 of 5 solved", "Time is up.")

    tell(desk.app("conv-sizes", "challenge"), first)
    desk.let_pass(SECONDS / 2)
    tell(desk.app("conv-sizes", "challenge"), second)
    desk.let_pass(SECONDS / 2)
    tell(desk.app("conv-sizes", "challenge"), third)


# Test


def test_a_test_asks_ten_questions_without_hints_and_gives_a_verdict_with_its_reasons(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await open_way(told, "test")
        told.sees("10 questions: 3 easy, 4 medium, 3 hard; at least 6 are typed.", "no hints")
        await told.press("enter")
        for number in range(1, 11):
            told.sees(f"{number} of 10   ")
            assert "hint" not in told.footer
            await answer(told, rightly=number < 10)
            assert "try again" not in told.footer
            await told.press("enter")
        told.sees(
            "✔ Strong. You are strong here with a probability of 9",
            "Easy 3 of 3, medium 4 of 4, hard 2 of 3.",
        )
        told.sees("not yet", "strong", "█", "Do again the question that you missed.")
        (finished,) = told.app.study.store.finished("conv-sizes")
        assert (
            finished.way == "test"
            and finished.result["verdict"] == "strong"
            and finished.result["p"] > 0.9
        )
        assert len(attempts(told)) == 10

    tell(ExaminedDesk(tmp_path).app(), story)


def test_a_borderline_verdict_offers_five_more_and_takes_them(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        for number in range(1, 11):
            await answer(told, rightly=number < 8)
            await told.press("enter")
        told.sees("◐ Borderline.", "5 more questions would settle it.")
        assert told.footer.strip().startswith("enter more questions")
        await told.press("enter")
        told.sees("11 of 15")
        for _ in range(5):
            await answer(told, rightly=True)
            await told.press("enter")
        told.sees("✔ Strong.", "12 of 15 right")
        assert [one.result["verdict"] for one in told.app.study.store.finished()] == [
            "borderline",
            "strong",
        ]

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "test"), story)


def test_a_verdict_shows_all_that_matters_in_a_small_window(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        for _ in range(10):
            await answer(told, rightly=False)
            await told.press("enter")
        told.sees(
            "○ Not yet. You are strong here with a probability of under 1 %.",
            "Next  Do again the 10 questions",
        )
        told.sees(
            "A common belief: “A convolution pads by itself",
            "Easy 0 of 3, medium 0 of 4, hard 0 of 3.",
        )
        await told.resize(60, 20)
        told.sees("○ Not yet.", "under 1 %", "┼", "Next  Do again")
        await told.press("end")
        told.sees("A common belief")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "test"), story)


def test_what_a_test_missed_is_done_again_at_once(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        for number in range(10):
            await answer(told, rightly=number > 1)
            await told.press("enter")
        await told.press("m")
        told.sees("missed again", "1 of 2")

    tell(ExaminedDesk(tmp_path).app("conv-sizes", "test"), story)


def test_a_killed_test_goes_on_with_the_next_question(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(told: Story) -> None:
        await told.press("enter")
        await answer(told, rightly=False)

    async def second(told: Story) -> None:
        told.sees("nn.Conv2d layers   test", "2 of 10")

    tell(desk.app("conv-sizes", "test"), first)
    tell(desk.app("conv-sizes", "test"), second)


def test_a_lesson_that_has_too_little_for_a_test_says_why(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await open_way(told, "test")
        told.sees("has no test yet:", "it takes 3 easy questions, and")

    tell(ExaminedDesk(tmp_path, "easy-typed-0", "hard-typed-0").app(), story)


def test_practice_is_not_what_goes_on_with_an_unfinished_test(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(told: Story) -> None:
        await told.press("enter")
        await answer(told, rightly=True)

    async def second(told: Story) -> None:
        told.sees("practice", "1 of 12")

    tell(desk.app("conv-sizes", "test"), first)
    tell(desk.app("conv-sizes"), second)


def test_what_was_missed_can_be_taken_from_the_command_line(tmp_path: Path) -> None:
    desk = ExaminedDesk(tmp_path)

    async def first(told: Story) -> None:
        await answer(told, rightly=False)

    async def second(told: Story) -> None:
        told.sees("missed again", "1 of 1")

    tell(desk.app("conv-sizes"), first)
    tell(desk.app("conv-sizes", "missed"), second)
