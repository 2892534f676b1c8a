"""Tests that typing slips at the plain prompt cost no try and get one helpful sentence."""

from collections.abc import Callable

import pytest

from tests.tui.conftest import Learner
from tests.tui.small_items import counted, shaped

LearnerOf = Callable[..., Learner]


@pytest.mark.parametrize("text", ["x", ",", "3x", "1,,2", "(,)", "x3"])
def test_a_stray_separator_is_not_read_as_a_shape(text: str, learner_of: LearnerOf) -> None:
    learner = learner_of(shaped())
    said = learner.types(text, "1x6x28x28")
    assert "That is not a shape; write it like (1, 3, 32, 32) or 1x3x32x32.\n" in said.out
    assert [attempt.verdict for attempt in learner.attempts()] == ["right"]


def test_an_empty_pair_of_brackets_and_a_trailing_comma_are_shapes(learner_of: LearnerOf) -> None:
    said = learner_of(shaped()).types("()", "r", "1, 6, 28, 28,")
    assert "The answer has 4 numbers; yours has none.\n" in said.out
    assert "\nRight.\n" in said.out


@pytest.mark.parametrize("text", ["[[1, 2], [3, 4]]", "[0.5, 1.5]"])
def test_a_list_in_the_place_of_a_shape_gets_a_helpful_sentence(
    text: str, learner_of: LearnerOf
) -> None:
    learner = learner_of(shaped())
    said = learner.types(text)
    assert "This is a list of values. A shape has one whole number for each dimension" in said.out
    assert learner.attempts() == []


def test_the_number_of_sizes_is_stated_in_good_english(learner_of: LearnerOf) -> None:
    assert "The answer has 4 numbers; yours has 1.\n" in learner_of(shaped()).types("7").out


def test_after_a_slip_only_the_question_of_the_prompt_is_repeated(learner_of: LearnerOf) -> None:
    said = learner_of(counted()).types("many", "h", "456")
    assert said.out.count("h for a hint") == 1
    assert said.out.count("\nA whole number: ") == 2
