"""The most important attacks on the worker are contained; `make soak` runs all attacks."""

import os
import platform
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.attack import Surroundings, attack, surroundings
from tests.hostile.cases import CASES, CONVENTIONS, QUICK, TOKEN, AttackCase
from tests.hostile.cases.case import HIDDEN
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the worker is fully confined only on Linux"
)


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


def test_the_names_of_attacks_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_a_parent_with_more_open_files_than_a_snippet_may_have_passes_none_on(
    around: Surroundings,
) -> None:
    """Open many files first, so that the worker's own descriptors get high numbers."""
    (search,) = (case for case in CASES if case.name == "searching for open descriptors")
    with ExitStack() as held:
        for _ in range(300):
            held.enter_context(open(os.devnull))
        result = attack(held.enter_context(Pool(1)), search, around)
    assert result.faults == ()


def test_a_search_of_memory_finds_what_the_job_itself_holds(
    pool: Pool, around: Surroundings
) -> None:
    """Make sure that such a search could find secrets, or finding none would prove nothing."""
    (walk,) = (case for case in CASES if case.name == "searching memory for other jobs")
    faults = attack(
        pool, replace(walk, code=f"{walk.code}\nheld = '{around.earlier}'"), around
    ).faults
    assert [fault.split(":")[0] for fault in faults] == ["it succeeded"]


def test_a_well_formed_report_with_the_token_is_accepted(pool: Pool, around: Surroundings) -> None:
    """Make sure that the worker accepts good reports, or refusing bad ones would prove nothing."""
    case = AttackCase(
        "well formed", f"{TOKEN}report(answer(b'int', b'42'))", "^finished: ok -> int $", ("1",)
    )
    assert attack(pool, case, around).faults == ()


def test_a_virtual_environment_in_the_projects_own_folder_does_not_open_the_project(
    tmp_path: Path, around: Surroundings
) -> None:
    """Create the folders that `python -m venv .` creates, with the packages of this interpreter."""
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path)}))
    packages.mkdir(parents=True)
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"))
    (tmp_path / "pyvenv.cfg").write_text(f"home = {Path(sys.base_prefix) / 'bin'}\n")
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to(os.path.realpath(sys.executable))
    (tmp_path / "lib" / "diary.txt").write_text(around.secret)
    (tmp_path / "diary.txt").write_text(around.secret)
    reading = AttackCase(
        "reading a project that is a virtual environment",
        "import torch, sqlite3, torch.distributions\n"
        f"assert sys.prefix == {str(tmp_path)!r}, sys.prefix\n"
        f"each(lambda: open({str(tmp_path / 'diary.txt')!r}).read(),"
        f" lambda: open({str(tmp_path / 'lib' / 'diary.txt')!r}).read(),"
        f" lambda: os.listdir({str(tmp_path)!r}))",
        HIDDEN,
    )
    with Pool(1, str(python)) as pool:
        assert attack(pool, reading, around).faults == ()


def test_an_attack_that_succeeds_is_noticed(pool: Pool, around: Surroundings) -> None:
    planted = AttackCase(
        "planted", "reach(lambda: open(os.__file__).read(9))", "^finished: PermissionError"
    )
    faults = attack(pool, planted, around).faults
    assert [fault.split(":")[0] for fault in faults] == ["unexpected outcome", "it succeeded"]


def test_a_descriptor_that_an_attack_leaves_open_is_noticed_but_not_an_earlier_one(
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
