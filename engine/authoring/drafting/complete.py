"""Drafts items of kind `complete`, in which learners fill in an integer of the snippet."""

from collections.abc import Iterator
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import hints_and_check, solution
from torchquiz.engine.authoring.drafting.literals import Literal, literals, replaced
from torchquiz.engine.authoring.drafting.observation import Observation, Runner
from torchquiz.engine.authoring.drafting.wrong_values import ENOUGH, chosen
from torchquiz.engine.proof.filling import literal as value_code

BLANK = "____"


def complete_drafts(observation: Observation, setup: str | None, runner: Runner) -> Iterator[Draft]:
    """Yield a draft for each integer of the snippet that affects the value of the expression."""
    key_value = observation.value and value_code(observation.value)
    if not key_value:
        return
    for literal in literals(observation.snippet):
        wrong = _wrong_numbers(literal, observation, runner)
        if len(wrong) >= ENOUGH:
            yield _draft(literal, wrong, key_value, observation, setup, runner)


def _wrong_numbers(
    literal: Literal, observation: Observation, runner: Runner
) -> list[tuple[str, str]]:
    """Return integers that make the code compute another value or fail.

    Each comes with a description of what happens.
    """
    own = literal.value
    assert observation.value is not None
    wrong = []
    for number in sorted({own - 1, own + 1, 2 * own, own + 2, own // 2} - {0, own}):
        snippet = replaced(observation.snippet, [(literal, str(number))])
        value = runner.value(snippet, observation.ask)
        if value is None:
            wrong.append((str(number), f"With `{number}`, the code raises an exception."))
        elif value.text != observation.value.text:
            text = " ".join(value.text.split())
            wrong.append((str(number), f"With `{number}`, `{observation.ask}` is `{text}`."))
    return wrong


def _draft(
    literal: Literal,
    wrong: list[tuple[str, str]],
    key_value: str,
    observation: Observation,
    setup: str | None,
    runner: Runner,
) -> Draft:
    hints, check = hints_and_check(observation)
    fields: dict[str, Any] = {
        "id": f"{literal.name}-to-fill-in",
        "kind": "complete",
        "level": "medium",
        "stem": f"Fill in the blank so that `{observation.ask}` is `{key_value}`.",
        "setup": setup,
        "snippet": replaced(observation.snippet, [(literal, BLANK)]) + "\n",
        "goal": f"{observation.ask} == {key_value}",
        "key": str(literal.value),
        "distractors": [
            {"code": wrong[index][0], "because": wrong[index][1]}
            for index in chosen(str(literal.value), [number for number, _ in wrong])
        ],
        "hints": hints,
        "solution": solution(observation, runner),
        "check": check,
    }
    return Draft({name: field for name, field in fields.items() if field is not None})
