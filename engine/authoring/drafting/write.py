"""Drafts items of kind `write`, in which learners write a function of the author's snippet."""

import ast
from collections.abc import Iterator
from itertools import product
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import TODO
from torchquiz.engine.authoring.drafting.observation import Runner
from torchquiz.engine.authoring.drafting.source import DraftSource
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.values import has_floats, is_comparable, magnitude

SIZES = {"rows": "1..4", "columns": "1..4"}
"""Variables for the sizes of inputs, with the ranges of their random values."""
INPUTS = (
    "torch.randn(rows, columns)",
    "torch.randn(columns)",
    "torch.randint(0, 5, (columns,))",
    "torch.randint(0, 5, (rows, columns))",
    "columns",
    "rows",
    "torch.randn(2, rows, columns)",
)
"""Inputs to try for each parameter, the most likely first."""
MOST_PARAMETERS = 3
MOST_TRIES = 60
EXAMPLE = {"rows": 3, "columns": 2}
"""Sizes with which inputs are tried."""
PRECISION = 1e-4


def write_drafts(source: DraftSource, setup: str | None, runner: Runner) -> Iterator[Draft]:
    """Yield drafts that check the last function of the snippet with random inputs.

    Args:
        source: the author's code.
        setup: the item's own setup, or None if the lesson's setup is enough.
        runner: runs the snippet.

    Raises:
        TorchquizError: the code defines no function, or no inputs are known for it.
    """
    functions = [
        node for node in ast.parse(source.snippet).body if isinstance(node, ast.FunctionDef)
    ]
    if not functions:
        raise TorchquizError("A write item needs a function, which the learner will write.")
    function = functions[-1]
    drafts = 0
    for inputs, value in _fitting_inputs(function, source.snippet, runner):
        drafts += 1
        yield _draft(source.snippet, function, inputs, value, setup)
    if not drafts:
        raise TorchquizError(
            f"No inputs for `{function.name}` could be found; write its checks by hand."
        )


def _fitting_inputs(
    function: ast.FunctionDef, snippet: str, runner: Runner
) -> Iterator[tuple[dict[str, str], Value]]:
    """Yield inputs for which the function returns a value that can be compared.

    Each comes with that value.
    """
    arguments = function.args
    required = len(arguments.args) - len(arguments.defaults)
    names = [argument.arg for argument in arguments.args[:required]]
    if not 1 <= len(names) <= MOST_PARAMETERS or arguments.kwonlyargs:
        return
    combined = list(product(INPUTS, repeat=len(names)))[:MOST_TRIES]
    calls = [_call(function.name, dict(zip(names, codes, strict=True))) for codes in combined]
    answers = runner.run(snippet, calls).answers
    for codes, answer in zip(combined, answers, strict=False):
        if isinstance(answer, Value) and is_comparable(answer):
            yield dict(zip(names, codes, strict=True)), answer


def _call(name: str, inputs: dict[str, str]) -> str:
    """Return an expression that calls the function with inputs of the sizes in the example."""
    sizes = ", ".join(EXAMPLE)
    values = ", ".join(map(str, EXAMPLE.values()))
    return f"(lambda {sizes}: {name}({', '.join(inputs.values())}))({values})"


def _draft(
    snippet: str, function: ast.FunctionDef, inputs: dict[str, str], value: Value, setup: str | None
) -> Draft:
    call = f"{function.name}({', '.join(inputs)})"
    used = {name for code in inputs.values() for name in SIZES if name in code}
    check: dict[str, Any] = {"says": f"`{call}` returns the right value.", "ask": call}
    if has_floats(value):
        check["tolerance"] = float(f"{PRECISION * max(1.0, magnitude(value)):.0g}")
    check["over"] = {name: values for name, values in SIZES.items() if name in used}
    check["inputs"] = inputs
    described = (ast.get_docstring(function) or "").strip()
    stem = f"Write `{function.name}`. {described}"
    fields: dict[str, Any] = {
        "id": f"write-{function.name.strip('_').replace('_', '-').lower()}",
        "kind": "write",
        "level": "medium",
        "stem": stem if described else f"{TODO} describe what `{function.name}` must return.",
        "setup": setup,
        "starter": _starter(snippet, function),
        "key": snippet + "\n",
        "checks": [check],
        "hints": ["Write down the shapes of the inputs and of the result for a small example."],
        "solution": [f"The last statement is `{_last_line(function)}`."],
        "check": "Call the function with inputs of different sizes, including size 1.",
    }
    return Draft({name: field for name, field in fields.items() if field is not None})


def _starter(snippet: str, function: ast.FunctionDef) -> str:
    """Return the snippet, with the body of the function replaced by `...`."""
    lines = snippet.split("\n")
    first = function.body[0].lineno - 1
    has_docstring = ast.get_docstring(function) is not None
    kept = (function.body[0].end_lineno or first + 1) if has_docstring else first
    end = function.end_lineno or len(lines)
    return "\n".join([*lines[:kept], f"{' ' * function.body[0].col_offset}...", *lines[end:], ""])


def _last_line(function: ast.FunctionDef) -> str:
    return ast.unparse(function.body[-1]).split("\n")[0]
