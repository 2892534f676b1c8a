"""Tests how an interpreter with another PyTorch is found, and which differences are reported."""

import sys
from pathlib import Path

import pytest

from torchquiz.engine.authoring.versions import ItemDifference, differences, interpreter, torch_of
from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.sandbox.job import Ask, Block, Job
from torchquiz.engine.sandbox.pool import Pool


def item(key: str = "(1, 6)", gave: str = "7", elapsed_ms: float = 1.0) -> Item:
    answer = Choose((Option(key, "value", is_key=True),))
    variant = Variant(
        {}, "", "What?", "x = 1", "", (), (), "", answer, Run("", "x", gave, "", "", elapsed_ms)
    )
    return Item("conv", "a", "predict", "easy", (variant,))


def fault(name: str | None = "a") -> Fault:
    return Fault(
        "conv.yaml",
        3,
        5,
        "the key is not the value that PyTorch computes.",
        "key: 1\nPyTorch: 2",
        name,
    )


def test_items_with_equal_texts_do_not_differ() -> None:
    assert list(differences("conv", {"a": item()}, {"a": item(elapsed_ms=9)}, [], [])) == []


@pytest.mark.parametrize(
    ("there", "faults", "change"),
    [
        (
            {"a": item(key="(1, 7)")},
            [],
            ItemDifference("conv", "a", "reads differently", "'(1, 6)' becomes '(1, 7)'"),
        ),
        (
            {"a": item(gave="8")},
            [],
            ItemDifference("conv", "a", "reads differently", "'7' becomes '8'"),
        ),
        ({}, [], ItemDifference("conv", "a", "is not shown", "")),
        (
            {},
            [fault()],
            ItemDifference(
                "conv",
                "a",
                "fails",
                "conv.yaml:3:5: the key is not the value that PyTorch computes. (key: 1 …)",
            ),
        ),
    ],
)
def test_a_difference_on_the_other_pytorch_is_reported(
    there: dict[str, Item], faults: list[Fault], change: ItemDifference
) -> None:
    assert list(differences("conv", {"a": item()}, there, [], faults)) == [change]


def test_an_item_that_fails_only_here_is_reported() -> None:
    (change,) = differences("conv", {}, {"a": item()}, [fault()], [])
    assert str(change) == "conv/a: is proven there."


def test_a_fault_of_the_lesson_itself_belongs_to_no_item() -> None:
    (change,) = differences("conv", {}, {}, [], [fault(None)])
    assert (change.item, change.what) == ("(the lesson)", "fails")


def test_an_interpreter_is_given_by_its_path() -> None:
    assert interpreter(sys.executable, is_agreed=False) == Path(sys.executable)
    assert torch_of(Path(sys.executable)) == torch_version()


@pytest.mark.parametrize(
    ("where", "sentence"),
    [("nowhere/python", "no such interpreter"), ("2.6.0", "Add --yes to agree")],
)
def test_a_path_that_is_not_an_interpreter_gets_a_sentence(
    where: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path))
    with pytest.raises(TorchquizError, match=sentence):
        interpreter(where, is_agreed=False)


@pytest.mark.parametrize(
    ("script", "sentence"),
    [("#!/bin/sh\necho no torch >&2\nexit 1\n", "no torch"), ("no program", "does not start")],
)
def test_an_interpreter_without_torch_gets_a_sentence(
    script: str, sentence: str, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.write_text(script)
    python.chmod(0o755)
    with pytest.raises(TorchquizError, match=sentence):
        torch_of(python)


def test_a_worker_may_run_under_another_interpreter() -> None:
    # This interpreter can stand for another, because a worker receives nothing but the job.
    with Pool(1, sys.executable) as pool:
        outcome = pool.run(Job((Block("import torch"),), (Ask("torch.ones(2).sum().item()"),)))
    assert outcome.ended == "finished" and not outcome.failure
