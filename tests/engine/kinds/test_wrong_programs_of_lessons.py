"""The lessons' checks reject wrong programs that they once accepted."""

import pytest

from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.folders import BANKS
from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.grade import Entered, Grade
from torchquiz.engine.models.answers import Write
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.item import prove_item
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

GRADIENT = """\
def slope(f, x):
    x = x.detach().requires_grad_()
    f(x).backward()
    return x.grad
"""
DIFFERENCES = """\
def slope(f, x):
    h = 0.001
    return ((f(x + h) - f(x - h)) / (2 * h)).item()
"""
INFERENCE = """\
def features(body, x):
    with torch.inference_mode():
        return body(x)
"""
HISTORY = """\
def back_in_parts(head, x, y, size):
    mean = 0.0
    for part, labels in zip(x.split(size), y.split(size)):
        loss = F.cross_entropy(head(part), labels) * len(part) / len(x)
        loss.backward()
        mean += loss
    return mean
"""
UNEQUAL = """\
def back_in_parts(head, x, y, size):
    mean, parts = 0.0, len(x.split(size))
    for part, labels in zip(x.split(size), y.split(size)):
        loss = F.cross_entropy(head(part), labels) / parts
        loss.backward()
        mean += loss.item()
    return mean
"""


@pytest.fixture(scope="module")
def answers(pool: Pool) -> dict[str, Write]:
    """The proven answers of the items, by id."""
    wanted = {"write-a-slope", "project-the-features", "project-back-in-parts"}
    found: dict[str, Write] = {}
    for item, scope in load_bank(BANKS / "autograd.yaml").items:
        if item.id in wanted:
            proof = prove_item(item, scope, "autograd", torch_version(), pool)
            assert proof.item is not None and proof.doubts == []
            answer = proof.item.variants[0].answer
            assert isinstance(answer, Write)
            found[item.id] = answer
    return found


@pytest.mark.parametrize(
    ("item", "code", "misconception"),
    [
        pytest.param("write-a-slope", GRADIENT, "", id="a-tensor-for-a-number"),
        pytest.param("write-a-slope", DIFFERENCES, "", id="finite-differences"),
        pytest.param("project-the-features", INFERENCE, "", id="inference-mode"),
        pytest.param("project-back-in-parts", HISTORY, "", id="history-in-a-sum"),
        pytest.param(
            "project-back-in-parts", UNEQUAL, "means-of-batches-are-the-mean", id="unequal-parts"
        ),
    ],
)
def test_a_wrong_program_fails_a_check_and_is_booked_under_its_own_belief(
    answers: dict[str, Write], pool: Pool, item: str, code: str, misconception: str
) -> None:
    answer = answers[item]
    grade = form_of(answer).grade(answer, Entered((code,)), pool.run)
    assert isinstance(grade, Grade)
    assert grade.verdict == "wrong" and 0 < grade.credit < 1
    assert grade.misconception == misconception
