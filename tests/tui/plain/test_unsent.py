"""Line by line, what a learner has typed but not submitted is offered again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.conftest import Learner
from tests.tui.small_items import filled, printed, tabled, true_or_false
from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.drafts import Drafts

LearnerOf = Callable[..., Learner]
FIRST_CELL = "(1, 6, 28, 28)"


def responses(learner: Learner) -> list[str]:
    """Return the stored responses."""
    return [attempt.response for attempt in learner.attempts()]


def test_cells_typed_before_stopping_are_offered_again(learner_of: LearnerOf) -> None:
    learner = learner_of(tabled())
    learner.types(FIRST_CELL, "q")
    said = learner.types("", "456")
    assert f"Enter keeps {FIRST_CELL}: \n" in said.out and "\nRight.\n" in said.out
    assert responses(learner) == [f'["{FIRST_CELL}", "456"]']


def test_cells_typed_before_the_input_ended_are_offered_again(learner_of: LearnerOf) -> None:
    learner = learner_of(tabled())
    learner.types(FIRST_CELL)
    assert f"Enter keeps {FIRST_CELL}: " in learner.types().out


def test_a_cell_that_cannot_be_read_is_not_offered(learner_of: LearnerOf) -> None:
    assert "Enter keeps" not in learner_of(tabled()).types("six", FIRST_CELL).out


def test_an_offered_text_can_be_replaced(learner_of: LearnerOf) -> None:
    learner = learner_of(tabled())
    learner.types("(1, 6, 32, 32)", "q")
    assert "\nRight.\n" in learner.types(FIRST_CELL, "456").out


def test_blanks_typed_before_a_skip_are_offered_again(learner_of: LearnerOf) -> None:
    learner = learner_of(filled(), true_or_false())
    said = learner.types("skip", "3", ":skip", "a", "", "", "1")
    assert "__1__, Enter keeps 3: \n__2__: 1\n\nRight.\n" in said.out


def test_the_last_try_is_offered_when_the_question_is_tried_again(learner_of: LearnerOf) -> None:
    learner = learner_of(tabled())
    said = learner.types(FIRST_CELL, "450", "r", "", "456")
    assert f"Enter keeps {FIRST_CELL}: \n" in said.out and ", Enter keeps 450: 456\n" in said.out
    assert "\nRight.\n" in said.out


def test_an_answer_of_several_lines_continues_where_it_was_left(learner_of: LearnerOf) -> None:
    learner = learner_of(printed("1\n2"))
    learner.types("1", ":q")
    said = learner.types("", "2", "")
    assert "You have typed these lines already:\n    1\n" in said.out
    assert responses(learner) == ['["1\\n2"]']


def test_a_typed_line_replaces_the_offered_lines(learner_of: LearnerOf) -> None:
    learner = learner_of(printed("1\n2"))
    learner.types("one", ":q")
    learner.types("1", "2", "")
    assert responses(learner) == ['["1\\n2"]']


def test_a_submitted_answer_is_not_offered_in_the_next_session(
    learner_of: LearnerOf, home: Path
) -> None:
    learner = learner_of(tabled())
    learner.types(FIRST_CELL, "456", "", "")
    assert "Enter keeps" not in learner.types("q").out
    assert not list((home / "drafts").iterdir())


def test_text_that_cannot_be_kept_is_reported_once(
    learner_of: LearnerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("Could not save your draft: disk full.")

    monkeypatch.setattr(Drafts, "keep", refuse)
    said = learner_of(tabled()).types(FIRST_CELL, "456")
    assert said.out.count("Could not save your draft: disk full.") == 1
    assert "\nRight.\n" in said.out
