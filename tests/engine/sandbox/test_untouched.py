"""PyTorch's own wrappers are not taken for code that replaces parts of PyTorch."""

import subprocess
import sys

import pytest

from tests import ROOT

PROGRAM = """
import torch

from torchquiz.engine.sandbox.programs import untouched

untouched._remember()
{change}
import torch._dynamo  # as an optimizer's first step may do
print(untouched._changed_attributes())
"""


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("", "[]"),
        ("torch.relu = torch.tanh", "['torch.relu']"),
        ("untouched._is_wrapped_by_torch = lambda now, before: False", "['torch.manual_seed']"),
    ],
)
def test_only_changes_by_the_code_are_found(change: str, found: str) -> None:
    program = PROGRAM.format(change=change)
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"{found}\n"
