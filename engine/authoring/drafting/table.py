"""Drafts items of kind `table`, which ask for the same property of several tensors."""

from collections.abc import Iterator
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import (
    PROPERTY,
    hints_and_check,
    solution,
)
from torchquiz.engine.authoring.drafting.observation import Observation, Runner
from torchquiz.engine.authoring.drafting.trial import Trial
from torchquiz.engine.authoring.suggest import distractor, suggestions
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.kinds.table import TableItem
from torchquiz.engine.proof.filling import literal

FEWEST_ROWS = 2
MOST_ROWS = 12
MOST_DISTRACTORS = 6


def table_drafts(
    observation: Observation, setup: str | None, trial: Trial, runner: Runner
) -> Iterator[Draft]:
    """Yield a draft of a table with one row per tensor.

    Raises:
        TorchquizError: the code assigns fewer than two tensors.
    """
    found = PROPERTY.search(observation.ask)
    name = found[1] if found else "shape"
    rows = _rows(observation, name, runner)
    if len(rows) < FEWEST_ROWS:
        raise TorchquizError("A table needs code that assigns at least two tensors.")
    hints, check = hints_and_check(observation)
    fields: dict[str, Any] = {
        "id": f"{name.replace('_', '-')}-of-each-tensor",
        "kind": "table",
        "level": "medium",
        "stem": f"What is the `{name}` of each tensor?",
        "setup": setup,
        "snippet": observation.snippet + "\n",
        "columns": [name],
        "rows": rows[:MOST_ROWS],
    }
    fields = {name: field for name, field in fields.items() if field is not None}
    item, scope = trial.loaded(Draft(fields))
    assert isinstance(item, TableItem)
    options = suggestions(item, scope, trial.workers)[:MOST_DISTRACTORS]
    fields["distractors"] = [distractor(option) for option in options]
    fields |= {"hints": hints, "solution": solution(observation, runner), "check": check}
    yield Draft(fields, {option.rule.misconception: option.rule.belief for option in options})


def _rows(observation: Observation, name: str, runner: Runner) -> list[dict[str, Any]]:
    """Return a table row for each tensor whose property is short enough for a learner to type."""
    rows = []
    for tensor in observation.tensors:
        ask = f"{tensor}.{name}"
        value = runner.value(observation.snippet, ask)
        key = literal(value) if value is not None else ""
        if key:
            rows.append({"name": f"`{tensor}`", "cells": [{"ask": ask, "key": key}]})
    return rows
