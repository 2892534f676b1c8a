"""A failing test case is shown with the smallest sizes and the simplest numbers that still fail."""

import json
from pathlib import Path
from typing import Any

from tests.engine.small_bank import HEAD
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import Checked, Entered, Grade
from torchquiz.engine.models.answers import Write
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

COMMON = {
    "id": "sums",
    "kind": "write",
    "level": "easy",
    "stem": "Write it.",
    "hints": ["Think."],
    "solution": ["So it is."],
    "check": "Look.",
    "starter": "def sums(x):\n    return x\n",
}
ROWS = {
    "key": "def sums(x):\n    return x.sum(dim=1)\n",
    "checks": [
        {
            "says": "It adds up the rows.",
            "ask": "sums(x)",
            "tolerance": 0.001,
            "over": {"rows": "1..12", "columns": "1..12"},
            "inputs": {"x": "torch.randn(rows, columns)"},
        }
    ],
}


def answer_of(folder: Path, pool: Pool, item: dict[str, Any]) -> Write:
    path = folder / "small.yaml"
    path.write_text(HEAD + "items: " + json.dumps([COMMON | item]))
    with threads(pool) as provers:
        proof = prove_lesson(path, "small.yaml", provers, None)
    assert not proof.faults
    answer = proof.bodies["sums"].variants[0].answer
    assert isinstance(answer, Write)
    return answer


def failing_check(pool: Pool, answer: Write, code: str) -> Checked:
    result = grade(answer, Entered((code,)), pool.run)
    assert isinstance(result, Grade)
    return next(check for check in result.checks if not check.holds)


def test_the_smallest_failing_sizes_and_whole_numbers_are_shown(tmp_path: Path, pool: Pool) -> None:
    answer = answer_of(tmp_path, pool, ROWS)
    wrong = (
        "def sums(x):\n    y = x.sum(dim=1)\n"
        "    return y if x.shape[0] < 3 or x.shape[1] < 2 else y + 1\n"
    )
    check = failing_check(pool, answer, wrong)
    assert "rows = 3, columns = 2" in check.seen
    heading, *rows = check.picture.split("\n")
    assert heading.split() == ["x", "expected", "your", "code"] and len(rows) == 3
    shown = [float(number) for row in rows for number in row.split()]
    assert all(number == round(number) for number in shown)


def test_numbers_that_must_be_fractions_keep_being_shown_as_drawn(
    tmp_path: Path, pool: Pool
) -> None:
    answer = answer_of(tmp_path, pool, ROWS)
    wrong = "def sums(x):\n    return x.sum(dim=1) + (x != x.round()).any()\n"
    check = failing_check(pool, answer, wrong)
    assert "rows = 1, columns = 1" in check.seen and "." in check.picture


def test_the_reference_and_the_learners_code_need_one_more_child_each(
    tmp_path: Path, pool: Pool
) -> None:
    answer = answer_of(tmp_path, pool, ROWS)
    jobs: list[Job] = []

    def run(job: Job) -> Outcome:
        jobs.append(job)
        return pool.run(job)

    grade(answer, Entered(("def sums(x):\n    return x.sum(dim=0)\n",)), run)
    assert len(jobs) == 3
    theirs = [job for job in jobs if any("dim=0" in block.code for block in job.blocks)]
    assert len(theirs) == 2
    assert not any("dim=1" in block.code for job in theirs for block in job.blocks)


def test_right_code_is_run_once(tmp_path: Path, pool: Pool) -> None:
    answer = answer_of(tmp_path, pool, ROWS)
    jobs: list[Job] = []

    def run(job: Job) -> Outcome:
        jobs.append(job)
        return pool.run(job)

    result = grade(answer, Entered(("def sums(x):\n    return x.sum(1)\n",)), run)
    assert isinstance(result, Grade) and result.verdict == "right" and len(jobs) == 1


def test_a_check_without_inputs_is_made_smaller_as_well(tmp_path: Path, pool: Pool) -> None:
    item = {
        "starter": "def sums(n):\n    return n\n",
        "key": "def sums(n):\n    return sum(range(n))\n",
        "checks": [{"says": "It adds up.", "ask": "sums(n)", "over": {"n": "1..150"}}],
    }
    answer = answer_of(tmp_path, pool, item)
    wrong = "def sums(n):\n    return sum(range(n)) if n < 5 else 0\n"
    assert "with n = 5, " in failing_check(pool, answer, wrong).seen
