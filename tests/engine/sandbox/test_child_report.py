"""A child's report is refused unless the worker's own code could have written it."""

import json
import time
from typing import Any

import pytest

from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.child_report import (
    ChildReport,
    ForgedError,
    read_report,
)
from torchquiz.engine.sandbox.job import Ask, Goal
from torchquiz.engine.sandbox.values import same

FAILED = {"type": "A", "lineage": ["A"], "message": "", "through": []}


def value(tag: str, data: Any, text: str = "") -> dict[str, Any]:
    return {"tag": tag, "data": data, "text": text}


def report(*answers: Any, raised: Any = None, elapsed_ms: Any = 1.0) -> str:
    return json.dumps({"raised": raised, "elapsed_ms": elapsed_ms, "answers": answers})


def test_a_genuine_report_is_read() -> None:
    text = report(
        {"as": "value"} | value("int", 3, "3"),
        {"as": "goal", "holds": True, "seen": [["x", "3"]]},
        {"as": "text", "text": "3"},
    )
    asks = (Ask("x"), Ask("x == 3", "goal"), Ask("x", "text"))
    answers = (Value("int", 3, "3"), Goal(True, (("x", "3"),)), "3")
    assert read_report(text, asks) == ChildReport(None, answers, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 500_000,
        "[]",
        "{}",
        report(),
        report({"as": "text", "text": "3"}),
        report({"as": "value"} | value("int", 3), {"as": "value"} | value("int", 3)),
        report({"as": "raised"} | FAILED | {"message": 3}),
        report({"as": "raised"} | FAILED | {"line": -1}),
        report({"as": "raised"} | FAILED | {"message": "[Errno 1] " * 401}),
        report({"as": "raised"} | FAILED | {"type": "A" * 4001}),
        report({"as": "raised"} | FAILED | {"lineage": ["A" * 4001]}),
        report({"as": "raised"} | FAILED | {"lineage": ["A"] * 1001}),
        report({"as": "raised"} | FAILED | {"through": ["A"] * 31}),
        report({"as": "value"} | value("int", 3, "3" * 4001)),
        report({"as": "value"} | value("list", [value("int", 3, "3" * 4001)])),
        report({"as": "value"} | value("int", 3), raised=FAILED | {"role": "parent"}),
        report({"as": "value"} | value("int", 3), raised=FAILED | {"more": 1}),
        report({"as": "value"} | value("int", 3), elapsed_ms=float("inf")),
        report({"as": "value"} | value("int", 3), elapsed_ms="1"),
    ],
)
def test_a_malformed_report_is_refused(text: str) -> None:
    with pytest.raises(ForgedError):
        read_report(text, (Ask("x"),))


@pytest.mark.parametrize(
    ("tag", "data"),
    [
        ("int", True),
        ("int", "3"),
        ("int", None),
        ("bool", 1),
        ("float", "3"),
        ("float", float("nan")),
        ("float", 10**400),
        ("str", 3),
        ("NoneType", 0),
        ("other", 3),
        ("secret", 3),
        ("dtype", None),
        ("shape", [1, 2]),
        ("tuple", None),
        ("dict", [[value("int", 1)]]),
        ("dict", [[value("dict", []), value("int", 1)]]),
        ("dict", [[value("tuple", [value("dict", [])]), value("int", 1)]]),
        ("list", [value("int", "x")]),
        ("tensor", None),
        ("tensor", {"dtype": "torch.float32", "shape": [2], "data": [1.0]}),
        ("tensor", {"dtype": "torch.float32", "shape": [1], "data": ["x"]}),
        ("tensor", {"dtype": "torch.float32", "shape": "x", "data": []}),
        ("tensor", {"dtype": "torch.float32", "shape": [0, 1 << 64], "data": []}),
        ("tensor", {"dtype": "torch.int64", "shape": [1], "data": [1 << 64]}),
    ],
)
def test_a_value_that_does_not_fit_its_tag_is_refused(tag: str, data: Any) -> None:
    with pytest.raises(ForgedError):
        read_report(report({"as": "value"} | value(tag, data)), (Ask("x"),))


@pytest.mark.parametrize(
    ("tag", "data"),
    [
        ("int", 10**400),
        ("float", "nan"),
        ("str", "\x1b"),
        ("shape", [value("int", 3, "3")]),
        ("dict", [[value("str", "a", "a"), value("list", [], "[]")]]),
        ("tensor", {"dtype": "torch.complex64", "shape": [1], "data": [1.0, "inf"]}),
        ("tensor", {"dtype": "torch.bool", "shape": [], "data": [True]}),
    ],
)
def test_a_value_keeps_the_data_that_it_is_compared_by(tag: str, data: Any) -> None:
    (answer,) = read_report(report({"as": "value"} | value(tag, data)), (Ask("x"),)).answers
    assert isinstance(answer, Value) and answer.data == data and same(answer, answer)


def test_a_shape_of_many_large_sizes_is_refused_quickly() -> None:
    shape = {"dtype": "torch.float32", "shape": [(1 << 63) - 1] * 45_000, "data": []}
    text, began = report({"as": "value"} | value("tensor", shape)), time.process_time()
    with pytest.raises(ForgedError):
        read_report(text, (Ask("x"),))
    assert time.process_time() - began < 1


def test_an_empty_tensor_may_have_large_sizes() -> None:
    shape = {"dtype": "torch.float32", "shape": [1 << 40, 1 << 40, 0], "data": []}
    text = report({"as": "value"} | value("tensor", shape))
    assert read_report(text, (Ask("x"),)).answers == (Value("tensor", shape, ""),)


def test_integers_too_large_for_a_float_are_compared() -> None:
    assert not same(Value("int", 10**400, ""), Value("float", 1.0, ""))
    assert not same(Value("int", 10**400, ""), Value("int", 10**400 + 1, ""))
