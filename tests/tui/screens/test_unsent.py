"""What a learner has typed or marked, but not submitted, is there when the question comes back."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui import proven
from tests.tui.proven import TYPED, Desk
from tests.tui.story import Story, StoryTeller, tell
from tests.tui.studied import StudyDesk
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.models.runs import Value

PRINTED = "tensor([1, 2])\ndone"
LEAVES = ("escape", "ctrl+c")
"""Keys that leave a question: for its lesson, and for good."""


def leave_and_return(desk: Desk, key: str, before: StoryTeller, after: StoryTeller) -> None:
    """Tell a story that leaves the question with a key, and another in a new app."""

    async def leaving(learner: Story) -> None:
        await before(learner)
        await learner.press(key)

    tell(desk.app(take="conv-sizes"), leaving)
    tell(desk.app(take="conv-sizes"), after)


@pytest.mark.parametrize("key", LEAVES)
def test_a_typed_line_that_was_not_sent_is_kept(tmp_path: Path, key: str) -> None:
    async def before(learner: Story) -> None:
        await learner.type("(1, 6, 2")

    async def after(learner: Story) -> None:
        learner.sees("(1, 6, 2")
        await learner.type("8, 28)")
        await learner.press("enter")
        learner.sees("✔ Right.")

    leave_and_return(Desk(tmp_path, "type-the-shape"), key, before, after)


@pytest.mark.parametrize("key", LEAVES)
def test_filled_blanks_are_kept(tmp_path: Path, key: str) -> None:
    async def before(learner: Story) -> None:
        await learner.press("3", "tab", "1")

    async def after(learner: Story) -> None:
        learner.sees("kernel_size=3, padding=1")
        await learner.press("enter")
        learner.sees("✔ Right.")

    leave_and_return(Desk(tmp_path, "keep-the-size"), key, before, after)


def test_filled_cells_of_a_table_are_kept(tmp_path: Path) -> None:
    async def before(learner: Story) -> None:
        await learner.type("1 6 28 28")
        await learner.press("enter")
        await learner.type("4704")

    async def after(learner: Story) -> None:
        learner.sees("1 6 28 28", "4704")

    leave_and_return(Desk(tmp_path, "fill-the-table"), "escape", before, after)


def test_printed_lines_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = Value("str", PRINTED, PRINTED)
    variant = replace(TYPED, stem="What is printed?", answer=Typed(key, 0, ()))
    monkeypatch.setitem(proven.VARIANTS, "printed", ("predict", "easy", variant))

    async def before(learner: Story) -> None:
        await learner.type("tensor([1, 2])")
        await learner.press("enter")

    async def after(learner: Story) -> None:
        learner.sees("tensor([1, 2])\n")
        await learner.type("done")
        await learner.press("ctrl+r")
        learner.sees("✔ Right.")

    leave_and_return(Desk(tmp_path, "printed"), "escape", before, after)


def test_marked_options_are_kept(tmp_path: Path) -> None:
    async def before(learner: Story) -> None:
        await learner.press(learner.letter_of("It keeps the shape."))

    async def after(learner: Story) -> None:
        learner.sees("[x]")
        await learner.press(learner.letter_of("Negative values become 0."), "enter")
        learner.sees("✔ Right.")

    leave_and_return(Desk(tmp_path, "what-relu-does"), "escape", before, after)


def test_an_order_that_was_not_sent_is_kept(tmp_path: Path) -> None:
    seen: list[list[str]] = []

    async def before(learner: Story) -> None:
        dealt = rows(learner)
        await learner.press("J", "J")
        seen.append(rows(learner))
        assert seen[0] != dealt

    async def after(learner: Story) -> None:
        assert rows(learner) == seen[0]

    leave_and_return(Desk(tmp_path, "order-the-step"), "escape", before, after)


def rows(learner: Story) -> list[str]:
    """Return the letters of the lines from top to bottom."""
    lines = [line.replace("▸", " ").split() for line in learner.lines]
    return [words[0] for words in lines if words and words[0] in "ABCD"]


def test_an_answer_that_was_sent_is_not_offered_again(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("practice")
        await learner.type("(1, 6, 32, 32)")
        await learner.press("enter", "enter", "escape")
        await learner.open("practice")
        learner.misses("(1, 6, 32, 32)")

    tell(Desk(tmp_path, "type-the-shape").app(), story)
    assert not list((tmp_path / "drafts").iterdir())


def test_a_deleted_text_leaves_nothing_behind(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("1")
        await learner.press("backspace", "escape")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)
    assert not list((tmp_path / "drafts").iterdir())


def test_what_was_typed_before_a_skip_is_there_when_the_question_returns(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("f9")
        await learner.type("(1, 6")
        await learner.press("f9")
        learner.misses("(1, 6")
        await learner.press("f9")
        learner.sees("What shape does y have?", "(1, 6")

    tell(Desk(tmp_path, "type-the-shape", "what-relu-does").app(take="conv-sizes"), story)


def test_a_line_typed_in_an_explanation_is_kept(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("learn")
        await learner.press("right", "right", "enter")
        await learner.type("(1, 6")
        await learner.press("escape", "escape")
        await learner.open("learn")
        await learner.press("enter")
        learner.sees("(1, 6")

    tell(StudyDesk(tmp_path).app(), story)


def test_a_note_that_was_not_saved_is_kept(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("exclamation_mark")
        await learner.type("looks odd")
        await learner.press("escape", "exclamation_mark")
        learner.sees("looks odd")
        await learner.press("enter", "exclamation_mark")
        learner.misses("looks odd")

    tell(Desk(tmp_path, "what-relu-does").app(take="conv-sizes"), story)


def test_changed_code_of_an_experiment_is_kept_until_the_next_question(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("e")
        await learner.type("  # mine")
        await learner.press("escape", "e")
        learner.sees("# mine")
        await learner.press("escape", "x", "e")
        learner.misses("# mine")

    tell(Desk(tmp_path, "shape-without-padding", "wide-code").app(take="conv-sizes"), story)
