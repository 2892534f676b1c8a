"""Line by line, a question can be skipped, and the learner can say that they do not know it."""

from collections.abc import Callable

from tests.tui.conftest import Learner
from tests.tui.small_items import chosen, filled, shaped, true_or_false

LearnerOf = Callable[..., Learner]


def test_a_question_that_is_not_known_counts_as_missed_and_is_explained(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(chosen())
    said = learner.types("n", "")
    assert "n if you don't know" in said.out
    assert "Right: " in said.out and "Worked solution:" in said.out
    assert [attempt.verdict for attempt in learner.attempts()] == ["wrong"]


def test_a_skipped_question_comes_back_after_the_others(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false(), chosen())
    said = learner.types("skip", "(1, 6, 28, 28)", "", "skip", "true", "")
    assert "skip to come back to it later" in said.out
    assert "Skipped. The question comes back after the others." in said.out
    assert "This question cannot be skipped, because it is the last one." in said.out
    assert [attempt.item for attempt in learner.attempts()] == [
        chosen().id,
        true_or_false().id,
    ]
    assert "All 2 right on the first try" in said.out


def test_code_needs_a_colon_before_these_commands(learner_of: LearnerOf) -> None:
    learner = learner_of(filled(), shaped())
    said = learner.types(":skip", "n", "", ":n", "", "n", "")
    assert ":n if you don't know, :skip to come back to it later" in said.out
    assert [attempt.verdict for attempt in learner.attempts()] == ["wrong", "wrong"]


def test_what_was_tried_can_no_longer_be_skipped_or_unknown(learner_of: LearnerOf) -> None:
    learner = learner_of(chosen(), true_or_false())
    said = learner.types("(1, 3, 28, 28)", "r", "n", "skip", ":q")
    assert "You have tried this question already" in said.out
    assert "cannot be skipped, because you have tried it" in said.out
    assert len(learner.attempts()) == 1
