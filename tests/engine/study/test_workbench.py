"""The workbench of an item keeps drafts, and runs experiments that never count."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.grading.test_write import ANSWER, KEY, STARTER
from tests.engine.items import BLANKS, CHOICE, LINES, item, lesson, variant
from torchquiz.engine.grading.grade import Arranged, Chosen, Entered, Grade, Rated, Unreadable
from torchquiz.engine.models.answers import Answer, Reveal
from torchquiz.engine.models.runs import Run
from torchquiz.engine.progress.store import Store
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.study.activities import ActivityName, rules_of
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench

pytest_plugins = ["tests.engine.fixtures"]
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "progress.db")
    yield store
    store.close()


def session_of(
    store: Store,
    pool: Pool,
    answer: Answer = CHOICE,
    snippet: str = "y = 1",
    way: ActivityName = "practice",
) -> Session:
    asked = item(
        "a", answer, variants=(replace(variant(answer), snippet=snippet, setup="start = 40"),)
    )
    opened = store.begin("conv", way, ["a"], 7, NOW)
    known = lesson(asked)
    return Session(
        opened, {"conv": known}.get, lambda *_: asked, store, pool.run, lambda: NOW, rules_of(way)
    )


def bench_of(
    store: Store,
    pool: Pool,
    answer: Answer = CHOICE,
    snippet: str = "y = 1",
    way: ActivityName = "practice",
) -> Workbench:
    return Workbench(session_of(store, pool, answer, snippet, way))


def run_experiment(bench: Workbench, code: str) -> Run:
    run = bench.experiment(code)
    assert isinstance(run, Run)
    return run


def test_an_experiment_gives_output_and_the_last_expressions_value(
    store: Store, pool: Pool
) -> None:
    run = run_experiment(bench_of(store, pool), "print('so')\nstart + 2")
    assert (run.output, run.value, run.error) == ("so\n", "42", "")


@pytest.mark.parametrize(
    "code",
    [
        "(start +\n 2)",
        "x = 2; start + x",
        "(x := 42)",
        "if True:\n    x = 42\nx  # the answer",
        "'ü'; 42",
    ],
)
def test_the_last_expression_is_evaluated_once_in_any_layout(
    store: Store, pool: Pool, code: str
) -> None:
    assert run_experiment(bench_of(store, pool), code).value == "42"


def test_code_that_does_not_end_in_an_expression_has_no_value(store: Store, pool: Pool) -> None:
    assert run_experiment(bench_of(store, pool), "x = 1").gave == ""
    assert run_experiment(bench_of(store, pool), "print(1)").value == ""


def test_an_exception_is_reported_with_its_line(store: Store, pool: Pool) -> None:
    run = run_experiment(bench_of(store, pool), "def f():\n    return nothing\n\nf()")
    assert run.error == "NameError: name 'nothing' is not defined (line 2)"


def test_invalid_python_is_reported_with_its_line_and_not_run(store: Store, pool: Pool) -> None:
    found = bench_of(store, pool).experiment("x = 1\ny = (")
    assert isinstance(found, Unreadable) and found.sentence.startswith("Line 2 is not valid Python")
    assert bench_of(store, pool).experiment("  \n# nothing") == Unreadable(
        "There is no code to run."
    )


def test_an_experiment_leaves_no_trace(store: Store, pool: Pool) -> None:
    run_experiment(bench_of(store, pool), "start")
    assert store.of_lesson("conv") == []


def test_in_a_session_without_hints_experiments_wait_for_the_answer(
    store: Store, pool: Pool
) -> None:
    session = session_of(store, pool, way="test")
    assert not Workbench(session).can_experiment
    session.record(Chosen((1,)), Grade("wrong"))
    assert Workbench(session).can_experiment


def test_without_code_there_is_nothing_to_experiment_with(store: Store, pool: Pool) -> None:
    assert not bench_of(store, pool, snippet="").can_experiment


def test_blanks_stay_empty_until_they_are_answered(store: Store, pool: Pool) -> None:
    session = session_of(store, pool, BLANKS, BLANKS.program.code)
    assert "__1__" in Workbench(session).code
    session.record(Entered(("3", "2")), Grade("wrong"))
    assert Workbench(session).code.startswith("kernel = 3\npad = 1\n")


def test_lines_are_in_order_once_the_key_may_be_shown(store: Store, pool: Pool) -> None:
    session = session_of(store, pool, LINES, "start = 0")
    assert Workbench(session).code == "start = 0"
    session.record(Arranged((2, 0, 1)), Grade("wrong"))
    assert Workbench(session).code == "start = 0\na = 1\nb = 2\nc = a + b"


def test_a_key_that_is_still_hidden_fills_no_blank(store: Store, pool: Pool) -> None:
    session = session_of(store, pool, BLANKS, BLANKS.program.code, way="try")
    session.record(Entered(("3", "2")), Grade("wrong"))
    assert "__1__" in Workbench(session).code


def test_during_another_try_an_experiment_starts_with_the_draft(store: Store, pool: Pool) -> None:
    session = session_of(store, pool, ANSWER)
    session.record(Entered(("total = len",)), Grade("wrong"))
    assert Workbench(session).code.endswith("total = len")
    session.retry()
    Workbench(session).keep("total = max")
    assert Workbench(session).code.endswith("total = max")


def test_code_to_write_starts_with_the_starter_and_continues_with_the_draft(
    store: Store, pool: Pool
) -> None:
    bench = bench_of(store, pool, ANSWER)
    assert bench.draft == STARTER and bench.code == f"y = 1\n\n{STARTER}"
    bench.keep("def total(xs): ...")
    assert bench_of(store, pool, ANSWER).draft == "def total(xs): ..."


def test_the_unchanged_starter_is_not_stored_as_a_draft(store: Store, pool: Pool) -> None:
    bench = bench_of(store, pool, ANSWER)
    bench.keep("x")
    bench.keep(STARTER)
    assert not list((store.path.parent / "drafts").iterdir())


def test_a_right_answer_deletes_the_draft_and_a_wrong_one_keeps_it(
    store: Store, pool: Pool
) -> None:
    session = session_of(store, pool, ANSWER)
    Workbench(session).keep(KEY)
    session.record(Entered((KEY,)), Grade("wrong"))
    assert Workbench(session).draft == KEY
    session.record(Entered((KEY,)), Grade("right", 1.0))
    assert Workbench(session).draft == STARTER


def test_a_rating_is_stored_as_the_response(store: Store, pool: Pool) -> None:
    session = session_of(store, pool, Reveal("It pads."))
    grade = session.grade_response(Rated(2))
    assert isinstance(grade, Grade)
    session.record(Rated(2), grade)
    (attempt,) = store.of_lesson("conv")
    assert (attempt.response, attempt.verdict, attempt.credit) == ("[2]", "right", 0.5)
