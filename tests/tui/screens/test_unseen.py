"""A key that was pressed before the question could be seen does not answer it."""

from pathlib import Path

import pytest
from textual.events import Key

from tests.tui.proven import Desk
from tests.tui.story import Story, tell
from torchquiz.tui.widgets.seen import Seen

TWO = ("shape-without-padding", "what-relu-does")


def verdicts(learner: Story) -> list[str]:
    """Return the verdicts of the stored attempts."""
    return [attempt.verdict for attempt in learner.app.study.store.attempts()]


async def press_earlier(learner: Story, key: str, character: str) -> None:
    """Send a key that waited in the terminal since before the question was drawn."""
    event = Key(key, character)
    event.time -= 3600.0
    learner.app.post_message(event)
    await learner.settle()


@pytest.mark.parametrize(
    ("key", "character"), [("a", "a"), ("enter", "\r"), ("n", "n"), ("x", "x")]
)
def test_a_key_from_before_the_question_is_ignored(
    tmp_path: Path, key: str, character: str
) -> None:
    async def story(learner: Story) -> None:
        await press_earlier(learner, key, character)
        assert verdicts(learner) == []
        learner.sees("What is y.shape?", "1 of 2")
        await learner.press(learner.letter_of("(1, 6, 28, 28)"))
        assert verdicts(learner) == ["right"]

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)


def test_a_second_enter_out_of_habit_does_not_answer_the_next_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(learner: Story) -> None:
        await learner.press(learner.letter_of("(1, 6, 32, 32)"))
        monkeypatch.setattr(Seen, "hasty_s", 60.0)
        await learner.press("enter", "enter", "enter")
        learner.sees("2 of 2", "What is y.shape?")
        assert verdicts(learner) == ["wrong"]
        await learner.press("a")
        assert len(verdicts(learner)) == 2

    tell(Desk(tmp_path, "shape-without-padding", "wide-code").app(take="conv-sizes"), story)


def test_an_option_can_be_clicked_at_once(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.click("(1, 6, 28, 28)")
        assert verdicts(learner) == ["right"]

    tell(Desk(tmp_path, *TWO).app(take="conv-sizes"), story)
