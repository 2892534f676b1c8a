"""Samples of PyTorch's operators: inputs of several dtypes, and inputs that they refuse."""

from collections.abc import Iterator
from typing import Any

import torch

from tests.soak.stored import Sample, first, stand_in_for_expecttest, stored

PER_OPERATOR = 4
"""How many samples of an operator, and of inputs that it refuses, there are to draw from."""
PER_DTYPE = 2
DTYPES = (torch.int64, torch.complex64, torch.bool, torch.bfloat16, torch.float64, torch.uint8)
"""Beside float32."""

SNIPPET = """
torch.manual_seed(0)
args, kwargs = loaded({data})
result = {name}(*args, **kwargs)
slopes = gradients(result, (args, kwargs))
"""


def rounds() -> list[list[Sample]]:
    """Return the samples of each operator, in the order to draw them in."""
    stand_in_for_expecttest()
    from torch.testing._internal.common_methods_invocations import op_db

    named = [(name, operator) for operator in op_db if (name := _expression(operator.name))]
    return [_snippets(name, operator) for name, operator in named]


def _snippets(name: str, operator: Any) -> list[Sample]:
    inputs = [((one.input, *one.args), one.kwargs) for one in _samples(operator)]
    return [sample for one in inputs if (sample := stored(name, SNIPPET, one))]


def _expression(name: str) -> str:
    """Return the operator as a program writes it; empty if it has no public name."""
    name = name.removeprefix("torch.")
    if name.startswith("_"):
        return ""
    for root in ("torch", "torch.Tensor"):
        found: Any = torch if root == "torch" else torch.Tensor
        for part in name.split("."):
            found = getattr(found, part, None)
        if callable(found):
            return f"{root}.{name}"
    return ""


def _samples(operator: Any) -> Iterator[Any]:
    torch.manual_seed(0)
    yield from first(
        operator.sample_inputs(
            "cpu", torch.float32, requires_grad=bool(operator.supports_autograd)
        ),
        PER_OPERATOR,
    )
    if operator.error_inputs_func is not None:
        yield from (
            refused.sample_input for refused in first(operator.error_inputs("cpu"), PER_OPERATOR)
        )
    for dtype in DTYPES:
        if dtype in operator.supported_dtypes("cpu"):
            yield from first(operator.sample_inputs("cpu", dtype), PER_DTYPE)
