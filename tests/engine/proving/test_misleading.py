"""Texts that refer to shuffled options, praise a wrong one or change values are doubted."""

from pathlib import Path
from typing import Any

import pytest

from tests.engine.item_doubts import doubts_of_item
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

ITEM: dict[str, Any] = {
    "id": "sum",
    "kind": "predict",
    "level": "easy",
    "stem": "What is the sum?",
    "snippet": "x = torch.ones(5, 7)\ny = x.sum()",
    "ask": "y.item()",
    "key": "35.0",
    "tolerance": 0.1,
    "hints": ["Count the elements."],
    "solution": ["There are {x.numel()}."],
    "check": "Each element adds one.",
}


def doubts_of(folder: Path, pool: Pool, because: str = "That is one axis.", **fields: Any) -> str:
    wrong = {"value": "7.0", "misconception": "stays", "because": because}
    return doubts_of_item(folder, pool, ITEM | {"distractors": [wrong]} | fields)


def test_an_ordinary_item_leaves_nothing_unproven(tmp_path: Path, pool: Pool) -> None:
    assert doubts_of(tmp_path, pool) == ""


@pytest.mark.parametrize(
    ("because", "reason"),
    [
        ("As option B shows, one axis is missing.", "the options are shuffled, so “option B”"),
        ("None of the options is larger.", "“None of the options”"),
        ("The first option counts columns.", "“first option”"),
        ("Correct! One axis.", "this explanation of a wrong option says that it is right"),
    ],
)
def test_an_explanation_that_misleads_is_doubted(
    tmp_path: Path, pool: Pool, because: str, reason: str
) -> None:
    assert reason in doubts_of(tmp_path, pool, because)


@pytest.mark.parametrize(
    "because", ["Right, but only for one axis.", "This option adds one axis.", "Set option `B`."]
)
def test_other_words_about_options_are_not_doubted(
    tmp_path: Path, pool: Pool, because: str
) -> None:
    assert doubts_of(tmp_path, pool, because) == ""


@pytest.mark.parametrize("code", ["x.add_(1).numel()", "x.t_().numel()"])
def test_an_expression_of_a_text_that_changes_a_value_is_doubted(
    tmp_path: Path, pool: Pool, code: str
) -> None:
    doubts = doubts_of(tmp_path, pool, solution=[f"It is {{{code}}}."])
    assert f"`{code}` changes a value" in doubts
    assert doubts_of(tmp_path, pool, solution=["It is {x.clone().add_(1).numel()}."]) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"stem": "The sum is 35.0. What is it?"},
        {"snippet": "x = torch.ones(5, 7)\ny = x.sum()  # 35.0"},
    ],
)
def test_a_question_that_states_its_answer_is_doubted(
    tmp_path: Path, pool: Pool, fields: dict[str, str]
) -> None:
    assert "this already states the answer, 35.0" in doubts_of(tmp_path, pool, **fields)


def test_a_value_in_a_call_that_the_question_shows_may_be_the_answer(
    tmp_path: Path, pool: Pool
) -> None:
    stem = "The code adds up `{}`. What is the sum?"
    assert "states the answer" not in doubts_of(
        tmp_path, pool, stem=stem.format("full((5,), 35.0)")
    )
    assert "already states the answer, 35.0" in doubts_of(tmp_path, pool, stem=stem.format("35.0"))


def test_a_value_that_the_code_contains_may_be_mentioned(tmp_path: Path, pool: Pool) -> None:
    code = "x = torch.full((5,), 35.0)\ny = x.max()"
    assert "states the answer" not in doubts_of(
        tmp_path, pool, snippet=code, stem="Each element is 35.0. What is the largest?"
    )


@pytest.mark.parametrize("ask", ["y.add_(1).item()", "float(x[0].add_(1).sum())"])
def test_an_ask_that_changes_a_value_is_doubted(tmp_path: Path, pool: Pool, ask: str) -> None:
    doubts = doubts_of(tmp_path, pool, ask=ask, key="36.0" if "y" in ask else "14.0")
    assert f"`{ask}` changes a value, so it does not show the state after the" in doubts


def test_an_ask_may_change_a_copy(tmp_path: Path, pool: Pool) -> None:
    assert doubts_of(tmp_path, pool, ask="y.clone().add_(1).item()", key="36.0") == ""
