"""Drafts items of kind `order`, in which learners put the snippet's statements in order."""

import ast
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import hints_and_check, right_value
from torchquiz.engine.authoring.drafting.observation import Observation, Runner
from torchquiz.engine.authoring.drafting.predict import item_id, value_of
from torchquiz.engine.authoring.drafting.wrong_values import ENOUGH
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.filling import literal
from torchquiz.engine.sandbox.values import has_floats

FEWEST_LINES, MOST_LINES = 3, 5
"""The number of statements to put in order; earlier ones are shown."""
MOST_TRIES = 24


def order_drafts(observation: Observation, setup: str | None, runner: Runner) -> Iterator[Draft]:
    """Yield drafts in which learners order as many of the last statements as possible.

    Raises:
        TorchquizError: there are too few statements, or the value does not depend on their order.
    """
    goal = _goal(observation)
    statements = [
        ast.get_source_segment(observation.snippet, node) or ast.unparse(node)
        for node in ast.parse(observation.snippet).body
    ]
    is_drafted = False
    for count in range(min(MOST_LINES, len(statements)), FEWEST_LINES - 1, -1):
        before, lines = statements[:-count], statements[-count:]
        wrong = _wrong_orders(before, lines, goal, runner)
        if len(wrong) >= ENOUGH:
            is_drafted = True
            yield _draft(observation, setup, goal, before, lines, wrong)
    if not is_drafted:
        raise TorchquizError(
            "An order item needs at least three statements at the end of the code, and a "
            "value that depends on their order; name that value with --ask."
        )


def _goal(observation: Observation) -> str:
    """Return a condition that is true after the statements have run in the right order."""
    value = value_of(observation)
    code = literal(value) if observation.ask else ""
    if not code or (has_floats(value) and value.tag != "float"):
        raise TorchquizError(
            "An order item needs a value to test; ask for a number, a shape, a dtype or a boolean."
        )
    if has_floats(value):
        return f"abs({observation.ask} - {code}) < {1e-3 * (abs(float(code)) or 1.0):.1g}"
    return f"{observation.ask} == {code}"


def _wrong_orders(
    before: Sequence[str], lines: Sequence[str], goal: str, runner: Runner
) -> list[tuple[list[int], str]]:
    """Return wrong orders of the lines, each with a description of what happens.

    Orders that run without an error come first. The numbers of the lines are counted from 1.
    """
    right = tuple(range(len(lines)))
    running, raising = [], []
    # Orders with few lines out of place come first, because they are the most plausible.
    for order in sorted(permutations(right), key=_distance)[: MOST_TRIES + 1]:
        if order == right:
            continue
        snippet = "\n".join([*before, *(lines[number] for number in order)])
        numbers = [number + 1 for number in order]
        outcome = runner.run(snippet, [goal])
        raised = outcome.raised
        if raised is not None:
            raising.append((numbers, f"In this order, the code stops with a `{raised.type}`."))
            continue
        value = runner.value(snippet, goal)
        if value is not None and value.data is False:
            running.append((numbers, "In this order, the code runs, but its result is different."))
    return running + raising


def _distance(order: tuple[int, ...]) -> int:
    """Return the total distance of the lines from their correct positions."""
    return sum(abs(number - place) for place, number in enumerate(order))


def _draft(
    observation: Observation,
    setup: str | None,
    goal: str,
    before: Sequence[str],
    lines: Sequence[str],
    wrong: Sequence[tuple[list[int], str]],
) -> Draft:
    hints, check = hints_and_check(observation)
    fields: dict[str, Any] = {
        "id": f"order-for-{item_id(observation.ask)}",
        "kind": "order",
        "level": "medium",
        "stem": f"Put the lines in order so that `{goal}`.",
        "setup": setup,
        "snippet": "\n".join([*before, ""]) if before else None,
        "lines": list(lines),
        "goal": goal,
        "distractors": [{"order": order, "because": why} for order, why in wrong[:ENOUGH]],
        "hints": ["Which names does each line use, and which line assigns them?", *hints[1:]],
        "solution": [right_value(observation.ask) or f"Then `{goal}`."],
        "check": check,
    }
    return Draft({name: field for name, field in fields.items() if field is not None})
