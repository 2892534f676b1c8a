"""Puzzles with restricted operations are proven, and a learner sees the smallest failing case."""

import msgspec
import pytest

from tests import SAMPLES
from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.grade import Entered, Grade
from torchquiz.engine.models.answers import Write
from torchquiz.engine.models.proven import Item
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

PUZZLES = SAMPLES / "puzzles" / "broadcasting.yaml"


@pytest.fixture(scope="module")
def puzzles(pool: Pool) -> LessonProof:
    with threads(pool) as provers:
        return prove_lesson(PUZZLES, PUZZLES.name, provers, None)


def answer_of(puzzles: LessonProof, item: str) -> Write:
    answer = puzzles.bodies[item].variants[0].answer
    assert isinstance(answer, Write)
    return answer


def graded(puzzles: LessonProof, pool: Pool, item: str, code: str) -> Grade:
    answer = answer_of(puzzles, item)
    grade = form_of(answer).grade(answer, Entered((code,)), pool.run)
    assert isinstance(grade, Grade)
    return grade


def test_the_puzzles_are_proven_without_a_doubt(puzzles: LessonProof) -> None:
    assert (puzzles.faults, puzzles.unproven) == ([], [])


def test_a_proven_puzzle_can_be_stored(puzzles: LessonProof) -> None:
    item = puzzles.bodies["outer"]
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(item), type=Item) == item


def test_edge_sizes_are_among_the_cases_smallest_first(puzzles: LessonProof) -> None:
    given = [case.given for case in answer_of(puzzles, "outer").checks[0].cases]
    assert given[0] == "rows = 1, columns = 1" and given[-1] == "rows = 6, columns = 6"
    assert 10 < len(given) <= 24 and len(set(given)) == len(given)


def test_the_smallest_failing_case_is_drawn(puzzles: LessonProof, pool: Pool) -> None:
    code = "def outer(a, b):\n    return b[:, None] * a[None, :]"
    (check, *limits) = graded(puzzles, pool, "outer", code).checks
    assert check.seen.startswith("with rows = ") and "outer(a, b) is" in check.seen
    heading, *numbers = check.picture.split("\n")
    assert heading.split() == ["a", "b", "expected", "your", "code"] and numbers
    assert all(limit.holds for limit in limits)


def test_code_that_is_right_by_other_operations_misses_its_limits(
    puzzles: LessonProof, pool: Pool
) -> None:
    code = "def outer(a, b):\n    c = torch.outer(a, b)\n    return c"
    grade = graded(puzzles, pool, "outer", code)
    assert [check.holds for check in grade.checks] == [True, False, False]
    assert [check.seen for check in grade.checks[1:]] == [
        "line 2 uses `outer`",
        "it has 2 statements",
    ]
    assert grade.credit == pytest.approx(1 / 3)


def test_an_exception_names_the_case(puzzles: LessonProof, pool: Pool) -> None:
    code = "def outer(a, b):\n    return a[:, None] * b[None, :] + arange(b.shape[1])"
    assert "with rows = 1, columns = 1: IndexError" in (
        graded(puzzles, pool, "outer", code).checks[0].seen
    )


def test_printed_output_is_compared_line_by_line(puzzles: LessonProof, pool: Pool) -> None:
    code = "def counts(a, size):\n    return where(a[:, None] == arange(size), 1, 0)[0]"
    seen = graded(puzzles, pool, "counts", code).checks[2].seen
    assert seen == "line 1 of the output is `0 occurs 0`, not `0 occurs 1`"


def test_a_case_does_not_depend_on_what_the_code_did_to_the_seed(
    puzzles: LessonProof, pool: Pool
) -> None:
    code = "def outer(a, b):\n    torch.manual_seed(3)\n    return a[:, None] * b[None, :]"
    assert graded(puzzles, pool, "outer", code).checks[0].holds
