"""Creates samples of PyTorch's layers and optimisers, including inputs that they refuse."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import torch

from tests.soak.stored import Sample, first, stand_in_for_expecttest, stored

PER_LAYER = 8
PER_OPTIMISER = 20

LAYER = """
torch.manual_seed(0)
made, given = loaded({data})
layer = torch.{name}(*made[0], **made[1])
result = layer(*given[0], **given[1])
slopes = gradients(result, (given, [*layer.parameters()]))
"""
OPTIMISER = """
torch.manual_seed(0)
params, settings = loaded({data})
layer = torch.nn.Linear(3, 2)
optimizer = torch.{name}(layer.parameters() if params is None else params, **settings)

def closure():
    optimizer.zero_grad()
    loss = layer(torch.arange(12.0).reshape(4, 3)).square().mean()
    loss.backward()
    return loss

result = [optimizer.step(closure) for _ in range(4)]
slopes = [*layer.parameters()]
"""


def rounds() -> list[list[Sample]]:
    """Return the samples of each layer and of each optimiser."""
    stand_in_for_expecttest()
    from torch.testing._internal.common_modules import module_db
    from torch.testing._internal.common_optimizers import optim_db

    return [*map(_of_layer, module_db), *map(_of_optimiser, optim_db)]


def _of_layer(layer: Any) -> list[Sample]:
    torch.manual_seed(0)
    calls = [
        (_call(given.constructor_input), _call(given.forward_input))
        for given in _layer_inputs(layer)
    ]
    return [sample for call in calls if (sample := stored(layer.name, LAYER, call))]


def _layer_inputs(layer: Any) -> Iterator[Any]:
    known: dict[str, Any] = {
        "device": "cpu",
        "dtype": torch.float32,
        "requires_grad": True,
        "training": True,
    }
    taken = layer.module_inputs_func(layer, **known)
    refused = (
        layer.module_error_inputs_func(layer, **known) if layer.module_error_inputs_func else ()
    )
    yield from first(taken, PER_LAYER)
    yield from (given.module_error_input for given in first(refused, PER_LAYER))


def _call(given: Any) -> tuple[Any, Any]:
    return (given.args, given.kwargs) if given is not None else ((), {})


def _of_optimiser(optimiser: Any) -> list[Sample]:
    refused = (
        given.optimizer_error_input
        for given in optimiser.optim_error_inputs_func(device="cpu", dtype=torch.float32)
    )
    drawn = first(chain(optimiser.optim_inputs_func(device="cpu"), refused), PER_OPTIMISER)
    name = f"optim.{optimiser.optim_cls.__name__}"
    calls = [(given.params, given.kwargs) for given in drawn]
    return [sample for call in calls if (sample := stored(name, OPTIMISER, call))]
