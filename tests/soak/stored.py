"""A sample as a snippet that holds its own inputs."""

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
    """Of what it is a sample, and its snippet."""

    of: str
    code: str


def stored(of: str, snippet: str, inputs: object) -> Sample | None:
    """A snippet that loads its inputs from `{data}`; None when they cannot be stored, or are large."""
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
    """The first so many; fewer where PyTorch cannot make the next."""
    iterator = iter(samples)
    for _ in range(count):
        try:
            yield next(iterator)
        except Exception:
            return


def stand_in_for_expecttest() -> None:
    """PyTorch's tables import a package that its tests are written with, and need no more of it than a name."""
    expecttest = types.ModuleType("expecttest")
    expecttest.TestCase = unittest.TestCase  # type: ignore[attr-defined]
    sys.modules.setdefault("expecttest", expecttest)
