"""Turns samples into snippets that contain their own inputs."""

import base64
import io
import sys
import types
import unittest
from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

import torch

MOST_BYTES = 100_000
"""Larger inputs are left out, because this is not a test of memory."""


class Sample(TypedDict):
    """A snippet, and the name of the operator, layer or optimiser that it tests."""

    of: str
    code: str


def stored(of: str, snippet: str, inputs: object) -> Sample | None:
    """Return a sample whose snippet contains its inputs in place of `{data}`.

    Return None if the inputs cannot be stored.
    """
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
    """Yield the first `count` samples, or fewer if PyTorch fails to make one."""
    iterator = iter(samples)
    for _ in range(count):
        try:
            yield next(iterator)
        except Exception:
            return


def stand_in_for_expecttest() -> None:
    """Register a stand-in for a package that PyTorch's tables of samples import."""
    expecttest = types.ModuleType("expecttest")
    expecttest.TestCase = unittest.TestCase  # type: ignore[attr-defined]
    sys.modules.setdefault("expecttest", expecttest)
