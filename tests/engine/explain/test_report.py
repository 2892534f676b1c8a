"""A trace is printed as text, Markdown and JSON with shares and totals."""

import json

import pytest

from tests.engine.models import CALL, NET
from torchquiz.engine.explain.failures import failure_sentence
from torchquiz.engine.explain.report import (
    json_report,
    markdown_report,
    percentage,
    text_report,
)
from torchquiz.engine.models.calls import CallTrace
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.traces.calls import run_calls

pytest_plugins = ["tests.engine.fixtures"]
NET_ONLY = NET.partition("if __name__")[0]


def traced(pool: Pool, call: str, code: str = NET_ONLY) -> CallTrace:
    return run_calls((Block(code, "net.py", role="setup"),), call, pool.run)


@pytest.fixture(scope="module")
def trace(pool: Pool) -> CallTrace:
    return traced(pool, CALL)


def test_the_text_has_a_line_for_every_call_and_the_totals(trace: CallTrace) -> None:
    lines = text_report(trace).splitlines()
    assert lines[0].split() == [
        *("call", "type", "input", "output"),
        *("parameters", "%", "multiply-adds", "%"),
    ]
    assert lines[3].split() == [
        *("features.0", "Conv2d", "2×3×16×16", "2×8×16×16"),
        *("224", "2.6", "110,592", "87.0"),
    ]
    assert any(line.split()[:3] == ["·", "flatten", "2×8×8×8"] for line in lines)
    assert "8,516 parameters, all trainable." in lines
    assert lines[-1].startswith("127,104 multiply-adds in matrix products and convolutions (")


def test_a_depth_folds_nested_modules(trace: CallTrace) -> None:
    folded = text_report(trace, depth=1)
    assert "features " in folded and "features.0" not in folded


def test_markdown_is_a_table_with_as_many_cells_in_every_row(trace: CallTrace) -> None:
    rows = [line for line in markdown_report(trace).splitlines() if line.startswith("|")]
    assert len({row.count("|") for row in rows}) == 1 and "| ---: |" in rows[1]


def test_json_holds_totals_and_every_call(trace: CallTrace) -> None:
    plain = json.loads(json_report(trace))
    assert plain["totals"]["parameters"] == 8516
    conv = next(call for call in plain["calls"] if call["path"] == "features.0")
    assert conv["shape"] == [2, 8, 16, 16] and conv["parameters"] == 224
    assert plain["device"] == "cpu" and plain["inputs"] == ["2×3×16×16"]


def test_a_model_without_parameters_has_no_empty_totals(pool: Pool) -> None:
    report = text_report(traced(pool, "torch.nn.ReLU()(torch.rand(2))", "import torch"))
    assert report.endswith("No parameters.")


def test_small_shares_are_not_shown_as_zero() -> None:
    assert [percentage(*each) for each in ((1, 8), (1, 9999), (0, 8), (1, 0))] == [
        *("12.5", "< 0.1", "", ""),
    ]


@pytest.mark.parametrize(
    ("code", "phase", "part"),
    [
        (
            "x = torch.zeros(1, device='cuda')",
            "build",
            "net.py:7: the model cannot be built: it needs a GPU",
        ),
        ("open('data.csv')", "build", "it needs a file"),
        (
            "import socket; socket.create_connection(('example.org', 80))",
            "build",
            "it needs network access",
        ),
        ("input()", "build", "keyboard"),
        ("raise ValueError('no')", "build", "net.py:7: the model cannot be built: ValueError: no."),
        ("return x.cuda()", "run", "net.py:7: the model cannot be run: it needs a GPU"),
    ],
)
def test_what_a_model_needs_in_vain_is_one_sentence_with_its_line(
    pool: Pool, code: str, phase: str, part: str
) -> None:
    where = "__init__(self)" if phase == "build" else "forward(self, x)"
    begin = "super().__init__()" if phase == "build" else "pass"
    head = "import torch\n\nclass Net(torch.nn.Module):\n\n"
    net = f"{head}    def {where}:\n        {begin}\n        {code}\n"
    trace = traced(pool, "Net()(torch.rand(2))", net)
    sentence = failure_sentence(trace, "net.py:Net")
    assert trace.phase == phase and part in sentence and "\n" not in sentence


def test_the_module_that_fails_is_named(pool: Pool) -> None:
    trace = traced(pool, "Net()(torch.rand(2, 3, 8, 8))")
    sentence = failure_sentence(trace, "net.py:Net")
    assert sentence.startswith(
        "net.py:20: the model cannot be run, because `fc1` fails: RuntimeError: mat1"
    )
    assert "fails" in text_report(trace)


def test_something_that_is_not_a_model_is_named(pool: Pool) -> None:
    trace = traced(pool, "int(3)(torch.rand(2))", "import torch")
    assert "this is not a torch.nn.Module but a int" in failure_sentence(trace, "net.py:int")
