"""Tests of pasted text, and of answers with several lines."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.events import Key, Paste

from tests.tui import proven
from tests.tui.proven import TYPED, WRITE, Desk
from tests.tui.story import Story, tell
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.models.runs import Value
from torchquiz.tui.widgets.editor import Editor

PRINTED = "tensor([1, 2])\ndone"


async def paste(learner: Story, text: str) -> None:
    """Paste a text into the focused widget, as a terminal with bracketed paste does."""
    learner.app.post_message(Paste(text))
    await learner.settle()


async def paste_as_keys(learner: Story, text: str) -> None:
    """Send a text as keys without a pause, as a terminal without bracketed paste does."""
    for letter in text:
        key = {"\n": "enter", " ": "space"}.get(letter, letter)
        learner.app.post_message(Key(key, None if letter == "\n" else letter))
    await learner.settle()


@pytest.fixture
def lines_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with a question whose answer has two lines."""
    key = Value("str", PRINTED, PRINTED)
    variant = replace(TYPED, stem="What is printed?", answer=Typed(key, 0, ()))
    monkeypatch.setitem(proven.VARIANTS, "printed", ("predict", "easy", variant))
    return Desk(tmp_path, "printed")


def test_a_pasted_newline_does_not_cut_a_typed_answer(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await paste(learner, "(1, 6,\n 28, 28)\n")
        learner.sees("(1, 6, 28, 28)")
        await learner.press("enter")
        learner.sees("✔ Right.")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_a_printed_answer_of_two_lines_can_be_typed(lines_desk: Desk) -> None:
    async def story(learner: Story) -> None:
        learner.sees("Type as many lines as you need", "ctrl+r answer")
        await learner.type("tensor([1, 2])")
        await learner.press("enter")
        await learner.type("done")
        await learner.press("enter", "enter")
        learner.sees("✔ Right.", "tensor([1, 2])\n")
        (attempt,) = learner.app.study.store.of_lesson("conv-sizes")
        assert attempt.response == '["tensor([1, 2])\\ndone"]'

    tell(lines_desk.app(take="conv-sizes"), story)


def test_a_printed_answer_of_two_lines_can_be_pasted_and_corrected(lines_desk: Desk) -> None:
    async def story(learner: Story) -> None:
        await paste(learner, "tensor([1, 2])\nnone")
        await learner.press("ctrl+r")
        learner.sees("✘ That is not right.")
        await learner.press("r", *["backspace"] * 4)
        await learner.type("done")
        await learner.press("ctrl+r")
        learner.sees("✔ Right.")

    tell(lines_desk.app(take="conv-sizes"), story)


def test_code_pasted_as_keys_is_not_indented_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(proven.VARIANTS, "write-a-sum", ("write", "hard", WRITE))
    code = "def total(xs):\n    if xs:\n        return 1\n    return 0"

    async def story(learner: Story) -> None:
        editor = learner.app.screen.query_one(Editor)
        editor.clear()
        await paste_as_keys(learner, code)
        assert editor.text == code
        await learner.press("enter")
        assert editor.text == code + "\n    "

    tell(Desk(tmp_path, "write-a-sum").app(take="conv-sizes"), story)
