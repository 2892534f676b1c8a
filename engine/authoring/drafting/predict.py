"""Drafts items of kind `predict`, which ask for a computed value or for the printed output."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import (
    PROPERTY,
    hints_and_check,
    right_value,
    solution,
)
from torchquiz.engine.authoring.drafting.observation import Observation, Runner
from torchquiz.engine.authoring.drafting.parameters import Parametrised, parametrised
from torchquiz.engine.authoring.drafting.trial import Trial
from torchquiz.engine.authoring.drafting.wrong_values import ENOUGH, chosen, other_values
from torchquiz.engine.authoring.suggest import Suggestion, distractor, suggestions
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.kinds.predict import PredictItem
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.asked_value import printed_value
from torchquiz.engine.proof.filling import literal
from torchquiz.engine.sandbox.values import has_floats, magnitude

LONG_FLOAT = re.compile(r"\d+\.\d{7,}(?:e[-+]?\d+)?")
"""Matches a float with more digits than matter, such as `0.46000000834465027`."""
NAME = re.compile(r"[a-z]+[a-z0-9]*")
"""A word of an expression that can be part of an id: `shape` and `y` in `y.shape`."""
CONVERSIONS = {"item", "tolist"}
PRECISION = 0.01
"""The tolerance of a drafted item, as a fraction of the value."""


def predict_drafts(
    observation: Observation, setup: str | None, trial: Trial, runner: Runner
) -> Iterator[Draft]:
    """Yield a draft with parameters, if one can be made, and then a draft without parameters.

    Args:
        observation: what the snippet does.
        setup: the item's own setup, or None if the lesson's setup is enough.
        trial: the copy of the lesson in which drafts are tried.
        runner: runs variations of the snippet.

    Raises:
        TorchquizError: the value is too long to choose from.
    """
    with_parameters = parametrised(observation, runner)
    if with_parameters is not None:
        yield _draft(observation, setup, with_parameters, trial, runner)
    yield _draft(observation, setup, _unchanged(observation), trial, runner)


def _unchanged(observation: Observation) -> Parametrised:
    """Return the snippet without parameters, and the computed value as its answer."""
    value = value_of(observation)
    key = literal(value, _tolerance(value), is_printed=not observation.ask)
    if not key:
        raise TorchquizError(
            f"The value, {value.text}, is too long for a key. Ask for its shape, its dtype or a"
            " single number."
        )
    return Parametrised(observation.snippet, key)


def value_of(observation: Observation) -> Value:
    """Return the value that learners work out: that of the expression, or the printed output."""
    return observation.value or printed_value(observation.outcome.output)


def _tolerance(value: Value) -> float | None:
    if not has_floats(value):
        return None
    return float(f"{PRECISION * (magnitude(value) or 1.0):.1g}")


def _draft(
    observation: Observation,
    setup: str | None,
    code: Parametrised,
    trial: Trial,
    runner: Runner,
) -> Draft:
    """Return a complete draft of an item, including wrong options and explanations."""
    draft = _question(observation, setup, code)
    options = misread_options(draft, trial)
    wrong, beliefs = wrong_options(options, value_of(observation), code.key, observation.ask)
    hints, check = hints_and_check(observation)
    fields = {**draft.fields, "distractors": wrong}
    if not wrong:
        fields["entry"] = "typed"
    fields |= {"hints": hints, "solution": solution(observation, runner), "check": check}
    return Draft(fields, beliefs, draft.note)


def _question(observation: Observation, setup: str | None, code: Parametrised) -> Draft:
    """Return a draft of an item with only its question and correct answer."""
    ask = observation.ask
    fields: dict[str, Any] = {
        "id": item_id(ask),
        "kind": "predict",
        "level": "medium",
        "stem": f"What is `{ask}`?" if ask else "What does this code print?",
        "given": code.given,
        "setup": setup,
        "snippet": code.snippet + "\n",
        "ask": ask,
        "key": _plain(code.key),
        "tolerance": _tolerance(value_of(observation)),
    }
    filled = {name: field for name, field in fields.items() if field not in (None, "", {})}
    return Draft(filled, note=_note(code))


def plain_draft(observation: Observation, setup: str | None) -> Draft:
    """Return a draft with neither parameters nor wrong options, as a basis for misreadings."""
    return _question(observation, setup, _unchanged(observation))


def item_id(ask: str) -> str:
    """Return an id such as `shape-of-y` for `y.shape`, or `value-of-m` for `m[1, 2].item()`."""
    words = [word for word in NAME.findall(ask.lower()) if word not in CONVERSIONS]
    if not words:
        return "printed-output"
    found = PROPERTY.search(ask)
    named = found[1].replace("_", "-") if found else "value"
    return f"{named}-of-{words[0]}"


def _note(code: Parametrised) -> str:
    """Return a YAML comment that lists the other values for which the snippet runs."""
    ranges = [f"{one.name} from {min(one.values)} to {max(one.values)}" for one in code.parameters]
    return f"it also runs for {' and '.join(ranges)}" if ranges else ""


def misread_options(draft: Draft, trial: Trial) -> list[Suggestion]:
    """Return the misreadings of the snippet that give a wrong value in every variant."""
    item, scope = trial.loaded(draft)
    assert isinstance(item, PredictItem)
    return suggestions(item, scope, trial.workers)


def wrong_options(
    options: Sequence[Suggestion], value: Value, key: str, ask: str
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the wrong options, and the misconceptions behind them as `name: belief`.

    If misconceptions lead to too few wrong values, other wrong values are added, each with a text
    that says how it differs from the right value.
    """
    options = _one_per_belief(options)
    best = [options[index] for index in chosen(value.text, [_first_text(one) for one in options])]
    wrong = [distractor(option) for option in best]
    beliefs = {option.rule.misconception: option.rule.belief for option in best}
    taken = {value.text, *(_first_text(option) for option in best)}
    right = right_value(ask)
    for code, why in other_values(value, key):
        if len(wrong) >= ENOUGH:
            break
        if not any(_is_alike(code, other) for other in taken):
            taken.add(code)
            wrong.append({"value": _plain(code), "because": f"{why} {right}".rstrip()})
    return wrong, beliefs


def _is_alike(code: str, other: str) -> bool:
    """Return whether two values are equal, or are numbers within the tolerance of each other."""
    try:
        return math.isclose(float(code), float(other), rel_tol=2 * PRECISION)
    except ValueError:
        return code == other


def _one_per_belief(options: Sequence[Suggestion]) -> list[Suggestion]:
    """Return one option per misconception, and more only if there would be too few otherwise."""
    first = {option.rule.misconception: option for option in reversed(options)}
    kept = [option for option in options if first[option.rule.misconception] is option]
    others = [option for option in options if first[option.rule.misconception] is not option]
    return kept + others[: max(0, ENOUGH - len(kept))]


def _plain(code: str) -> str | int:
    """Return the code of an integer as an int, which YAML does not quote.

    In other code, floats are rounded to the digits that matter.
    """
    if code.isdecimal():
        return int(code)
    return LONG_FLOAT.sub(lambda number: f"{float(number[0]):.6g}", code)


def _first_text(option: Suggestion) -> str:
    return option.values[0].text
