"""Tests of the activities that learners read, in the plain front end."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.studied import EPOCHS, WHY, StudyDesk
from torchquiz.engine.progress.store import Store
from torchquiz.engine.text.encodable import make_encodable
from torchquiz.tui.cli import main
from torchquiz.tui.plain.training import sparkline

Read = Callable[..., str]


@pytest.fixture
def read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Read:
    """Open an activity of the small lesson, type lines, and return the output."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path))
    desk = StudyDesk(tmp_path)

    def typing(way: str, *lines: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        main(["take", str(desk.path), "--plain", "--way", way])
        return capsys.readouterr().out

    return typing


def finished(home: Path) -> list[str]:
    """Return the finished activities."""
    store = Store(home / "progress.db")
    try:
        return [mark.way for mark in store.finished()]
    finally:
        store.close()


def test_start_is_printed_in_one_step_and_names_the_next_way(read: Read, tmp_path: Path) -> None:
    said = read("start")
    assert "When: Whenever neighbouring pixels" in said
    assert "    y.shape → (1, 6, 28, 28)\n" in said and "(PyTorch 2.13.0, 4 ms)" in said
    assert "Next, why: the problem it solves" in said and "--plain --way why\n" in said
    assert finished(tmp_path) == ["start"]


def test_why_prints_its_measurements_and_remembers_the_position(read: Read, tmp_path: Path) -> None:
    said = read("why", "q")
    assert "dense:" in said and "× fewer" not in said
    assert "To continue:" in said and "--way why" in said
    assert "why, 2 of 2" not in read("why")
    said = read("why", "")
    assert "parameters          14,455,392           456   31,700 × fewer" in said
    assert finished(tmp_path) == ["why"]


def test_why_prints_the_shared_code_before_both_programs(read: Read, tmp_path: Path) -> None:
    assert "both start with" not in read("why", "q")
    StudyDesk(tmp_path).keep("why", replace(WHY, shared="size = 32\nimage = 3"))
    said = read("why", "q")
    assert said.index("both start with:\n\n    size = 32\n    image = 3\n") < said.index("dense:")


def test_learn_asks_each_steps_question_and_goes_on_after_a_wrong_answer(
    read: Read, tmp_path: Path
) -> None:
    said = read("learn", "(1, 6, 32, 32)", "", "", "", "(1, 6, 28, 28)", "")
    assert (
        said.index("A filter is a small window")
        < said.index("What is `y.shape`?")
        < said.index("Nothing is hidden")
    )
    assert "Not " in said and "Right." in said and "Next, trace" in said
    assert finished(tmp_path) == ["learn"]


def test_metrics_explain_every_number_and_ask_their_questions(read: Read, tmp_path: Path) -> None:
    said = read("metrics", "", "(1, 6, 28, 28)")
    assert "    cat    [18]     2      0\n" in said
    assert "so the precision of cat is 0.857." in said
    assert "Question 1 of 2" in said and "Right." in said
    assert finished(tmp_path) == ["metrics"]


def test_a_trace_prints_stages_training_and_predictions_with_pictures(
    read: Read, tmp_path: Path
) -> None:
    said = read("trace", "", "", "")
    assert "2. conv 3→16, 3×3: 1000 × 16 × 32 × 32, 448 parameters" in said
    assert "remark 3" in said and f"loss       {sparkline([e.loss for e in EPOCHS])}" in said
    assert "░░" in said and "strongest channels: 2, 0, 3" in said
    assert "Wrong: the model predicts cat (0.600), but it is dog (0.100)." in said
    assert "Key insight: Filters slide" in said and "Question 1 of 1" in said
    assert finished(tmp_path) == ["trace"]


def test_a_project_goes_from_step_to_step_and_measures_at_the_end(
    read: Read, tmp_path: Path
) -> None:
    said = read("project", "", "5", "2", "", "5", "2", "")
    assert "2 steps left." in said and "1 step left." in said
    assert (
        "measured     before" in said
        and "reference\n" in said
        and "From guessing to seeing" in said
    )
    assert finished(tmp_path) == ["project"]


def test_a_way_that_the_lesson_lacks_gets_one_sentence(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tests.tui.studied.BODIES", {})
    desk = StudyDesk(tmp_path)
    assert main(["take", str(desk.path), "--plain", "--way", "why"]) == 2
    assert capsys.readouterr().err == "torchquiz: nn.Conv2d layers has no activity called 'why'.\n"


def test_a_curve_in_characters_rises_from_its_lowest_to_its_highest() -> None:
    assert sparkline([1, 2, 3, 8]) == "▁▂▃█"
    assert sparkline([5, 5]) == "▁▁"


def test_curves_and_pictures_can_be_shown_in_ascii() -> None:
    assert make_encodable("▁▂▃█ ░▒▓█ ━─", "ascii") == "123# .:+# =-"
