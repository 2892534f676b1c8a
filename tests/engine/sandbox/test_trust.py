"""Code that did not come with torchquiz runs only if it is confined or the user allows it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.sandbox.job_runner import Layer
from torchquiz.engine.sandbox.trust import Trust, permit

FULL = {"landlock": Layer(True, "version 7"), "seccomp": Layer(True, "a list")}
PARTLY = {**FULL, "landlock": Layer(False, "Linux only")}


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text("lesson: mine\n")
    return path


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path / "home" / "trusted")


class FixedAnswer:
    """A user who always gives the same answer, and the questions that the user was asked."""

    def __init__(self, answer: bool) -> None:
        self.questions: list[str] = []
        self._answer = answer

    def __call__(self, question: str) -> bool:
        self.questions.append(question)
        return self._answer


def never() -> Mapping[str, Layer]:
    raise AssertionError("the worker must not be started")


def test_lessons_that_come_with_torchquiz_run_without_a_question(trust: Trust) -> None:
    permit(sorted(BANKS.glob("*.yaml")), trust, never, None)


def test_another_lesson_runs_without_a_question_if_it_is_fully_confined(
    bank: Path, trust: Trust
) -> None:
    permit([bank], trust, lambda: FULL, None)
    assert trust.unknown([bank]) == [bank]


def test_the_user_is_asked_once_if_a_layer_is_missing(bank: Path, trust: Trust) -> None:
    asked = FixedAnswer(True)
    permit([bank], trust, lambda: PARTLY, asked)
    permit([bank], trust, never, asked)
    (question,) = asked.questions
    assert "bank.yaml" in question and "landlock (Linux only)" in question


def test_the_user_is_asked_again_after_a_lesson_has_changed(bank: Path, trust: Trust) -> None:
    permit([bank], trust, lambda: PARTLY, FixedAnswer(True))
    bank.write_text("lesson: mine\n# changed\n")
    asked = FixedAnswer(False)
    with pytest.raises(TorchquizError, match=r"Nothing was run\."):
        permit([bank], trust, lambda: PARTLY, asked)
    assert len(asked.questions) == 1


def test_a_no_is_not_remembered(bank: Path, trust: Trust) -> None:
    with pytest.raises(TorchquizError):
        permit([bank], trust, lambda: PARTLY, FixedAnswer(False))
    assert trust.unknown([bank]) == [bank]


def test_without_a_terminal_nothing_runs_and_the_error_names_the_option(
    bank: Path, trust: Trust
) -> None:
    with pytest.raises(TorchquizError, match="--trust"):
        permit([bank], trust, lambda: PARTLY, None)


def test_a_decision_that_cannot_be_saved_is_an_error(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="could not record that you trust this code"):
        Trust(tmp_path / "home" / "trusted").remember([bank])
