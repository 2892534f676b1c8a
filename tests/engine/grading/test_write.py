"""Tests the grading of written code, whose checks are compared outside the program."""

import pytest
from msgspec import structs

from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import Chosen, Entered, Grade, Unreadable
from torchquiz.engine.grading.typed_value import whole
from torchquiz.engine.models.answers import Check, Condition, Near, Program, Write
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

SETUP = "def rows():\n    return [1, 2, 3]\n"
STARTER = "def total(xs):\n    return 0"
KEY = "def total(xs):\n    return sum(xs)"
NEAR = "def total(xs):\n    return len(xs)"
SUM = Check("It adds up.", Condition("total(rows())", "total(rows())", Value("int", 6, "6")))
PAIR = Check(
    "It adds pairs.",
    Condition(
        "(total([1, 2]), 0)", "(total([1, 2]), 0)", Value("tuple", [whole(3), whole(0)], "(3, 0)")
    ),
)
NOTHING = Check("Nothing is 0.", Condition("total([]) == 0", "total([]) == 0", None))
ANSWER = Write(
    STARTER,
    KEY,
    Program(SETUP, "____", "", {}),
    (SUM, PAIR, NOTHING),
    (Near((NEAR,), None, "This counts.", "counts", "A sum is a count."),),
)


def never(job: Job) -> Outcome:
    raise AssertionError("this must be graded without running it")


def graded(pool: Pool, code: str) -> Grade:
    result = grade(ANSWER, Entered((code,)), pool.run)
    assert isinstance(result, Grade)
    return result


def test_the_reference_is_right_without_being_run_whatever_its_layout() -> None:
    result = grade(ANSWER, Entered(("def total(xs):  # the sum\n        return sum(xs)\n",)), never)
    assert isinstance(result, Grade) and (result.verdict, result.credit) == ("right", 1.0)
    assert [check.holds for check in result.checks] == [True, True, True]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_empty_code_is_asked_again(text: str) -> None:
    assert grade(ANSWER, Entered((text,)), never) == Unreadable("Write the code first.")


def test_the_unchanged_starter_code_is_asked_again() -> None:
    result = grade(ANSWER, Entered((STARTER + "  # still",)), never)
    assert result == Unreadable("You have not changed the starter code yet.")


def test_a_choice_is_not_code() -> None:
    assert isinstance(grade(ANSWER, Chosen((0,)), never), Unreadable)


@pytest.mark.parametrize(
    ("text", "line"),
    [("def total(xs):\n    return (", 2), ("total = = 1", 1), ("x = 1\n  y = 2", 2)],
)
def test_a_syntax_error_is_asked_again_and_names_its_line(text: str, line: int) -> None:
    result = grade(ANSWER, Entered((text,)), never)
    assert isinstance(result, Unreadable) and result.sentence.startswith(
        f"Line {line} is not valid Python: "
    )


@pytest.mark.parametrize("text", ["\0", "(" * 5000])
def test_code_that_python_cannot_parse_at_all_is_asked_again(text: str) -> None:
    assert isinstance(grade(ANSWER, Entered((text,)), never), Unreadable)


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("def rows():\n    return [6]", "rows"),
        ("rows = None", "rows"),
        ("class rows: pass", "rows"),
        ("from builtins import list as rows", "rows"),
        ("for rows in []: pass", "rows"),
        ("del rows", "rows"),
        ("try: 1 / 0\nexcept ZeroDivisionError as rows: pass", "rows"),
        ("match [1]:\n    case [*rows]: pass", "rows"),
        ("match {1: 2}:\n    case {1: rows}: pass", "rows"),
        ("match {1: 2}:\n    case {**rows}: pass", "rows"),
        ("[rows := 1 for _ in 'a']", "rows"),
        ("def cheat():\n    global rows\n    rows = None", "rows"),
        ("rows.__code__ = (lambda: []).__code__", "rows.__code__"),
        ("math = None", "math"),
        ("math.prod = sum", "math.prod"),
        ("import os\nos.path.join = None", "os.path.join"),
    ],
)
def test_code_that_replaces_a_name_of_its_checks_is_asked_again(more: str, name: str) -> None:
    program = structs.replace(ANSWER.program, setup="import math\n" + SETUP)
    result = grade(
        structs.replace(ANSWER, program=program), Entered((f"{STARTER}\n{more}",)), never
    )
    assert isinstance(result, Unreadable) and result.sentence.startswith(f"The checks use `{name}`")


@pytest.mark.parametrize(
    "more",
    [
        "import math",
        "def other(rows):\n    math = 1",
        "class Other:\n    rows = 1",
        "[0 for rows in 'a']",
        "lambda rows: (math := rows)",
        "rows().append(4)",
    ],
)
def test_code_may_use_the_given_names_and_import_them_again(pool: Pool, more: str) -> None:
    program = structs.replace(ANSWER.program, setup="import math\n" + SETUP)
    result = grade(structs.replace(ANSWER, program=program), Entered((f"{KEY}\n{more}",)), pool.run)
    assert isinstance(result, Grade) and result.verdict == "right"


@pytest.mark.parametrize("code", ["nonlocal rows", "other = 1\nglobal other"])
def test_code_that_fails_only_in_the_compiler_is_run_and_wrong(pool: Pool, code: str) -> None:
    result = graded(pool, code)
    assert (
        result.verdict == "wrong"
        and result.run is not None
        and result.run.error.startswith("SyntaxError")
    )


def test_other_code_that_passes_is_right(pool: Pool) -> None:
    result = graded(
        pool, "def total(xs):\n    n = 0\n    for x in xs:\n        n += x\n    return n"
    )
    assert (result.verdict, result.credit) == ("right", 1.0)


def test_a_near_miss_is_named_and_its_checks_are_run(pool: Pool) -> None:
    result = graded(pool, NEAR + "\n")
    assert (result.verdict, result.misconception, result.because) == (
        "wrong",
        "counts",
        "This counts.",
    )
    assert [check.seen for check in result.checks] == [
        "total(rows()) is 3, not 6",
        "(total([1, 2]), 0) is (2, 0), not (3, 0)",
        "",
    ]
    assert result.credit == pytest.approx(1 / 3)


def test_an_error_in_a_check_names_the_line_of_the_code(pool: Pool) -> None:
    result = graded(pool, "def total(xs):\n    y = 1\n    return xs[9]")
    assert result.checks[0].seen == "IndexError: list index out of range (line 3)"
    assert result.credit == 0.0


def test_an_error_in_a_function_of_the_setup_names_the_line_that_called_it(pool: Pool) -> None:
    assert "(line 2)" in graded(pool, "def total(xs):\n    return rows(1)").checks[0].seen


def test_code_that_raises_an_error_is_reported_with_its_line(pool: Pool) -> None:
    result = graded(pool, "def total(xs):\n    return 1\n\nprint('so far')\ntotal(1, 2)")
    assert result.run is not None and result.checks == ()
    assert result.run.error.endswith("(line 5)") and result.run.error.startswith("TypeError: ")
    assert (result.run.output, result.credit) == ("so far\n", 0.0)


def test_a_value_of_another_type_is_reported_by_its_type(pool: Pool) -> None:
    assert (
        graded(pool, "def total(xs):\n    return str(sum(xs))").checks[0].seen
        == "total(rows()) is of type str, not int"
    )


def test_a_missed_goal_is_reported_with_the_value_that_it_checks(pool: Pool) -> None:
    assert (
        graded(pool, "def total(xs):\n    return sum(xs) + (not xs)").checks[2].seen
        == "total([]) is 1"
    )


def test_an_object_that_equals_everything_passes_no_check_of_a_value(pool: Pool) -> None:
    liar = (
        "class Liar(int):\n    def __eq__(self, other):\n        return True\n\n"
        "def total(xs):\n    return Liar()"
    )
    assert [check.holds for check in graded(pool, liar).checks][:2] == [False, False]


def test_a_worker_that_died_is_never_a_wrong_answer() -> None:
    result = grade(
        ANSWER,
        Entered(("total = len",)),
        lambda job: Outcome("lost", reason="the worker died twice"),
    )
    assert isinstance(result, Grade) and result.verdict == "uncounted"


LIES = """
import torch
class Lie:
    __class__ = torch.Tensor
    shape, dtype = torch.Size([3]), torch.float32
    def __eq__(self, other): return True
    def __float__(self): return 6.0
    def tolist(self): return [6]
    def detach(self): return self
"""


@pytest.mark.parametrize(
    "code",
    [
        LIES + "def total(xs): return Lie()",
        "class Six(int):\n    def __eq__(self, other): return True\ndef total(xs): return Six(5)",
        "import sys\ndef total(xs):\n    sys._getframe(1).f_locals['expected'] = 0\n    return 0",
        "import sys\ndef lie(frame, event, seen): return lie\n"
        "sys.settrace(lie); sys.setprofile(lie)\ndef total(xs): return 5",
        "import sys\nsys.addaudithook(lambda event, seen: 1 / 0)\ndef total(xs): return 5",
        "import signal\nsignal.signal(14, lambda *seen: 1 / 0)\n"
        "signal.setitimer(0, .001, .001)\ndef total(xs): return 5",
        "import ctypes\nctypes.memmove(id(5) + 24, id(6) + 24, 4)\ndef total(xs): return 5.0",
        "from threading import Thread\nfound = [5]\n"
        "Thread(target=lambda: values.append(6)).start()\ndef total(xs): return values",
        "__builtins__ = {}\ndef total(xs): return 5",
        "import os\ndef total(xs):\n    os.write(3, b'x' * 32 + b'{}')\n    os._exit(0)",
    ],
)
def test_code_that_fakes_its_values_is_wrong(pool: Pool, code: str) -> None:
    result = graded(pool, code)
    assert result.verdict == "wrong" and not any(check.holds for check in result.checks[:2])
