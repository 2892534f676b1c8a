"""Learners undo a slip, end or restart a session, and find the way back."""

from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.proven import Desk, item
from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.tui.screens.practice import PracticeScreen

WRONG = "(1, 6, 32, 32)"


def stored_attempts(desk: Desk) -> list[str]:
    """Return the verdicts of the attempts that count."""
    with closing(Store(desk.home / "progress.db")) as store:
        return [attempt.verdict for attempt in store.attempts()]


def test_a_slip_is_undone_and_counts_for_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "shape-without-padding", "type-the-shape")

    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press(learner.letter_of(WRONG))
        assert "z undo" in learner.footer
        await learner.press("z")
        learner.sees("1 of 2", "What shape does y have?", "Your answer was withdrawn.")
        await learner.type("1 6 28 28")
        await learner.press("enter", "enter")
        learner.sees("What is y.shape?", "2 of 2")
        await learner.press(learner.letter_of("(1, 6, 28, 28)"), "enter")
        learner.sees("All 2 right on the first try")

    tell(desk.app(), story)
    assert stored_attempts(desk) == ["right", "right"]
    with closing(Store(tmp_path / "progress.db")) as store:
        assert store.read("select count(*) from attempt") == [(3,)]


def test_an_undone_answer_leaves_no_trace_in_the_schedule(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "shape-without-padding")

    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press(learner.letter_of(WRONG), "z", "escape", "s")
        learner.sees("No answers yet.")

    tell(desk.app(), story)
    with closing(Store(tmp_path / "progress.db")) as store:
        assert store.schedule.find("conv-sizes", "shape-without-padding") is None


def test_a_session_is_ended_for_good(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press(learner.letter_of(WRONG), "ctrl+e")
        learner.sees("1 of ", "Press the same key again to end")
        await learner.press("ctrl+e")
        learner.sees("summary", "0 of 1 right on the first try")
        await learner.press("enter")
        learner.misses("Continue practising")

    tell(desk.app(), story)


def test_a_session_without_answers_is_ended_at_once(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press("ctrl+e")
        learner.sees("summary")

    tell(Desk(tmp_path).app(), story)


def test_a_late_second_key_asks_again_before_the_session_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PracticeScreen, "confirm_s", -1.0)

    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press(learner.letter_of(WRONG), "ctrl+e", "ctrl+e")
        learner.misses("summary")

    tell(Desk(tmp_path).app(), story)


def test_an_unfinished_way_is_started_over(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.press("down", "enter")
        await learner.open("learn")
        await learner.press("right", "escape", "l")
        assert "x start over" in learner.footer
        learner.sees("2 questions left")
        await learner.press("x")
        learner.sees("1 of")

    tell(desk.app(), story)


def test_the_way_back_is_always_in_the_footer(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.press(learner.letter_of(WRONG))
        assert "esc back" in learner.footer and "? keys" in learner.footer
        await learner.resize(44, 24)
        assert "esc back" in learner.footer and "enter next" in learner.footer

    tell(Desk(tmp_path, "shape-without-padding").app(), story)


def test_the_reference_is_shown_after_three_tries_at_written_code(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "write-a-sum")
    desk.runner.meets = "never"

    async def story(learner: Story) -> None:
        await learner.open("practice")
        for number in range(3):
            await learner.type(str(number))
            await learner.press("ctrl+r")
            if number < 2:
                learner.misses("return sum(xs)")
                await learner.press("r")
        learner.sees("return sum(xs)")

    tell(desk.app(), story, size=(100, 40))


def test_the_feedback_links_to_the_documentation(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "shape-without-padding")
    proofs = Proofs(tmp_path / "proofs.db")
    proofs.keep_items([replace(item("shape-without-padding"), docs=("torch.nn.Conv2d",))])
    proofs.close()
    opened: list[str] = []

    async def story(learner: Story) -> None:
        learner.app.open_url = lambda url, **options: opened.append(url)  # type: ignore[method-assign]
        await learner.open("practice")
        learner.misses("Docs")
        await learner.press(learner.letter_of(WRONG), "l")
        learner.sees("Docs  https://docs.pytorch.org/docs/2.13/generated/torch.nn.Conv2d.html")
        assert opened == ["https://docs.pytorch.org/docs/2.13/generated/torch.nn.Conv2d.html"]

    tell(desk.app(), story, size=(100, 40))
