"""Drafts items of kind `claim`, in which each statement gives a value for an expression."""

from collections.abc import Iterator
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import hints_and_check, solution
from torchquiz.engine.authoring.drafting.observation import Observation, Runner
from torchquiz.engine.authoring.drafting.predict import (
    item_id,
    misread_options,
    plain_draft,
    value_of,
)
from torchquiz.engine.authoring.drafting.trial import Trial
from torchquiz.engine.authoring.drafting.wrong_values import ENOUGH, chosen
from torchquiz.engine.authoring.suggest import Suggestion
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.filling import literal
from torchquiz.engine.sandbox.values import has_floats


def claim_drafts(
    observation: Observation, setup: str | None, trial: Trial, runner: Runner
) -> Iterator[Draft]:
    """Yield a draft in which the wrong statements come from common misconceptions.

    Raises:
        TorchquizError: the value is printed or contains floats, or no misconception changes it.
    """
    value = value_of(observation)
    if not observation.ask or has_floats(value):
        raise TorchquizError("A claim item needs an exact value; ask for a shape, dtype or count.")
    options = misread_options(plain_draft(observation, setup), trial)
    if not options:
        raise TorchquizError(
            "No common misconception leads to a different value; draft a predict item instead."
        )
    texts = [option.values[0].text for option in options]
    best = [options[index] for index in chosen(value.text, texts, ENOUGH)]
    hints, check = hints_and_check(observation)
    fields: dict[str, Any] = {
        "id": f"{item_id(observation.ask)}-in-words",
        "kind": "claim",
        "level": "medium",
        "stem": "Which statement is true?",
        "setup": setup,
        "snippet": observation.snippet + "\n",
        "key": _statement(observation.ask, literal(value)),
        "distractors": [_distractor(observation.ask, option) for option in best],
        "hints": hints,
        "solution": solution(observation, runner),
        "check": check,
    }
    beliefs = {option.rule.misconception: option.rule.belief for option in best}
    yield Draft({name: field for name, field in fields.items() if field is not None}, beliefs)


def _statement(ask: str, code: str) -> dict[str, str]:
    return {"text": f"`{ask}` is `{code}`.", "holds": f"{ask} == {code}"}


def _distractor(ask: str, option: Suggestion) -> dict[str, str]:
    rule = option.rule
    reason = {"misconception": rule.misconception, "because": rule.because}
    return _statement(ask, literal(option.values[0])) | reason
