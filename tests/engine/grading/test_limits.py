"""Limits on written code are checked without running it, and attempts to evade them are found."""

import pytest

from torchquiz.engine.grading.limits import limit_results, limit_texts
from torchquiz.engine.models.answers import Limits

PUZZLE = Limits(only=("indexing", "arithmetic", "comparison", "@", "shape", "arange", "where"))
NO_SUM = Limits(without=("sum", "view", "@"))


def broken(limits: Limits, code: str) -> str:
    return "".join(result.seen for result in limit_results(limits, code))


@pytest.mark.parametrize(
    "line",
    [
        "return a[:, None] * b",
        "return where(a[0] <= 3, -a, a % 2)",
        "return 1 * (torch.arange(a.shape[0]) == 1) @ b",
        "c = a\n    return c",
        "helper = lambda_ = a\n    return helper",
        "return g(a)\ndef g(x: 'torch.Tensor') -> list[int]:\n    'It sums.'\n    return x",
    ],
)
def test_allowed_operations_and_own_names_are_no_fault(line: str) -> None:
    assert broken(PUZZLE, f"def f(a, b):\n    {line}") == ""


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("return a.sum()", "line 2 uses `sum`"),
        ("return sum(a)", "line 2 uses `sum`"),
        ("return torch.outer(a, b)", "line 2 uses `outer`"),
        ("return [x for x in a]", "line 2 uses loops"),
        ("return a if b else a", "line 2 uses `if`"),
        ("return a & b", "line 2 uses `&`"),
        ("return torch.nn.functional.relu(a)", "line 2 uses `relu`"),
        ("return a.T", "line 2 uses `T`"),
        ("return map(len, a)", "line 2 uses `len`"),
        ("return getattr(a, 'sum')()", "line 2 uses `getattr`"),
        ("from torch import outer\n    return outer(a, b)", "line 2 uses `outer`"),
    ],
)
def test_an_operation_that_is_not_listed_is_named_with_its_line(line: str, seen: str) -> None:
    assert broken(PUZZLE, f"def f(a, b):\n    {line}") == seen


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("def f(a):\n    return a.sum()", "line 2 uses `sum`"),
        ("def f(a, sum=sum):\n    return sum(a)", "line 1 uses `sum`"),
        ("total = torch.sum\ndef f(a):\n    return total(a)", "line 1 uses `sum`"),
        ("def f(a):\n    return getattr(a, 's' + 'um')()", "line 2 uses `getattr`"),
        ("def f(a):\n    return a.__matmul__(a)", "line 2 uses `__matmul__`"),
        ("def f(a):\n    return a @ a", "line 2 uses `@`"),
        ("def f(a):\n    a @= a\n    return a", "line 2 uses `@`"),
        ("def f(a):\n    return eval('a.sum()')", "line 2 uses `eval`"),
        ("def f(sum):\n    return sum + 1", ""),
    ],
)
def test_a_forbidden_operation_is_seen_behind_another_name(code: str, seen: str) -> None:
    assert broken(NO_SUM, code) == seen


def test_only_statements_that_do_something_are_counted() -> None:
    one = Limits(statements=1)
    code = 'import torch\n\ndef f(a):\n    """Say what."""\n    return a'
    assert broken(one, code) == ""
    assert broken(one, code.replace("return a", "b = a; return b")) == "it has 2 statements"


def test_each_limit_is_a_sentence_that_learners_read_first() -> None:
    limits = Limits(("indexing", "@", "where"), ("sum", "view"), 1)
    assert limit_texts(limits) == (
        "It uses only indexing, `@` and `where`.",
        "It does not use `sum` or `view`.",
        "It has at most 1 statement.",
    )
    assert limit_texts(Limits()) == ()


def test_a_class_may_call_the_initialiser_of_its_base_class() -> None:
    head = "class Net(nn.Module):\n    def __init__(self):\n        "
    for limits in (NO_SUM, Limits(only=("Module", "nn"))):
        assert broken(limits, f"{head}super().__init__()") == ""
        assert broken(limits, f"{head}super().__init__(sum([]))") == "line 3 uses `sum`"
    assert broken(NO_SUM, f"{head}self.__init__()") == "line 3 uses `__init__`"
