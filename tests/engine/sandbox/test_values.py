"""Values reported by a worker are compared by their types and data."""

import time
from typing import Any

import pytest

from tests.engine.sandbox.test_pool import asked
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox import values
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.values import has_floats, is_comparable, magnitude, same

pytest_plugins = ["tests.engine.fixtures"]


def value(tag: str, data: Any) -> Value:
    return Value(tag, data, repr(data))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("torch.zeros(1, 6).shape", "(1, 6)"),
        ("torch.Size([1, 6])", "[1, 6]"),
        ("(1, [2, 3])", "[1, (2, 3)]"),
        ("torch.double", "torch.float64"),
        ("1", "1.0"),
        ("float('nan')", "float('nan')"),
        ("float('inf')", "float('inf')"),
        ("torch.tensor([1, 2])", "torch.tensor([1, 2])"),
        ("torch.tensor([float('nan')])", "torch.tensor([float('nan')])"),
        ("{'a': 1}", "{'a': 1.0}"),
        (
            "{1: 'a', (2, 3.0): 'b', float('nan'): 'c'}",
            "{float('nan'): 'c', (2.0, 3): 'b', 1.0: 'a'}",
        ),
        ("None", "None"),
        ("torch.nn.Linear", "torch.nn.modules.linear.Linear"),
    ],
)
def test_a_value_written_in_two_ways_is_the_same(pool: Pool, left: str, right: str) -> None:
    assert same(asked(pool, "import torch", left), asked(pool, "import torch", right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("(1, 6)", "(6, 1)"),
        ("(1, 6)", "(1, 6, 1)"),
        ("True", "1"),
        ("(True,)", "(1,)"),
        ("'1'", "1"),
        ("0.1 + 0.2", "0.3"),
        ("torch.float32", "torch.float64"),
        ("torch.float32", "'torch.float32'"),
        ("torch.tensor([1, 2])", "torch.tensor([1., 2.])"),
        ("torch.tensor([1, 2])", "torch.tensor([[1, 2]])"),
        ("torch.tensor([1, 2])", "torch.tensor([2, 1])"),
        ("torch.tensor(3)", "3"),
        ("{'a': 1}", "{'b': 1}"),
        ("{'a': 1}", "{'a': 1, 'b': 2}"),
        ("{1: 2}", "{True: 2}"),
        ("{1: 2}", "{'1': 2}"),
        ("{1: 2, 2: 1}", "{1: 1, 2: 2}"),
        ("None", "False"),
        ("float('inf')", "-float('inf')"),
        ("(1,)", "1"),
        ("object()", "object()"),
        ("{'a': object()}", "{'a': object()}"),
    ],
)
def test_values_that_look_alike_are_different(pool: Pool, left: str, right: str) -> None:
    a, b = asked(pool, "import torch", left), asked(pool, "import torch", right)
    assert not same(a, b) and not same(b, a)


def test_a_key_of_a_large_dictionary_is_not_compared_with_all_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def counted(left: Value, right: Value, tolerance: float = 0.0) -> bool:
        compared.append(left)
        return same(left, right, tolerance)

    compared: list[Value] = []
    pairs = [[{"tag": "int", "data": number, "text": str(number)}] * 2 for number in range(1000)]
    monkeypatch.setattr(values, "same", counted)
    assert same(value("dict", pairs), value("dict", pairs[::-1]))
    assert len(compared) == 2 * 2 * len(pairs)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("[Key() for _ in range(4096)]", id="objects with the same text"),
        pytest.param("[float('nan') for _ in range(4096)]", id="NaN"),
        pytest.param("[torch.ones(1) for _ in range(2000)]", id="equal tensors"),
    ],
)
def test_dictionaries_whose_keys_look_alike_are_compared_quickly(pool: Pool, keys: str) -> None:
    code = "import torch\nclass Key:\n    def __repr__(self): return 'key'"
    left = asked(pool, code, f"dict(zip({keys}, range(4096)))")
    right = asked(pool, code, f"dict(zip({keys}, range(1, 4097)))")
    began = time.process_time()
    assert not same(left, right)
    assert time.process_time() - began < 1


def test_floats_may_differ_by_the_tolerance_and_no_more() -> None:
    half = value("float", 0.5)
    assert same(half, value("float", 0.51), 0.011) and not same(half, value("float", 0.51), 0.009)
    assert same(value("int", 1), value("float", 1.05), 0.1)


def test_the_tolerance_applies_within_sequences_and_tensors() -> None:
    plain = {"tag": "float", "data": 0.5, "text": "0.5"}
    assert same(value("tuple", [plain]), value("list", [{**plain, "data": 0.6}]), 0.2)
    tensor = {"dtype": "torch.float32", "shape": [1], "data": [0.5]}
    assert same(value("tensor", tensor), value("tensor", {**tensor, "data": [0.6]}), 0.2)
    assert not same(value("tensor", tensor), value("tensor", {**tensor, "data": [0.6]}), 0.05)


def test_the_order_of_a_dictionarys_keys_does_not_matter(pool: Pool) -> None:
    assert same(asked(pool, "", "{'a': 1, 'b': 2}"), asked(pool, "", "{'b': 2, 'a': 1}"))


def test_a_dictionary_with_two_equal_keys_differs_from_one_with_two_keys(pool: Pool) -> None:
    equal = asked(pool, "import torch", "{torch.ones(1): 1, torch.ones(1): 1}")
    different = asked(pool, "import torch", "{torch.ones(1): 1, torch.zeros(1): 2}")
    assert not same(equal, different) and not same(different, equal)


@pytest.mark.parametrize(
    ("expression", "size"),
    [
        ("-3", 3.0),
        ("(1, [-2.5])", 2.5),
        ("torch.tensor([0.5, -4, float('inf'), float('nan')])", 4.0),
        ("{'a': 1.5}", 1.5),
        ("10 ** 400", 0.0),
        ("'12'", 0.0),
        ("torch.Size([2, 8])", 8.0),
    ],
)
def test_the_magnitude_of_a_value_is_its_largest_finite_number(
    pool: Pool, expression: str, size: float
) -> None:
    assert magnitude(asked(pool, "import torch", expression)) == size


@pytest.mark.parametrize(
    ("expression", "floats", "comparable"),
    [
        ("1", False, True),
        ("1.0", True, True),
        ("(1, [2.0])", True, True),
        ("torch.ones(2)", True, True),
        ("torch.ones(2).long()", False, True),
        ("torch.ones(2).half()", True, True),
        ("torch.ones(2, dtype=torch.cfloat)", True, True),
        ("{'a': 1.5}", True, True),
        ("object()", False, False),
        ("(1, object())", False, False),
        ("{'a': object()}", False, False),
        ("torch.zeros(5000)", False, False),
    ],
)
def test_it_is_known_whether_a_value_has_floats_and_is_comparable(
    pool: Pool, expression: str, floats: bool, comparable: bool
) -> None:
    reported = asked(pool, "import torch", expression)
    assert (has_floats(reported), is_comparable(reported)) == (floats, comparable)
