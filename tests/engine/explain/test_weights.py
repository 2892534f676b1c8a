"""Weights are loaded in the confined worker, and one sentence reports those that do not fit."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engine.models import INPUT, NET
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.explain.explained import traced
from torchquiz.engine.explain.failures import failure_sentence
from torchquiz.engine.explain.readable import tracing_plan, weights_file
from torchquiz.engine.explain.report import text_report
from torchquiz.engine.explain.target import parse_target
from torchquiz.engine.models.calls import CallTrace
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.worker_process import WorkerPlan
from torchquiz.engine.traces.calls import run_calls

WRITES = """
import sys
import torch
sys.path.insert(0, sys.argv[1])
from net import Net

folder, net = sys.argv[1], Net()
state = net.state_dict()
for value in state.values():
    value.fill_(1)
plain = dict(state)
files = {
    "plain": state,
    "checkpoint": {"epoch": 3, "state_dict": state},
    "checkpoint2": {"model": state, "optimizer": {"lr": 0.1}},
    "missing": {name: value for name, value in plain.items() if name != "fc1.bias"},
    "unknown": plain | {"head.weight": torch.ones(2)},
    "narrow": Net(hidden=8).state_dict(),
    "renamed": {f"module.{name}": value for name, value in plain.items()},
    "whole": net,
    "numbers": [1, 2, 3],
    "settings": {"epoch": 3},
}
for name, content in files.items():
    torch.save(content, f"{folder}/{name}.pt")
"""


class Planted:
    """An object that would create a file if it were unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self._path), "w")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a net, and with files of weights of which some fit the net."""
    folder = tmp_path_factory.mktemp("weights")
    (folder / "net.py").write_text(NET)
    subprocess.run([sys.executable, "-c", WRITES, str(folder)], check=True)
    (folder / "text.pt").write_text("hello")
    (folder / "empty.pt").write_bytes(b"")
    (folder / "pickled.pt").write_bytes(pickle.dumps({"a": Planted(folder / "ran")}, protocol=2))
    return folder


@pytest.fixture(scope="module")
def workers(folder: Path) -> Iterator[Pool]:
    """A worker that may read the files of weights, but none of the user's other files."""
    readable = tuple(str(path.resolve()) for path in folder.glob("*.pt"))
    with Pool(1, plan=WorkerPlan(is_brief=True, readable=readable)) as pool:
        yield pool


def load(workers: Pool, folder: Path, name: str, model: str = "net.py:Net") -> CallTrace:
    target = parse_target(f"{folder}/{model}", "", [INPUT])
    return traced(replace(target, weights=folder / f"{name}.pt"), workers.run)


@pytest.mark.parametrize("name", ["plain", "checkpoint", "checkpoint2"])
def test_weights_that_fit_are_loaded(workers: Pool, folder: Path, name: str) -> None:
    trace = load(workers, folder, name)
    assert trace.is_complete and trace.loaded == len(trace.state) == 11
    assert "The weights were loaded from the file: 11 entries of the state dict." in text_report(
        trace
    )


def test_the_model_runs_with_the_weights(workers: Pool, folder: Path) -> None:
    code = NET.replace("return self.fc2(x)", "assert self.fc2.bias.sum() == 4; return self.fc2(x)")
    (folder / "checked.py").write_text(code)
    assert load(workers, folder, "plain", "checked.py:Net").is_complete
    target = parse_target(f"{folder}/checked.py:Net", "", [INPUT])
    assert traced(target, workers.run).phase == "run"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("missing", ["`fc1.bias` is in the model, but not in the file"]),
        ("unknown", ["`head.weight` is in the file, but not in the model"]),
        (
            "narrow",
            [
                "`fc1.weight` is (8, 512) in the file and (16, 512) in the model",
                "`fc1.bias` is (8,) in the file",
            ],
        ),
        ("renamed", ["and 8 more are in the model, but not in the file", "`module.", "and 8 more"]),
        ("whole", ["pickled objects", "torch.save(model.state_dict(), FILE)"]),
        ("pickled", ["pickled objects"]),
        ("numbers", ["does not contain a state dict"]),
        ("settings", ["does not contain a state dict"]),
        ("text", ["does not contain a state dict"]),
        ("empty", ["does not contain a state dict"]),
    ],
)
def test_weights_that_do_not_fit_are_one_sentence(
    workers: Pool, folder: Path, name: str, parts: list[str]
) -> None:
    trace = load(workers, folder, name)
    sentence = failure_sentence(trace, f"{name}.pt")
    assert trace.phase == "weights" and trace.calls == ()
    assert sentence.startswith(f"{name}.pt: the weights cannot be loaded: ")
    assert all(part in sentence for part in parts), sentence
    assert "\n" not in sentence and "Error" not in sentence
    assert not (folder / "ran").exists()


def test_names_and_shapes_are_compared_where_only_shapes_are_computed(
    workers: Pool, folder: Path
) -> None:
    target = parse_target(f"{folder}/net.py:Net", "", [INPUT])
    good, bad = (
        run_calls(target.setups, target.call, workers.run, "meta", str(folder / f"{name}.pt"))
        for name in ("plain", "narrow")
    )
    assert good.is_complete and good.device == "meta" and good.loaded == 11
    assert bad.phase == "weights"


def test_a_worker_reads_only_the_named_file(folder: Path) -> None:
    target = parse_target("torch.nn:Linear", "2, 2", ["2"])
    plan = tracing_plan(replace(target, weights=folder / "plain.pt"), makes_lesson=False)
    assert plan.readable == (str((folder / "plain.pt").resolve()),) and plan.folder == ""


@pytest.mark.parametrize(("name", "part"), [("none.pt", "does not exist"), (".", "a folder")])
def test_a_file_that_is_missing_is_one_sentence(folder: Path, name: str, part: str) -> None:
    with pytest.raises(TorchquizError, match=part):
        weights_file(folder / name)
