"""The most telling attacks on the worker; `make soak` runs all of them."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from tests.hostile.attack import Surroundings, attack, surroundings
from tests.hostile.cases import CASES, CONVENTIONS, QUICK, TOKEN, AttackCase
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines fully")


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surroundings]:
    with surroundings(tmp_path_factory.mktemp("user")) as around:
        yield around


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in QUICK])
def test_an_attack_is_contained(pool: Pool, case: AttackCase, around: Surroundings) -> None:
    if case in CONVENTIONS and platform.machine() != "x86_64":
        pytest.skip("a calling convention of x86_64")
    result = attack(pool, case, around)
    assert result.faults + result.remains == ()


def test_every_attack_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_a_parent_that_holds_more_files_than_a_snippet_may_hands_none_of_them_on(
    around: Surroundings,
) -> None:
    """The numbers of the worker's link and files lie behind theirs."""
    (looking,) = (case for case in CASES if case.name == "descriptors that were left open")
    with ExitStack() as held:
        for _ in range(300):
            held.enter_context(open(os.devnull))
        result = attack(held.enter_context(Pool(1)), looking, around)
    assert result.faults == ()


def test_what_a_job_holds_is_found_in_its_own_memory(pool: Pool, around: Surroundings) -> None:
    """So that not result what other jobs held means something."""
    (walk,) = (case for case in CASES if case.name == "walking the memory for other jobs")
    faults = attack(
        pool, replace(walk, code=f"{walk.code}\nheld = '{around.earlier}'"), around
    ).faults
    assert [fault.split(":")[0] for fault in faults] == ["it got through"]


def test_a_report_with_its_token_is_taken_when_it_is_well_formed(
    pool: Pool, around: Surroundings
) -> None:
    """So that refusing those that are not means something."""
    case = AttackCase(
        "well formed", f"{TOKEN}tell(answer(b'int', b'42'))", "^finished: ok -> int $", ("1",)
    )
    assert attack(pool, case, around).faults == ()


def test_an_attack_that_gets_through_is_noticed(pool: Pool, around: Surroundings) -> None:
    planted = AttackCase(
        "planted", "reach(lambda: open(VENV + '/pyvenv.cfg').read())", "^finished: PermissionError"
    )
    faults = attack(pool, planted, around).faults
    assert [fault.split(":")[0] for fault in faults] == ["unexpected outcome", "it got through"]


def test_a_descriptor_left_open_is_noticed_and_one_that_a_test_before_forgot_is_not(
    pool: Pool, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave_open(job: Job) -> Outcome:
        held.append(os.open(os.devnull, os.O_RDONLY))
        return run(job)

    def close_forgotten(job: Job) -> Outcome:
        while held:
            os.close(held.pop())
        return run(job)

    held: list[int] = []
    run, harmless = pool.run, AttackCase("harmless", "print(2)", "^finished: ok")
    monkeypatch.setattr(pool, "run", leave_open)
    assert set(attack(pool, harmless, around).remains) == {f"an open descriptor: {os.devnull}"}
    monkeypatch.setattr(pool, "run", close_forgotten)
    held.append(os.open(os.devnull, os.O_RDONLY))
    assert attack(pool, harmless, around).remains == ()
