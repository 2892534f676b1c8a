"""Samples as snippets that hold their own inputs."""

import base64
import io
import sys
import types
import unittest
from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

import torch

MOST_BYTES = 100_000
"""Larger inputs are left out: it is not memory that is tested."""


class Sample(TypedDict):
    """A snippet, and the operator, layer or optimiser it is a sample of."""

    of: str
    code: str


def stored(of: str, snippet: str, inputs: object) -> Sample | None:
    """Return a snippet that loads its inputs from `{data}`; None if they cannot be stored."""
    file = io.BytesIO()
    try:
        torch.save(inputs, file)
    except Exception:
        return None
    if len(file.getvalue()) > MOST_BYTES:
        return None
    return {
        "of": of,
        "code": snippet.format(name=of, data=repr(base64.b64encode(file.getvalue()).decode())),
    }


def first(samples: Iterable[Any], count: int) -> Iterator[Any]:
    """Return the first `count`, or fewer if PyTorch cannot make the next."""
    iterator = iter(samples)
    for _ in range(count):
        try:
            yield next(iterator)
        except Exception:
            return


def stand_in_for_expecttest() -> None:
    """Provide the name that PyTorch's tables need of a package its tests are written with."""
    expecttest = types.ModuleType("expecttest")
    expecttest.TestCase = unittest.TestCase  # type: ignore[attr-defined]
    sys.modules.setdefault("expecttest", expecttest)
