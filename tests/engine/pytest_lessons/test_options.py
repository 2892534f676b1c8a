"""The plugin's options, on the command line and in the configuration file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.engine.pytest_lessons.runs import Proves
from tests.engine.small_bank import SMALL, WRONG
from torchquiz.engine.cli.prove_lessons import prove_lessons
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.item import prove_item
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.pytest_lessons import settings
from torchquiz.engine.pytest_lessons.time_limit import LimitedWorkers, TookTooLongError
from torchquiz.engine.sandbox.job import Block, Job, Outcome
from torchquiz.engine.sandbox.job_runner import Layer
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["pytester", "tests.engine.fixtures"]


def config(
    ini: dict[str, object] | None = None, workers: int | None = None, **options: object
) -> Any:
    """What pytest knows of the options and the file."""
    defaults = {"torchquiz_jobs": "", "torchquiz_timeout": "300", "torchquiz_cache": False}
    values = defaults | (ini or {})
    plain = SimpleNamespace(getoption=options.get, getini=values.__getitem__)
    if workers is not None:
        plain.workerinput = {"workercount": workers}
    return plain


# On and off


@pytest.mark.parametrize("words", [("-p", "no:torchquiz"), ("--no-torchquiz",)])
def test_it_can_be_switched_off_on_the_command_line(proves: Proves, words: tuple[str, ...]) -> None:
    result = proves(*words, small=SMALL)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_it_can_be_switched_off_in_the_file_and_on_again(
    proves: Proves, pytester: pytest.Pytester
) -> None:
    pytester.makeini("[pytest]\ntorchquiz = false\n")
    assert proves(small=SMALL).ret == pytest.ExitCode.NO_TESTS_COLLECTED
    proves("--torchquiz").assert_outcomes(passed=5)


def test_every_option_is_in_pytests_help(proves: Proves) -> None:
    text = str(proves("--help").stdout)
    for name in ("torchquiz", "torchquiz-cache", "torchquiz-jobs", "torchquiz-timeout"):
        assert f"--{name}" in text
        assert f"  {name.replace('-', '_')} (" in text, "as a key of the file"


# The cache


def test_without_the_option_nothing_is_cached(proves: Proves, home: Path) -> None:
    proves(small=SMALL).assert_outcomes(passed=5)
    assert not (home / "proofs.db").exists()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the items that are proven, and not taken from the cache."""
    ids: list[str] = []

    def prove_and_count(item: Any, *given: Any) -> Any:
        ids.append(item.id)
        return prove_item(item, *given)

    monkeypatch.setattr("torchquiz.engine.pytest_lessons.proof_run.prove_item", prove_and_count)
    return ids


def test_with_the_cache_what_is_proven_is_not_proven_again(
    proves: Proves, home: Path, counted: list[str]
) -> None:
    proves("--torchquiz-cache", small=SMALL).assert_outcomes(passed=5)
    assert counted == ["size", "total"]
    proves("--torchquiz-cache").assert_outcomes(passed=5)
    assert counted == ["size", "total"]
    with closing(sqlite3.connect(home / "proofs.db")) as db:
        assert db.execute("select count(*) from item").fetchone() == (2,)
        assert db.execute("select count(*) from way").fetchone() == (1,)
    proves().assert_outcomes(passed=5)
    assert counted == ["size", "total"] * 2


def test_what_check_has_cached_is_used(
    proves: Proves, home: Path, counted: list[str], pool: Pool, pytester: pytest.Pytester
) -> None:
    path = pytester.path / "small.yaml"
    path.write_text(SMALL)
    pytester.makeini("[pytest]\ntorchquiz_cache = true\n")
    with closing(Proofs(home / "proofs.db")) as proofs, threads(pool) as provers:
        prove_lessons([path], provers, proofs)
    proves().assert_outcomes(passed=5)
    assert counted == []


def test_a_faulty_item_is_never_cached(proves: Proves, home: Path, counted: list[str]) -> None:
    for _ in range(2):
        proves("--torchquiz-cache", small=WRONG).assert_outcomes(passed=3, failed=2)
    assert counted.count("size") == 2


# Jobs


def test_workers_of_xdist_share_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_processors", lambda: 8)
    assert settings.jobs(config()) == 8
    assert settings.jobs(config(workers=2)) == 4
    assert settings.jobs(config(workers=3)) == 2
    assert settings.jobs(config(workers=20)) == 1
    assert settings.jobs(config(torchquiz_jobs="4")) == 4
    assert settings.jobs(config(torchquiz_jobs="4", workers=2)) == 2
    assert settings.jobs(config({"torchquiz_jobs": "6"})) == 6
    assert settings.jobs(config({"torchquiz_jobs": "6"}, torchquiz_jobs="1")) == 1


@pytest.mark.parametrize("text", ["0", "-1", "many", "257", "1.5"])
def test_a_number_of_jobs_that_makes_no_sense_is_one_sentence(text: str) -> None:
    with pytest.raises(pytest.UsageError, match=f"'{text}' is not a number from 1 to 256"):
        settings.jobs(config(torchquiz_jobs=text))


# The time limit


def test_the_time_limit_is_in_seconds_and_0_is_none() -> None:
    assert settings.timeout_s(config()) == 300
    assert settings.timeout_s(config(torchquiz_timeout="2.5")) == 2.5
    assert settings.timeout_s(config({"torchquiz_timeout": "0"})) == float("inf")


@pytest.mark.parametrize("text", ["soon", "-1", "nan"])
def test_a_time_limit_that_makes_no_sense_is_one_sentence(text: str) -> None:
    with pytest.raises(pytest.UsageError, match=f"'{text}' is not a number of seconds"):
        settings.timeout_s(config(torchquiz_timeout=text))


def test_options_that_make_no_sense_are_told_before_anything_runs(proves: Proves) -> None:
    for words in (("--torchquiz-jobs", "many"), ("--torchquiz-timeout", "soon")):
        result = proves(*words, small=SMALL)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines([f"ERROR: {words[0]}: '{words[1]}' is not a number*"])


class SlowWorkers:
    """Workers whose jobs take as long as they may, or one second."""

    def __init__(self) -> None:
        self.layers: dict[str, Layer] = {}
        self.time = 0.0

    def run(self, job: Job) -> Outcome:
        self.time += min(1.0, job.timeout_s)
        return Outcome("timeout" if job.timeout_s < 1 else "finished")


def test_jobs_run_until_the_time_of_their_test_is_up() -> None:
    slow = SlowWorkers()
    limited = LimitedWorkers(slow, 2.5, lambda: slow.time)
    job = Job((Block("x = 1"),), timeout_s=10)
    assert [limited.run(job).ended, limited.run(job).ended] == ["finished", "finished"]
    for _ in range(2):
        with pytest.raises(TookTooLongError, match=r"not proven within 2\.5 s"):
            limited.run(job)
    assert slow.time == 2.5


def test_a_jobs_own_limit_is_an_outcome_and_not_the_tests() -> None:
    slow = SlowWorkers()
    limited = LimitedWorkers(slow, 100, lambda: slow.time)
    assert limited.run(Job((Block("x = 1"),), timeout_s=0.5)).ended == "timeout"


def test_a_test_that_takes_too_long_fails_with_one_sentence(proves: Proves) -> None:
    text = SMALL.replace(
        "total = torch.ones(3)", "import time; time.sleep(1); total = torch.ones(3)"
    )
    result = proves("--torchquiz-timeout=0.5", "small.yaml::total", small=text)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["not proven within 0.5 s; --torchquiz-timeout sets another limit."]
    )
    assert "Traceback" not in str(result.stdout)
