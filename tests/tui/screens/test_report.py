"""Learners report a question that is wrong or unclear."""

from collections.abc import Callable
from pathlib import Path

from tests.tui.conftest import Learner
from tests.tui.proven import Desk
from tests.tui.small_items import chosen
from tests.tui.story import Story, tell
from torchquiz.engine.progress.store import Store


def notes(home: Path) -> list[str]:
    return [path.read_text() for path in sorted((home / "reports").glob("*.md"))]


def test_a_note_contains_the_question_the_answer_and_the_learners_words(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press(learner.letter_of("(1, 6, 32, 32)"), "exclamation_mark")
        learner.sees("Report this question", "conv-sizes/shape-without-padding")
        await learner.type("is this so")
        await learner.press("enter")
        learner.sees("Saved your note in", "✘ Not")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)
    (note,) = notes(tmp_path)
    assert note.startswith("# conv-sizes/shape-without-padding\n\nis this so\n")
    assert "- proof: proof-shape-without-padding" in note
    assert "- variant: the only one" in note
    assert "- versions: PyTorch 2.13.0+cpu, torchquiz" in note
    assert "What is `y.shape`?\n\n    conv = nn.Conv2d(3, 6, kernel_size=5)\n" in note
    assert "\n1. (" in note
    assert "## Answered\n\n    (1, 6, 32, 32)\n\nGraded as wrong." in note
    assert "Misconception: padding-is-automatic" in note


def test_a_question_can_be_reported_while_typing_and_the_typed_text_stays(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("(1, 6!")
        await learner.press("f8", "escape")
        learner.sees("(1, 6!")
        await learner.press("f8", "enter")
        learner.sees("(1, 6!", "Saved your note in")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)
    (note,) = notes(tmp_path)
    assert note.endswith("## Answered\n\nNot answered yet.\n")


def test_only_a_question_can_be_reported(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("exclamation_mark")
        learner.misses("Report this question")

    tell(Desk(tmp_path).app(), story)


def test_a_note_that_cannot_be_saved_is_reported_and_its_text_stays(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")

    async def story(learner: Story) -> None:
        await learner.press("exclamation_mark")
        await learner.type("wrong")
        await learner.press("enter")
        learner.sees("Could not save the note in", "wrong")

    tell(Desk(tmp_path).app(take="conv-sizes"), story)


def test_the_plain_report_command_takes_the_words_after_it(
    learner_of: Callable[..., Learner],
) -> None:
    learner = learner_of(chosen())
    result = learner.types(":report the key is off", "a", ":report", "")
    assert result.out.count("Your note has been saved in") == 2
    first, second = sorted(notes(Path(learner.home)), key=lambda note: "Graded as" in note)
    assert "the key is off" in first
    assert "Not answered yet." in first
    assert "Graded as" in second
    store = Store(learner.home / "progress.db")
    assert len(store.of_lesson("conv-sizes")) == 1
    store.close()
