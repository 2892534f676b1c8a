"""Drafts items of kind `diagnose` from faulty code and the change that fixes it."""

import ast
from collections.abc import Iterator
from typing import Any

from torchquiz.engine.authoring.candidates import RULES, changes
from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.literals import literals, replaced
from torchquiz.engine.authoring.drafting.observation import Observation, Runner
from torchquiz.engine.authoring.drafting.wrong_values import ENOUGH, chosen
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.authored import Code
from torchquiz.engine.proof.filling import literal
from torchquiz.engine.variants.edits import EditError, edited


def diagnose_drafts(
    observation: Observation, setup: str | None, fix: str, runner: Runner
) -> Iterator[Draft]:
    """Yield a draft for code that raises an exception or computes another value without the fix.

    Raises:
        TorchquizError: the fix is missing, matches no statement, or does not change what the code
            does.
    """
    fixed = _fixed(observation.snippet, fix)
    goal = _goal(observation, fixed, runner)
    wrong = _wrong_fixes(observation, fix, goal, runner)
    if not wrong:
        raise TorchquizError(
            "No wrong fix can be drafted, because every other change that was tried makes "
            "the code run. Draft a raises item, or write this item by hand."
        )
    right = _diagnosis(fix)
    best = [wrong[index] for index in chosen(right, [_diagnosis(code) for code in wrong])]
    raised = observation.outcome.raised
    fields: dict[str, Any] = {
        "id": "what-is-wrong",
        "kind": "diagnose",
        "level": "medium",
        "stem": "Why does this code fail?" if raised else f"Why is `{goal}` false?",
        "setup": setup,
        "snippet": observation.snippet + "\n",
        "fails": raised.type if raised else "goal",
        "line": raised.snippet_line if raised else None,
        "goal": goal,
        "key": {"text": right, "fix": fix},
        "distractors": [
            {
                "text": _diagnosis(code),
                "fix": code,
                "because": "With this change, the code still fails.",
            }
            for code in best
        ],
        "hints": [
            "Go through the code line by line. Which line is the first to do something unintended?"
        ],
        "solution": _solution(observation, fix),
        "check": "Print each intermediate shape, and compare it with what you expect.",
    }
    yield Draft({name: field for name, field in fields.items() if field is not None})


def _solution(observation: Observation, fix: str) -> list[str]:
    """Return sentences that say what the code does without the fix and with it."""
    raised, change = observation.outcome.raised, " ".join(fix.split())
    if raised is None:
        assert observation.value is not None
        without = (
            f"Without the fix, `{observation.ask}` is `{' '.join(observation.value.text.split())}`."
        )
        return [without, f"With `{change}`, it is {{{observation.ask}}}."]
    line = observation.snippet.split("\n")[raised.snippet_line - 1].strip()
    return [
        f"The code stops at `{line}` with a `{raised.type}`.",
        f"With `{change}`, the code runs to the end.",
    ]


def _fixed(snippet: str, fix: str) -> str:
    if not fix:
        raise TorchquizError("A diagnose item needs --fix with the statement that fixes the code.")
    try:
        return edited(snippet, Code(fix)).code
    except EditError as error:
        raise TorchquizError(f"--fix: {error}.") from error


def _goal(observation: Observation, fixed: str, runner: Runner) -> str:
    """Return an expression that is true after the fixed code and false after the faulty code."""
    outcome = runner.run(fixed)
    if outcome.failure:
        raise TorchquizError(f"With --fix, the code still fails: {outcome.failure}.")
    if observation.outcome.raised is not None:
        return "true"
    value = runner.value(fixed, observation.ask) if observation.ask else None
    code = literal(value) if value is not None else ""
    if not code or observation.value is None or value == observation.value:
        raise TorchquizError(
            "With --fix, the code still computes the same value; use --ask to name a value that"
            " changes."
        )
    return f"{observation.ask} == {code}"


def _wrong_fixes(observation: Observation, fix: str, goal: str, runner: Runner) -> list[str]:
    """Return wrong fixes: changes to one statement after which the code still fails."""
    wrong: list[str] = []
    for code in dict.fromkeys(_candidates(observation.snippet)):
        if len(wrong) >= 2 * ENOUGH:
            break
        try:
            changed = edited(observation.snippet, Code(code)).code
        except EditError:
            continue
        if ast.dump(ast.parse(code)) != ast.dump(ast.parse(fix)) and _fails(changed, goal, runner):
            wrong.append(code)
    return wrong


def _fails(snippet: str, goal: str, runner: Runner) -> bool:
    if goal == "true":
        return bool(runner.run(snippet).failure)
    value = runner.value(snippet, goal)
    return value is None or value.data is not True


def _candidates(snippet: str) -> Iterator[str]:
    """Yield statements that could replace one of the snippet's statements."""
    for number in literals(snippet):
        for other in (number.value + 1, 2 * number.value):
            lines = replaced(snippet, [(number, str(other))]).split("\n")
            yield lines[number.line - 1].strip()
    for rule in RULES:
        for change in changes(rule, snippet, None):
            if isinstance(change, Code):
                yield str(change)


def _diagnosis(code: str) -> str:
    return f"It should be `{' '.join(code.split())}`."
