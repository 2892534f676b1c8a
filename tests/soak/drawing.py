"""Draws PyTorch's own sample inputs as snippets, and runs snippets in this process.

`python -m tests.soak.drawing draw 1000` prints snippets, and `python -m tests.soak.drawing run`
reads snippets and prints their outcomes, both as JSON. The two steps need separate processes,
because importing PyTorch's samples changes its settings.
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

def requires_grad(leaf):
    return isinstance(leaf, torch.Tensor) and leaf.requires_grad

def gradients(result, inputs):
    leaves = [leaf for leaf in tree_leaves(inputs) if requires_grad(leaf)]
    total = [leaf.abs().sum() for leaf in tree_leaves(result) if requires_grad(leaf)]
    return torch.autograd.grad(sum(total), leaves, allow_unused=True) if leaves and total else ()

def described(value):
    return [described_leaf(leaf) for leaf in tree_leaves(value)]

def described_leaf(leaf):
    if isinstance(leaf, torch.Tensor):
        form = [str(leaf.dtype), str(leaf.layout), list(leaf.shape)]
        return [type(leaf).__name__, *form, repr(leaf.detach())]
    return [type(leaf).__name__, "", "", [], repr(leaf)]
"""
"""Code that runs before each snippet. Its function `described` returns the class, dtype, layout,
shape and text of values."""

ASK = "described((result, slopes))"


def draw(count: int) -> list[Sample]:
    """Return samples, drawn from as many different operators, layers and optimisers as possible."""
    rounds = [*operators.rounds(), *layers.rounds()]
    random.Random(0).shuffle(rounds)
    return [sample for sample in chain.from_iterable(zip_longest(*rounds)) if sample][:count]


def run(code: str) -> dict[str, Any]:
    """Run a snippet in this process; return its values, or its exception's class and message."""
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        exec(SETUP, names)
        exec(code, names)
        return {"values": eval(ASK, names)}
    except BaseException as error:
        return {"raised": type(error).__name__, "message": str(error)}


def main() -> None:
    """Draw samples or run snippets, depending on the first argument."""
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    if sys.argv[1] == "draw":
        print(json.dumps(draw(int(sys.argv[2]))))
    else:
        print(json.dumps([run(code) for code in json.load(sys.stdin)]))


if __name__ == "__main__":
    main()
