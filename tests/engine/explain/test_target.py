"""The arguments of `explain` become the code that builds and calls the model."""

from pathlib import Path

import pytest

from tests.engine.models import NET
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.explain.target import input_code, parse_target


@pytest.fixture
def net(tmp_path: Path) -> Path:
    path = tmp_path / "net.py"
    path.write_text(NET)
    return path


def test_a_file_a_class_arguments_and_sizes_become_a_call(net: Path) -> None:
    target = parse_target(f"{net}:Net", "hidden=8", ["2x3x16x16"])
    assert target.call == "Net(hidden=8)(torch.rand(2, 3, 16, 16))"
    assert target.source is not None and target.name == "Net"


def test_the_only_model_of_a_file_need_not_be_named(net: Path) -> None:
    assert parse_target(str(net), "", ["2x3x16x16"]).name == "Net"


def test_an_installed_model_is_imported(net: Path) -> None:
    target = parse_target("torch.nn:LSTM", "4, 5", ["7x2x4"])
    assert target.call == "LSTM(4, 5)(torch.rand(7, 2, 4))"
    assert "from torch.nn import LSTM" in target.own_setup


def test_a_model_that_is_already_built_is_not_called_twice(tmp_path: Path) -> None:
    path = tmp_path / "ready.py"
    path.write_text("from torch import nn\nnet = nn.Sequential(nn.ReLU())\n")
    assert parse_target(f"{path}:net", "", ["3"]).call == "net(torch.rand(3))"
    with pytest.raises(TorchquizError, match="takes no --args"):
        parse_target(f"{path}:net", "3", ["3"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8x3", "torch.rand(8, 3)"),
        ("8×3", "torch.rand(8, 3)"),
        ("5", "torch.rand(5)"),
        ("mask=8x3", "mask=torch.rand(8, 3)"),
        ("tokens=torch.randint(0, 9, (2, 12))", "tokens=torch.randint(0, 9, (2, 12))"),
        ("torch.ones(2) == 1", "torch.ones(2) == 1"),
    ],
)
def test_sizes_and_expressions_become_arguments(text: str, code: str) -> None:
    assert input_code(text) == code


@pytest.mark.parametrize(
    ("model", "arguments", "inputs", "part"),
    [
        ("{net}:Net", "", [], "--input"),
        ("{net}:Net", "", ["8x"], "neither a shape"),
        ("{net}:Net", "", ["1); import os; (1"], "neither a shape"),
        ("{net}:Net", "", ["99999999999"], "too large"),
        ("{net}:Net", "hidden=", ["8"], "not valid arguments"),
        ("{net}:Net", "1)(2", ["8"], "not valid arguments"),
        ("{net}:Nett", "", ["8"], "did you mean 'Net'?"),
        ("{net}x.py:Net", "", ["8"], "does not exist"),
        ("no module", "", ["8"], "neither a Python file nor a module"),
        ("torch.nn:", "", ["8"], "after a colon"),
    ],
)
def test_a_mistake_is_one_sentence(
    net: Path, model: str, arguments: str, inputs: list[str], part: str
) -> None:
    with pytest.raises(TorchquizError) as error:
        parse_target(model.replace("{net}", str(net)), arguments, inputs)
    assert part in str(error.value) and "\n" not in str(error.value)


def test_a_file_with_several_models_asks_for_one(tmp_path: Path) -> None:
    path = tmp_path / "two.py"
    path.write_text("from torch import nn\nclass A(nn.Module): ...\nclass B(nn.Module): ...\n")
    with pytest.raises(TorchquizError, match=r"two.py:A, .*two.py:B"):
        parse_target(str(path), "", ["8"])
