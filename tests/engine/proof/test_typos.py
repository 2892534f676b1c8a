"""A wrong option that fails because of a misspelt name is recognised."""

import pytest

from torchquiz.engine.proof.typos import likely_typo
from torchquiz.engine.sandbox.job import Raised

PROGRAM = "import torch\nmodel = torch.nn.ReLU()\ny = modle(torch.ones(2))"


def unknown(name: str) -> Raised:
    return Raised("NameError", ("NameError",), f"name '{name}' is not defined")


def test_a_misspelt_name_is_a_likely_typo() -> None:
    expected = "`modle` is not defined; did you mean `model`"
    assert likely_typo(unknown("modle"), PROGRAM) == expected


@pytest.mark.parametrize("name", ["model", "optimizer"])
def test_a_name_defined_later_or_unlike_all_others_is_not_a_typo(name: str) -> None:
    assert likely_typo(unknown(name), PROGRAM) == ""


def test_other_exceptions_are_not_typos() -> None:
    assert likely_typo(Raised("TypeError", ("TypeError",), "no"), PROGRAM) == ""
    assert likely_typo(None, PROGRAM) == ""
