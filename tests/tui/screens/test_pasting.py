"""Tests of text that is pasted, and of answers that have several lines."""

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


async def paste(told: Story, text: str) -> None:
    """Paste a text into the focused widget, as a terminal with bracketed paste does."""
    told.app.post_message(Paste(text))
    await told.settle()


async def paste_as_keys(told: Story, text: str) -> None:
    """Send a text as keys without a pause, as a terminal without bracketed paste does."""
    for letter in text:
        key = {"\n": "enter", " ": "space"}.get(letter, letter)
        told.app.post_message(Key(key, None if letter == "\n" else letter))
    await told.settle()


@pytest.fixture
def lines_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a home with a question whose answer has two lines."""
    key = Value("str", PRINTED, PRINTED)
    variant = replace(TYPED, stem="What is printed?", answer=Typed(key, 0, ()))
    monkeypatch.setitem(proven.VARIANTS, "printed", ("predict", "easy", variant))
    return Desk(tmp_path, "printed")


def test_a_pasted_newline_does_not_cut_a_typed_answer(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await paste(told, "(1, 6,\n 28, 28)\n")
        told.sees("(1, 6, 28, 28)")
        await told.press("enter")
        told.sees("✔ Right.")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_a_printed_answer_of_two_lines_can_be_typed(lines_desk: Desk) -> None:
    async def story(told: Story) -> None:
        told.sees("As many lines as you need", "ctrl+r answer")
        await told.type("tensor([1, 2])")
        await told.press("enter")
        await told.type("done")
        await told.press("enter", "enter")
        told.sees("✔ Right.", "tensor([1, 2])\n")
        (attempt,) = told.app.study.store.of_lesson("conv-sizes")
        assert attempt.response == '["tensor([1, 2])\\ndone"]'

    tell(lines_desk.app(take="conv-sizes"), story)


def test_a_printed_answer_of_two_lines_can_be_pasted_and_corrected(lines_desk: Desk) -> None:
    async def story(told: Story) -> None:
        await paste(told, "tensor([1, 2])\nnone")
        await told.press("ctrl+r")
        told.sees("✘ Not this.")
        await told.press("r", *["backspace"] * 4)
        await told.type("done")
        await told.press("ctrl+r")
        told.sees("✔ Right.")

    tell(lines_desk.app(take="conv-sizes"), story)


def test_code_pasted_as_keys_is_not_indented_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(proven.VARIANTS, "write-a-sum", ("write", "hard", WRITE))
    code = "def total(xs):\n    if xs:\n        return 1\n    return 0"

    async def story(told: Story) -> None:
        editor = told.app.screen.query_one(Editor)
        editor.clear()
        await paste_as_keys(told, code)
        assert editor.text == code
        await told.press("enter")
        assert editor.text == code + "\n    "

    tell(Desk(tmp_path, "write-a-sum").app(take="conv-sizes"), story)
