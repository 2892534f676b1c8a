"""Drafts items of kind `write`, in which learners write a function from the author's snippet."""

import ast
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import TODO
from torchquiz.engine.authoring.drafting.inputs import likely_inputs
from torchquiz.engine.authoring.drafting.observation import Runner
from torchquiz.engine.authoring.drafting.source import DraftSource
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.values import has_floats, is_comparable, magnitude

SIZES = {"rows": "1..4", "columns": "1..4"}
"""Variables for the sizes of inputs, with the ranges of their random values."""
TRIALS = {"trial": "1..6"}
"""The name that is drawn for random inputs whose sizes are fixed."""
MOST_PARAMETERS = 6
MOST_TRIES = 80
"""Maximum number of combinations of inputs to try."""
MOST_INPUTS = 2
"""Maximum number of inputs for which drafts are proven, since each proof takes time."""
EXAMPLE = (3, 2)
"""The numbers of rows and columns of an example."""
EDGES = ((1, 1), (1, 4), (4, 1), (4, 4))
"""The numbers with which inputs must fit as well, because the drawn cases include them."""
PRECISION = 1e-4


def write_drafts(source: DraftSource, setup: str | None, runner: Runner) -> Iterator[Draft]:
    """Yield drafts that check the snippet's last function with random inputs.

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
        raise TorchquizError("A write item needs a function for the learner to write.")
    function = functions[-1]
    drafts = 0
    fitting = list(islice(_fitting_inputs(function, source.snippet, runner), MOST_INPUTS))
    for extras, (inputs, value) in product(EXTRAS, fitting):
        drafts += 1
        draft = _draft(source.snippet, function, inputs, value, setup)
        checks = [*draft.fields["checks"], *(extra(draft.fields["checks"][0]) for extra in extras)]
        if None not in checks:
            yield draft.with_fields(checks=checks)
    if not drafts:
        raise TorchquizError(
            f"No inputs for `{function.name}` could be found; write its checks by hand."
        )


def _fitting_inputs(
    function: ast.FunctionDef, snippet: str, runner: Runner
) -> Iterator[tuple[dict[str, str], Value]]:
    """Yield inputs for which the function returns a value that can be compared.

    Each comes with that value. The inputs must fit with all sizes. Those with which the function
    returns NaN come last.
    """
    arguments = function.args
    required = len(arguments.args) - len(arguments.defaults)
    names = [argument.arg for argument in arguments.args[:required]]
    if not 1 <= len(names) <= MOST_PARAMETERS or arguments.kwonlyargs:
        return
    combined = likely_inputs(names, MOST_TRIES)
    calls = [
        _call(function.name, codes, sizes) for codes in combined for sizes in (EXAMPLE, *EDGES)
    ]
    answers = iter(runner.run(snippet, calls).answers)
    later: list[tuple[dict[str, str], Value]] = []
    for codes in combined:
        example, *edges = [next(answers, None) for _ in range(1 + len(EDGES))]
        if not isinstance(example, Value) or not is_comparable(example):
            continue
        if not all(isinstance(edge, Value) and is_comparable(edge) for edge in edges):
            continue
        fitting = dict(zip(names, codes, strict=True)), example
        if "nan" in example.text:
            later.append(fitting)
        else:
            yield fitting
    yield from later


def _call(name: str, inputs: Sequence[str], sizes: tuple[int, int]) -> str:
    """Return an expression that calls the function with inputs of the given sizes."""
    return f"(lambda rows, columns: {name}({', '.join(inputs)}))({sizes[0]}, {sizes[1]})"


def _draft(
    snippet: str, function: ast.FunctionDef, inputs: dict[str, str], value: Value, setup: str | None
) -> Draft:
    call = f"{function.name}({', '.join(inputs)})"
    used = {name for code in inputs.values() for name in SIZES if name in code}
    check: dict[str, Any] = {"says": f"`{call}` returns the right value.", "ask": call}
    if has_floats(value):
        check["tolerance"] = float(f"{PRECISION * max(1.0, magnitude(value)):.0g}")
    over = {name: values for name, values in SIZES.items() if name in used}
    check["over"] = over or dict(TRIALS)
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
        "solution": [f"The last statement of the function is `{_last_line(function)}`."],
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


def _leaves_inputs(check: dict[str, Any]) -> dict[str, Any] | None:
    """Return a check that the function changes none of its tensors in place; None if it has none.

    Such a check is needed only if a mutant that changes an input passes the others.
    """
    tensors = [name for name, code in check["inputs"].items() if code.startswith("torch.")]
    if not tensors:
        return None
    returned = ", ".join(tensors)
    says = f"The function leaves {' and '.join(f'`{name}`' for name in tensors)} unchanged."
    ask = f"({check['ask']}, {returned})[1:]"
    return {"says": says, "ask": ask, "tolerance": PRECISION, **_drawn(check)}


def _takes_large_numbers(check: dict[str, Any]) -> dict[str, Any] | None:
    """Return a check with large inputs, with which careless formulas overflow; None for integers.

    Such a check is needed only if a mutant that overflows passes the others.
    """
    large = {
        name: code.replace("torch.randn", "1000 * torch.randn")
        for name, code in check["inputs"].items()
    }
    if large == check["inputs"] or "tolerance" not in check:
        return None
    says = f"`{check['ask']}` is also right for large numbers."
    drawn = _drawn(check) | {"inputs": large}
    return {"says": says, "ask": check["ask"], "tolerance": check["tolerance"], **drawn}


def _drawn(check: dict[str, Any]) -> dict[str, Any]:
    # Copies, because YAML would write the same object a second time as a reference.
    return {"over": dict(check["over"]), "inputs": dict(check["inputs"])}


EXTRAS = (
    (),
    (_leaves_inputs,),
    (_takes_large_numbers,),
    (_takes_large_numbers, _leaves_inputs),
)
"""Further checks to try if wrong programs pass the first one."""
