"""Keys that arrive together have the same effect as keys that arrive one by one."""

import time
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from tests.tui.proven import Desk
from tests.tui.story import CHARACTERS, NAMED, Story, tell
from tests.tui.studied import StudyDesk
from torchquiz.tui.screens.practice import PracticeScreen


async def burst(learner: Story, *keys: str) -> None:
    """Post keys without any pause between them."""
    for key in keys:
        character = key if len(key) == 1 else CHARACTERS.get(key)
        learner.app.post_message(Key(NAMED.get(key, key), character))
    await learner.settle()


def test_an_answer_that_arrives_at_once_is_complete(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await burst(learner, *"(1, 6, 28, 28)", "enter")
        learner.sees("✔")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_keys_after_one_that_opens_a_question_answer_it(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await burst(learner, "down", "p", *"(1, 6, 28, 28)", "enter")
        learner.sees("✔")

    tell(Desk(tmp_path, "type-the-shape").app(), story)


def test_keys_wait_for_a_screen_that_opens_slowly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(learner: Story) -> None:
        await burst(learner, "down", "p", *"(1, 6, 28, 28)", "enter")
        learner.sees("✔")

    compose = PracticeScreen.compose

    def compose_slowly(screen: PracticeScreen) -> ComposeResult:
        time.sleep(1)
        yield from compose(screen)

    monkeypatch.setattr(PracticeScreen, "compose", compose_slowly)
    tell(Desk(tmp_path, "type-the-shape").app(), story)


def test_keys_that_open_one_screen_after_another_do_so(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await burst(learner, "down", "enter", "down", "enter")
        learner.sees("1 of 4")

    tell(Desk(tmp_path).app(), story)


def test_the_cells_of_a_table_are_filled_one_by_one(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await burst(learner, "1", "enter", "2", "enter", "3")
        entries = [field.value for field in learner.app.screen.query(Input)]
        assert entries[:3] == ["1", "2", "3"]

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


@pytest.mark.parametrize("size", [(80, 60), (40, 20)])
def test_a_check_in_learn_gets_the_whole_answer(tmp_path: Path, size: tuple[int, int]) -> None:
    async def story(learner: Story) -> None:
        for _ in range(8):
            if learner.app.screen.query("StepCheck Input"):
                break
            await learner.press("enter")
        await burst(learner, *"(7, 8)")
        assert learner.app.screen.query("StepCheck Input").first(Input).value == "(7, 8)"

    tell(StudyDesk(tmp_path).app("conv-sizes", "learn"), story, size)
