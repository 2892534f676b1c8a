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


@pytest.mark.parametrize("name", ["model", "np", "optim"])
def test_a_name_defined_later_and_a_forgotten_import_are_not_typos(name: str) -> None:
    assert likely_typo(unknown(name), PROGRAM) == ""


def test_a_name_that_is_defined_nowhere_is_reported() -> None:
    assert likely_typo(unknown("kernel"), PROGRAM) == "`kernel` is not defined anywhere"


def test_other_exceptions_are_not_typos() -> None:
    assert likely_typo(Raised("TypeError", ("TypeError",), "no"), PROGRAM) == ""
    assert likely_typo(None, PROGRAM) == ""
