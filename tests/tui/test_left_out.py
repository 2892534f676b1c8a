"""Learners read how many questions are left out on their machine, and why."""

import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk, studied
from torchquiz.engine.models.proven import LeftOut
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.tui.cli import main

SENTENCE = "Not shown on this machine: 2 questions that need CUDA."


@pytest.fixture
def desk(tmp_path: Path) -> StudyDesk:
    """Return a desk whose lesson has two items that need CUDA."""
    desk = StudyDesk(tmp_path)
    proofs = Proofs(tmp_path / "proofs.db")
    left_out = (LeftOut("one", "CUDA"), LeftOut("two", "CUDA"))
    proofs.keep_lesson(lesson_key(desk.path), replace(studied(), left_out=left_out))
    proofs.close()
    return desk


def test_the_page_of_the_lesson_and_its_start_say_it(desk: StudyDesk) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "enter")
        learner.sees(SENTENCE)
        await learner.press("1")
        learner.sees("When", SENTENCE)

    tell(desk.app(), story)


def test_line_by_line_the_lesson_begins_with_it(
    desk: StudyDesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TORCHQUIZ_HOME", str(desk.home))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    main(["take", str(desk.path), "--plain", "--way", "start"])
    assert SENTENCE in capsys.readouterr().out
