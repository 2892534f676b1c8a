"""Plausible wrong programs that an item's checks accept are listed as not proven."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engine.small_bank import HEAD
from torchquiz.engine.models.answers import Write
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

KEY = """\
def total(losses):
    total = 0.0
    for loss in losses:
        total += loss.item()
    return total
"""
STARTER = "def total(losses):\n    return losses\n"
LOSSES = "[torch.tensor(1.0), torch.tensor(2.0)]"
OTHERS = "[torch.tensor(5.0)]"
LENIENT = [
    {"says": "It adds them up.", "ask": f"float(total({LOSSES}))", "tolerance": 0.1},
    {"says": "Others too.", "ask": f"float(total({OTHERS}))", "tolerance": 0.1},
]
STRICT = [
    {"says": "It adds them up.", "ask": f"total({LOSSES})", "tolerance": 0.1},
    {"says": "Others too.", "ask": f"total({OTHERS})", "tolerance": 0.1},
]


def proof_of(folder: Path, pool: Pool, item: dict[str, Any]) -> LessonProof:
    common = {"id": "total", "level": "easy", "stem": "Write it.", "hints": ["Think."]}
    common |= {"solution": ["So it is."], "check": "Look."}
    path = folder / "small.yaml"
    path.write_text(HEAD + "items: " + json.dumps([common | item]))
    with threads(pool) as provers:
        return prove_lesson(path, "small.yaml", provers, None)


def written(folder: Path, pool: Pool, **fields: Any) -> LessonProof:
    item = {"kind": "write", "starter": STARTER, "key": KEY, "checks": STRICT}
    return proof_of(folder, pool, item | fields)


def test_a_kept_history_that_the_checks_accept_is_reported_with_its_line(
    tmp_path: Path, pool: Pool
) -> None:
    proof = written(tmp_path, pool, checks=LENIENT)
    (doubt,) = proof.unproven
    assert "the checks accept `total += loss` instead of `total += loss.item()`" in doubt
    assert not proof.faults and proof.tally.mutants.unproven == 1


def test_checks_that_reject_every_mutant_leave_nothing_unproven(tmp_path: Path, pool: Pool) -> None:
    proof = written(tmp_path, pool)
    assert proof.unproven == [] and proof.tally.mutants.proven >= 2


def test_a_single_case_lets_a_constant_pass(tmp_path: Path, pool: Pool) -> None:
    (doubt,) = written(tmp_path, pool, checks=STRICT[:1]).unproven
    assert "`total` returns the result of its first call every time" in doubt


def test_an_author_marks_a_mutant_as_equally_right(tmp_path: Path, pool: Pool) -> None:
    proof = written(tmp_path, pool, checks=LENIENT, equally_right=["total += loss"])
    assert proof.unproven == [] and proof.faults == []


def test_a_near_miss_that_names_a_misconception_is_recognised_later(
    tmp_path: Path, pool: Pool
) -> None:
    near_miss = {"code": "total = loss.item()", "misconception": "stays"}
    near_miss |= {"code": KEY.replace("total += loss.item()", "total = loss.item()")}
    proof = written(tmp_path, pool, near_misses=[near_miss])
    answer = proof.bodies["total"].variants[0].answer
    assert isinstance(answer, Write)
    assert [(near.misconception, near.belief) for near in answer.near] == [
        ("stays", "Nothing changes.")
    ]


def test_only_code_in_the_blank_is_changed_and_only_if_it_is_typed(
    tmp_path: Path, pool: Pool
) -> None:
    item = {
        "kind": "complete",
        "entry": "typed",
        "snippet": "x = torch.ones(4, 4)\nwith torch.____():\n    y = x.sum(dim=0)",
        "goal": "not y.requires_grad and y.shape == (4,)",
        "key": "no_grad",
        "distractors": [],
    }
    (doubt,) = proof_of(tmp_path, pool, item).unproven
    assert "the goal accepts `with torch.inference_mode():`" in doubt
    assert proof_of(tmp_path, pool, item | {"equally_right": ["inference_mode"]}).unproven == []


def test_right_code_in_the_wrong_blanks_is_tried(tmp_path: Path, pool: Pool) -> None:
    item = {
        "kind": "complete",
        "entry": "typed",
        "snippet": "x = torch.zeros(2, 3)\ny = x.transpose(__1__, __2__)",
        "goal": "y.shape == (3, 2)",
        "key": ["0", "1"],
        "distractors": [],
    }
    (doubt,) = proof_of(tmp_path, pool, item).unproven
    assert "`1, 0` instead of `0, 1` (swapped code)" in doubt


def test_a_parameter_may_change_the_drawn_cases_alone(tmp_path: Path, pool: Pool) -> None:
    check = {"says": "It scales.", "ask": "scaled(x, by=scale)", "over": {"n": "1..3"}}
    check |= {"inputs": {"x": "torch.arange(n) + 1"}}
    proof = written(
        tmp_path,
        pool,
        given={"scale": [2, 3]},
        starter="def scaled(x, by):\n    return x\n",
        key="def scaled(x, by):\n    return x * by\n",
        checks=[check],
    )
    assert proof.faults == [] and proof.unproven == []


PART = {
    "starter": "def part(x, size):\n    return x\n",
    "key": "def part(x, size):\n    return x[:size]\n",
    "checks": [
        {"says": "It takes the first.", "ask": "part(torch.arange(4), count)"},
        {"says": "Others too.", "ask": "part(torch.arange(5) + 7, count)"},
    ],
}


def test_a_mutant_that_only_a_later_variant_accepts_is_reported_with_that_variant(
    tmp_path: Path, pool: Pool
) -> None:
    assert written(tmp_path, pool, given={"count": [2, 3]}, **PART).unproven == []
    doubts = written(tmp_path, pool, given={"count": [2, 9]}, **PART).unproven
    assert any("with count=9, the checks accept" in doubt for doubt in doubts)
    assert not any("item 'total': the checks accept" in doubt for doubt in doubts)


def test_all_mutants_of_a_variant_run_in_one_child(tmp_path: Path, pool: Pool) -> None:
    proof = written(tmp_path, pool)
    reference_and_other_programs = 6
    mutants_together = 1
    assert proof.tally.mutants.proven > mutants_together
    assert proof.tally.snippets == reference_and_other_programs + mutants_together


def test_an_endless_mutant_does_not_hide_the_others(tmp_path: Path, pool: Pool) -> None:
    key = "def halve(n):\n    steps = 0\n    while n > 1:\n        n = n // 2\n        steps += 1\n"
    proof = written(
        tmp_path,
        pool,
        starter="def halve(n):\n    return n\n",
        key=key + "    return steps\n",
        checks=[{"says": "It counts.", "ask": "halve(5)"}],
    )
    assert proof.faults == [] and proof.tally.mutants.proven > 2
    assert any("returns the result of its first call" in doubt for doubt in proof.unproven)


def test_what_one_mutant_changes_in_place_does_not_reach_the_next(
    tmp_path: Path, pool: Pool
) -> None:
    proof = written(
        tmp_path,
        pool,
        starter="def doubled(x):\n    return x\n",
        key="def doubled(x):\n    return (x.clone() * 2).tolist()\n",
        checks=[
            {"says": "It doubles.", "ask": "doubled(torch.tensor([1, 3]))"},
            {"says": "Others too.", "ask": "doubled(torch.tensor([5, 3, 2]))"},
        ],
    )
    assert proof.faults == [] and proof.tally.mutants.proven > 2


@pytest.mark.parametrize(
    ("condition", "is_rejected"),
    [("w.grad.shape == w.shape", True), ("add(w).sum() is not None", False)],
    ids=["the condition raises", "the mutant raises"],
)
def test_a_mutant_after_which_a_condition_raises_fails_that_check(
    tmp_path: Path, pool: Pool, condition: str, is_rejected: bool
) -> None:
    start = "w = torch.ones(2, requires_grad=True)\n"
    start += "def add(x):\n    return x.sum(dim=0)\n"
    proof = written(
        tmp_path,
        pool,
        starter=start + "(1 * w).sum().backward()\nn = 0\n",
        key=start + "w.sum().backward()\nn = w.numel() + 1\n",
        checks=[
            {"says": "There is a gradient.", "holds": condition},
            {"says": "It counts.", "ask": "n"},
        ],
    )
    doubted = any("fails this check" in doubt for doubt in proof.unproven)
    assert proof.faults == [] and doubted is not is_rejected


COSINE = "def total(a, b):\n    return a @ b / (a.norm() * b.norm())\n"


def cosine_checks(first: str, second: str) -> list[dict[str, Any]]:
    return [
        {"says": "It is right.", "ask": f"total(torch.tensor({a}), torch.tensor({b}))"}
        | {"tolerance": 0.001}
        for a, b in ((first, second), ("[1.0, 2.0, 2.0]", "[2.0, 4.0, 4.0]"))
    ]


def test_a_change_that_makes_no_difference_on_other_inputs_either_is_not_reported(
    tmp_path: Path, pool: Pool
) -> None:
    proof = written(
        tmp_path, pool, key=COSINE, starter="def total(a, b):\n    pass\n",
        checks=cosine_checks("[1.0, 2.0]", "[3.0, 0.5]"),
    )  # fmt: skip
    assert proof.unproven == [] and proof.tally.mutants.unproven == 0


def test_a_change_that_makes_a_difference_on_other_inputs_is_reported(
    tmp_path: Path, pool: Pool
) -> None:
    check = {"says": "It is so.", "ask": "total(torch.tensor([1, 1]), torch.tensor([1, 1]))"}
    key = "def total(a, b):\n    return a - b\n"
    starter = "def total(a, b):\n    pass\n"
    proof = written(tmp_path, pool, key=key, starter=starter, checks=[check])
    assert "(swapped operands)" in "\n".join(proof.unproven)


def test_a_condition_is_tried_with_other_inputs_of_the_function(tmp_path: Path, pool: Pool) -> None:
    holds = "abs(total(torch.tensor([1.0, 3.0])).mean().item()) < 0.001"
    proof = written(
        tmp_path, pool, key="def total(x):\n    return (x - x.mean()) / x.std()\n",
        starter="def total(x):\n    pass\n", checks=[{"says": "The mean is 0.", "holds": holds}],
    )  # fmt: skip
    assert "(`var` instead of `std`)" in "\n".join(proof.unproven)


CLIP = """\
def total(x, low):
    return torch.where(x < low, torch.tensor(low), x)
"""
KEPT = {"says": "Others stay.", "ask": "total(torch.tensor([1, 2, 3]), 0)"}
RAISED = {"says": "They are raised.", "ask": "total(torch.tensor([-3, 2, -9]), -1)"}
SHAPED = {"says": "The shape stays.", "ask": "total(torch.tensor([1, 2, 3]), 0).shape"}


@pytest.mark.parametrize(("check", "is_idle"), [(KEPT, False), (SHAPED, True)])
def test_a_check_that_no_wrong_program_fails_must_test_a_value(
    tmp_path: Path, pool: Pool, check: dict[str, Any], is_idle: bool
) -> None:
    starter = "def total(x, low):\n    return x\n"
    proof = written(tmp_path, pool, key=CLIP, starter=starter, checks=[RAISED, check])
    doubts = "\n".join(proof.unproven)
    assert ("neither the starter code nor any near miss fails this check" in doubts) is is_idle
