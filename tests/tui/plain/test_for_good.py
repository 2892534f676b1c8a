"""A session is ended or begun again for good, and pictures are left out, line by line."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.conftest import Said
from tests.tui.small_items import chosen, true_or_false
from tests.tui.studied import StudyDesk
from torchquiz.tui.cli import main

LearnerOf = Callable[..., "Learner"]


class Learner:
    """A learner with two questions."""

    types: Callable[..., Said]


@pytest.fixture
def learner(learner_of: LearnerOf) -> Learner:
    """Return a learner with a lesson of two questions."""
    return learner_of(true_or_false(), chosen())


def test_a_session_that_is_ended_for_good_is_summed_up_and_does_not_resume(
    learner: Learner,
) -> None:
    said = learner.types("a", "", ":end", "")
    assert "Question 2 of 2" in said.out
    assert "Sizes after a convolution: 1 of 1 right on the first try" in said.out
    assert "Question 1 of 2" in learner.types("q").out


def test_a_session_can_be_ended_after_the_feedback(learner: Learner) -> None:
    said = learner.types("a", ":end", "")
    assert ":end to end the session for good, ? for all commands" in said.out
    assert "1 of 1 right on the first try" in said.out


def test_a_session_begins_again_and_the_answers_still_count(learner: Learner) -> None:
    learner.types("a", "", "q")
    said = learner.types(":restart", "q")
    assert "Continuing where you stopped: question 2 of 2. Type :restart to" in said.out
    assert "Starting over. The answers that you have already given still count.\n" in said.out
    assert "\nQuestion 1 of 2" in said.out.split("Starting over")[1]


@pytest.mark.parametrize("word", ["end", "restart"])
def test_a_word_without_a_colon_ends_nothing(learner: Learner, word: str) -> None:
    said = learner.types(word, "q")
    assert "To continue: torchquiz take" in said.out and "right on the first" not in said.out


def trace(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the output of a trace that is read to its end."""
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("TORCHQUIZ_HOME", str(home))
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\n"))
    main(["take", str(StudyDesk(home).path), "--plain", "--way", "trace"])
    return capsys.readouterr().out


def test_without_pictures_only_words_and_numbers_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_pictures = trace(tmp_path / "a", monkeypatch, capsys)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "settings.toml").write_text("pictures = false\n")
    without = trace(tmp_path / "b", monkeypatch, capsys)
    drawn = set("░▒▓█━─▁▂▃▄▅▆▇")
    assert drawn & set(with_pictures) and not drawn & set(without)
    assert "A greyscale image of " in without and "strongest channels: " in without
