"""PyTorch's own sample inputs, drawn as snippets, and run one after another in this process, without any worker.

`python -m tests.soak.drawing draw 1000` prints snippets, `… run` reads snippets and prints what they came to, both as JSON.
Two processes, since PyTorch's samples change settings when they are imported.
"""

import json
import random
import sys
import warnings
from itertools import chain, zip_longest
from typing import Any

import torch

from tests.soak import layers, operators
from tests.soak.stored import Sample

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

ASK = "told((result, slopes))"


def draw(count: int) -> list[Sample]:
    """Samples of as many operators, layers and optimisers as there are, until there are enough."""
    rounds = [*operators.rounds(), *layers.rounds()]
    random.Random(0).shuffle(rounds)
    return [sample for sample in chain.from_iterable(zip_longest(*rounds)) if sample][:count]


def run(code: str) -> dict[str, Any]:
    """What a snippet comes to here: values, or the class and the message of an exception."""
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        exec(SETUP, names)
        exec(code, names)
        return {"values": eval(ASK, names)}
    except BaseException as error:
        return {"raised": type(error).__name__, "message": str(error)}


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
