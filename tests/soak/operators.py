"""Creates samples of PyTorch's operators, with inputs of several dtypes and with refused inputs."""

from collections.abc import Iterator
from typing import Any

import torch

from tests.soak.stored import Sample, first, stand_in_for_expecttest, stored

PER_OPERATOR = 4
"""Number of ordinary samples of each operator to draw from, and of samples with refused inputs."""
PER_DTYPE = 2
DTYPES = (torch.int64, torch.complex64, torch.bool, torch.bfloat16, torch.float64, torch.uint8)
"""The dtypes to sample in addition to float32."""

SNIPPET = """
torch.manual_seed(0)
args, kwargs = loaded({data})
result = {name}(*args, **kwargs)
slopes = gradients(result, (args, kwargs))
"""


def rounds() -> list[list[Sample]]:
    """Return a list of samples for each operator, in the order in which they are drawn."""
    stand_in_for_expecttest()
    from torch.testing._internal.common_methods_invocations import op_db

    named = [(name, operator) for operator in op_db if (name := _expression(operator.name))]
    return [_snippets(name, operator) for name, operator in named]


def _snippets(name: str, operator: Any) -> list[Sample]:
    calls = [((given.input, *given.args), given.kwargs) for given in _samples(operator)]
    return [sample for call in calls if (sample := stored(name, SNIPPET, call))]


def _expression(name: str) -> str:
    """Return an operator's public name, such as `torch.add`; empty if it has none."""
    name = name.removeprefix("torch.")
    if name.startswith("_"):
        return ""
    for root in ("torch", "torch.Tensor"):
        value: Any = torch if root == "torch" else torch.Tensor
        for part in name.split("."):
            value = getattr(value, part, None)
        if callable(value):
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
