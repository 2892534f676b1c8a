"""Practice concentrates on the learner's weak points across all lessons."""

from datetime import timedelta
from pathlib import Path

from tests.tui.proven import PADS, Desk
from tests.tui.shelf import Shelf, attempt
from tests.tui.story import Story, tell
from torchquiz.engine.progress.store import Store

WRONG = "(1, 6, 32, 32)"


def missed_once(desk: Desk, days: int = 1, *right: str) -> None:
    """Store an answer that reveals a misconception, and right answers given since then."""
    store = Store(desk.home / "progress.db")
    before = desk.now - timedelta(days=days)
    for item, verdict in (("type-the-shape", "wrong"), *((name, "right") for name in right)):
        opened = store.begin("conv-sizes", "practice", [item], 7, before)
        belief = "padding-is-automatic" if verdict == "wrong" else ""
        store.add(attempt(opened.id, "conv-sizes", item, verdict, before, belief))
        store.end(opened.id, before)
    store.close()


def test_weak_points_list_misconceptions_levels_and_kinds(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    missed_once(desk)

    async def story(learner: Story) -> None:
        await learner.press("w")
        learner.sees("Your weak points in all lessons", f"“{PADS[:20]}", "1 time, 0 of 2 right")
        learner.sees("Level: easy", "Kind: predict", "0 of 1 right")
        await learner.press("down", "enter")
        learner.sees("nn.Conv2d layers   practice", "What is y.shape?", "1 of 2")
        await learner.press("escape")
        learner.sees("Weak points".lower())

    tell(desk.app(), story)


def test_the_next_question_depends_on_the_answer(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("w", "enter")
        learner.sees("1 of 4", "What is y.shape?")
        await learner.press(learner.letter_of(WRONG), "enter")
        learner.sees("2 of 4", "What shape does y have?")

    tell(Desk(tmp_path).app(), story)


def test_a_session_on_weak_points_is_continued(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press("w", "enter")
        await learner.press(learner.letter_of(WRONG), "enter")
        learner.sees("2 of 4")

    async def later(learner: Story) -> None:
        learner.sees("Continue practising your weak points.")
        await learner.press("enter")
        learner.sees("2 of 4", "What shape does y have?")

    tell(desk.app(), story)
    tell(desk.app(), later)


def test_a_misconception_met_twice_offers_other_questions(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "shape-without-padding", "type-the-shape")
    missed_once(desk)

    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press(learner.letter_of(WRONG), "enter")
        await learner.type("1 6 28 28")
        await learner.press("enter", "enter")
        learner.sees(
            "This misconception came up 2 times: “A convolution pads automatically", "w practise it"
        )
        learner.sees("question about it now; in a few days, a review will check it again.")
        await learner.press("w")
        learner.sees("practice", "1 of 1", "What is y.shape?")

    tell(desk.app(), story, size=(120, 30))


def test_a_review_checks_days_later_whether_a_misconception_is_overcome(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "shape-without-padding", "type-the-shape")
    missed_once(desk, 4, "shape-without-padding", "type-the-shape")

    async def story(learner: Story) -> None:
        await learner.press("s")
        learner.sees("Hardest misconceptions", "1 time, to be checked")
        await learner.press("escape", "r")
        for _ in range(2):
            if "What shape does y have?" in learner.text:
                await learner.type("1 6 28 28")
                await learner.press("enter", "enter")
            else:
                await learner.press(learner.letter_of("(1, 6, 28, 28)"), "enter")
        await learner.press("escape", "s")
        learner.sees("Overcome misconceptions: 1", "1 time, overcome")

    tell(desk.app(), story, size=(100, 30))


def test_statistics_and_search_lead_to_practice(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("s", "w")
        learner.sees("Your weak points in all lessons")
        await learner.press("escape", "slash")
        await learner.type("pads")
        assert "f5 practise this" in learner.footer
        await learner.press("f5")
        learner.sees("practice", "1 of 2")

    tell(Desk(tmp_path).app(), story)


def test_a_missed_question_is_opened_from_the_summary(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "shape-without-padding")

    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press(learner.letter_of(WRONG), "enter")
        learner.sees("1 ✘ What is y.shape?", "1–9 open one")
        await learner.press("1")
        learner.sees("question", "1 of 1", "What is y.shape?")

    tell(desk.app(), story)


def test_a_newcomer_is_offered_a_placement(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    async def story(learner: Story) -> None:
        learner.sees("Not new to PyTorch? Ten questions show where to begin.")
        await learner.press("down")
        assert "enter open" in learner.footer

    tell(shelf.app(), story)
    shelf.has_studied()

    async def later(learner: Story) -> None:
        learner.misses("Not new to PyTorch?")

    tell(shelf.app(), later)


def test_the_selected_misconception_is_shown_in_full_in_a_narrow_window(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    missed_once(desk)

    async def story(learner: Story) -> None:
        await learner.press("w", "down")
        words = " ".join(learner.text.split())
        assert f"“{PADS}” 1 time, 0 of 2 right since" in words

    tell(desk.app(), story, size=(50, 24))
