"""The comparison that `make soak` makes with PyTorch's samples finds planted differences."""

import pytest

from tests.soak.drawing import run
from tests.soak.samples import differences, job_of, plain_outcome
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

RIGHT = "result, slopes = torch.ones(2, 3).softmax(1), ()"


@pytest.mark.parametrize(
    "code",
    [
        RIGHT,
        "torch.ones(2) @ torch.ones(3)",
        "result, slopes = torch.rand(3), [torch.eye(2).to_sparse()]",
    ],
)
def test_the_worker_and_a_plain_process_report_a_sample_alike(pool: Pool, code: str) -> None:
    code = f"torch.manual_seed(0)\n{code}"
    assert differences(["torch.rand"], [run(code)], [plain_outcome(pool.run(job_of(code)))]) == []


@pytest.mark.parametrize(
    "other",
    [
        "result, slopes = torch.ones(2, 4).softmax(1), ()",
        "result, slopes = torch.ones(2, 3).double().softmax(1), ()",
        "result, slopes = torch.zeros(2, 3), ()",
        "1 / 0",
        "import os; os._exit(0)",
    ],
)
def test_another_shape_dtype_value_or_exception_is_a_difference(pool: Pool, other: str) -> None:
    expected, actual = run(RIGHT), plain_outcome(pool.run(job_of(other)))
    assert differences(["torch.softmax"], [expected], [actual]) == [
        ("torch.softmax", expected, actual)
    ]


def test_tensors_that_are_not_filled_may_differ_only_in_their_values() -> None:
    shape, other = (
        {"values": [["Tensor", "torch.float32", "torch.strided", [size], text]]}
        for size, text in ((2, "a"), (3, "a"))
    )
    filled = {"values": [["Tensor", "torch.float32", "torch.strided", [2], "b"]]}
    assert differences(["torch.empty"], [shape], [filled]) == []
    assert differences(["torch.ones"], [shape], [filled]) != []
    assert differences(["torch.empty"], [shape], [other]) != []


def test_only_the_part_of_a_message_that_the_worker_reports_is_compared() -> None:
    long = {"raised": "RuntimeError", "message": "a" * 9000}
    assert differences(["torch.ones"], [long], [long | {"message": "a" * 4000}]) == []
    assert differences(["torch.ones"], [long], [long | {"message": "b"}]) != []
