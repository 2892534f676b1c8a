"""PyTorch's own sample inputs, drawn as snippets, and run one after another in this process, without any worker.

`python -m tests.soak.operators draw 1000` prints snippets, `… run` reads snippets and prints what they came to, both as JSON.
Two processes, since PyTorch's samples change settings when they are imported.
"""

import base64
import io
import json
import random
import sys
import types
import unittest
import warnings
from collections.abc import Iterator
from typing import Any

import torch

PER_OPERATOR = 4
"""How many of an operator's samples there are to draw from, and how many of those that it should refuse."""
MOST_BYTES = 100_000
"""Larger inputs are left out: it is not memory that is tested."""

SETUP = """
import base64, io, warnings
import torch
from torch.utils._pytree import tree_leaves
warnings.simplefilter("ignore")

def loaded(text):
    return torch.load(io.BytesIO(base64.b64decode(text)), weights_only=False)

def gradients(result, inputs):
    wanted = [one for one in tree_leaves(inputs) if isinstance(one, torch.Tensor) and one.requires_grad]
    total = [one.abs().sum() for one in tree_leaves(result) if isinstance(one, torch.Tensor) and one.requires_grad]
    return torch.autograd.grad(sum(total), wanted, allow_unused=True) if wanted and total else ()

def told(value):
    return [told_one(one) for one in tree_leaves(value)]

def told_one(one):
    if isinstance(one, torch.Tensor):
        return [type(one).__name__, str(one.dtype), str(one.layout), list(one.shape), repr(one.detach())]
    return [type(one).__name__, "", "", [], repr(one)]
"""
"""What every snippet may use: `told` lists of each value its class, dtype, layout, shape and text."""

SNIPPET = """
torch.manual_seed(0)
args, kwargs = loaded({data!r})
result = {operator}(*args, **kwargs)
slopes = gradients(result, (args, kwargs))
"""

ASK = "told((result, slopes))"


def draw(count: int) -> list[dict[str, str]]:
    """Samples of as many operators as there are, until there are enough: name of the operator, and the snippet."""
    rounds = [_snippets(operator) for operator in _operators()]
    random.Random(0).shuffle(rounds)
    drawn = [sample for nth in zip(*(_padded(samples) for samples in rounds), strict=True) for sample in nth if sample]
    return drawn[:count]


def run(code: str) -> dict[str, Any]:
    """What a snippet comes to here: values, or the class and the message of an exception."""
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        exec(SETUP, names)
        exec(code, names)
        return {"values": eval(ASK, names)}
    except BaseException as error:
        return {"raised": type(error).__name__, "message": str(error)}


def _operators() -> list[Any]:
    """PyTorch's table of operators; of the package that its tests are written with it needs no more than a name."""
    expecttest = types.ModuleType("expecttest")
    expecttest.TestCase = unittest.TestCase  # type: ignore[attr-defined]
    sys.modules.setdefault("expecttest", expecttest)
    from torch.testing._internal.common_methods_invocations import op_db

    return list(op_db)


def _snippets(operator: Any) -> list[dict[str, str]]:
    name = _expression(operator.name)
    return [] if not name else [made for sample in _samples(operator) if (made := _snippet(name, sample))]


def _expression(name: str) -> str:
    """The operator as a program writes it; empty when it has no public name."""
    name = name.removeprefix("torch.")
    for root in ("torch", "torch.Tensor"):
        found: Any = torch if root == "torch" else torch.Tensor
        for part in name.split("."):
            found = getattr(found, part, None)
        if callable(found):
            return f"{root}.{name}"
    return ""


def _samples(operator: Any) -> Iterator[Any]:
    """Inputs that it takes, then inputs that it refuses."""
    torch.manual_seed(0)
    taken = operator.sample_inputs("cpu", torch.float32, requires_grad=bool(operator.supports_autograd))
    yield from _first(taken)
    if operator.error_inputs_func is not None:
        yield from (refused.sample_input for refused in _first(operator.error_inputs("cpu")))


def _first(samples: Any) -> Iterator[Any]:
    for sample, _ in zip(samples, range(PER_OPERATOR), strict=False):
        yield sample


def _snippet(name: str, sample: Any) -> dict[str, str] | None:
    """The sample as a snippet that holds its inputs; None when they cannot be stored, or are large."""
    file = io.BytesIO()
    try:
        torch.save(((sample.input, *sample.args), sample.kwargs), file)
    except Exception:
        return None
    if len(file.getvalue()) > MOST_BYTES:
        return None
    return {"operator": name, "code": SNIPPET.format(operator=name, data=base64.b64encode(file.getvalue()).decode())}


def _padded(samples: list[dict[str, str]]) -> list[dict[str, str] | None]:
    return [*samples, *[None] * (2 * PER_OPERATOR - len(samples))]


def main() -> None:
    """Draw or run."""
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    if sys.argv[1] == "draw":
        print(json.dumps(draw(int(sys.argv[2]))))
    else:
        print(json.dumps([run(code) for code in json.load(sys.stdin)]))


if __name__ == "__main__":
    main()
