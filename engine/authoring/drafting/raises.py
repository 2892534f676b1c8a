"""Drafts items of kind `raises`, which ask which exception a snippet raises, and where."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.observation import Observation
from torchquiz.engine.kinds.raises import NONE
from torchquiz.engine.sandbox.job import Raised

UNRELATED = ("RuntimeError", "ValueError", "TypeError", "IndexError")
"""Classes of exceptions that PyTorch often raises, none of which inherits from another."""
BELIEFS = {
    "nothing-is-checked": "PyTorch adjusts operands whose shapes or dtypes do not match.",
    "raised-where-defined": "Exceptions are raised where a value is created, not where it is used.",
    "raised-at-the-end": "An exception is raised where a result is used, not where it is computed.",
}


def raises_drafts(observation: Observation, setup: str | None) -> Iterator[Draft]:
    """Yield drafts for a snippet that raises an exception.

    The first draft quotes PyTorch's message.
    """
    raised = observation.outcome.raised
    assert raised is not None
    fields: dict[str, Any] = {
        "id": f"{_words(raised)}-is-raised",
        "kind": "raises",
        "level": "medium",
        "stem": "Does this code raise an exception and, if so, where?",
    }
    if setup is not None:
        fields["setup"] = setup
    fields["snippet"] = observation.snippet + "\n"
    fields["key"] = raised.type
    fields["line"] = raised.snippet_line
    wrong = _wrong_options(observation.snippet, raised)
    fields["distractors"] = wrong
    fields["hints"] = ["Go through the code line by line. Which operation cannot be carried out?"]
    fields["check"] = "Print the shapes and dtypes of all operands before the line that fails."
    names = [option["misconception"] for option in wrong if "misconception" in option]
    draft = Draft(fields, {name: BELIEFS[name] for name in names})
    message = raised.sentence.partition(": ")[2].strip().rstrip(".")
    if message and "`" not in message:
        literal = message.replace("{", "{{").replace("}", "}}")
        yield draft.with_fields(solution=[f"PyTorch says: “{literal}”."])
    line = observation.snippet.split("\n")[raised.snippet_line - 1].strip()
    where = f" at `{line}`" if raised.snippet_line and "`" not in line else ""
    yield draft.with_fields(solution=[f"The code stops{where} with a `{raised.type}`."])


def _words(raised: Raised) -> str:
    """Return the name of an exception as it appears in ids, such as `runtime-error`."""
    name = raised.type.rpartition(".")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _wrong_options(snippet: str, raised: Raised) -> list[dict[str, Any]]:
    """Return wrong options in which the right exception class occurs as often as the right line.

    Otherwise the class or line that most options share would give the answer away.
    """
    own, own_line = raised.type, raised.snippet_line
    other = next(name for name in UNRELATED if name not in raised.lineage)
    line = _other_line(snippet, own_line)
    if line is None:
        second = next(name for name in UNRELATED if name not in (*raised.lineage, other))
        return [_no_error(), _class(other, own, own_line), _class(second, own, own_line)]
    misplaced = _misplaced(line, own_line)
    return [
        {"raises": own, "line": line, **misplaced},
        _class(other, own, own_line),
        {"raises": other, "line": line, **misplaced, "because": _both(own, own_line)},
    ]


def _no_error() -> dict[str, Any]:
    return {
        "raises": NONE,
        "misconception": "nothing-is-checked",
        "because": "PyTorch checks the operands of an operation when it runs.",
    }


def _class(other: str, own: str, line: int) -> dict[str, Any]:
    because = f"That line does fail, but the exception is a `{own}`."
    return {"raises": other, "line": line, "because": because}


def _both(own: str, line: int) -> str:
    return f"Neither the line nor the exception is right: line {line} raises a `{own}`."


def _misplaced(line: int, own: int) -> dict[str, Any]:
    if line < own:
        because = "That line runs; a later operation fails."
        return {"misconception": "raised-where-defined", "because": because}
    because = "That line is never reached, because an earlier one fails."
    return {"misconception": "raised-at-the-end", "because": because}


def _other_line(snippet: str, own: int) -> int | None:
    """Return the line of another statement, preferably the nearest one before `own`.

    Return None if the snippet has only one statement.
    """
    lines = sorted({statement.lineno for statement in ast.parse(snippet).body} - {own})
    before = [line for line in lines if line < own]
    return before[-1] if before else next(iter(lines), None)
