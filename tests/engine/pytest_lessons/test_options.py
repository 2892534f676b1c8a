"""The plugin accepts options on the command line and in the configuration file."""

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
    """Return a stand-in for pytest's configuration."""
    defaults = {"torchquiz_jobs": "", "torchquiz_timeout": "300", "torchquiz_cache": False}
    values = defaults | (ini or {})
    plain = SimpleNamespace(getoption=options.get, getini=values.__getitem__)
    if workers is not None:
        plain.workerinput = {"workercount": workers}
    return plain


# On and off


@pytest.mark.parametrize("words", [("-p", "no:torchquiz"), ("--no-torchquiz",)])
def test_the_plugin_can_be_switched_off_on_the_command_line(
    proves: Proves, words: tuple[str, ...]
) -> None:
    result = proves(*words, small=SMALL)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_plugin_can_be_switched_off_in_the_configuration_and_on_again(
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
    """Return a list that collects the ids of the items that are proven, not read from the cache."""
    ids: list[str] = []

    def prove_and_count(item: Any, *given: Any) -> Any:
        ids.append(item.id)
        return prove_item(item, *given)

    monkeypatch.setattr("torchquiz.engine.pytest_lessons.proof_run.prove_item", prove_and_count)
    return ids


def test_with_the_cache_a_proven_item_is_not_proven_again(
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


def test_proofs_that_check_has_cached_are_used(
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


def test_workers_of_xdist_share_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
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
def test_an_invalid_number_of_jobs_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(pytest.UsageError, match=f"'{text}' is not a number from 1 to 256"):
        settings.jobs(config(torchquiz_jobs=text))


# The time limit


def test_the_time_limit_is_in_seconds_and_0_means_no_limit() -> None:
    assert settings.timeout_s(config()) == 300
    assert settings.timeout_s(config(torchquiz_timeout="2.5")) == 2.5
    assert settings.timeout_s(config({"torchquiz_timeout": "0"})) == float("inf")


@pytest.mark.parametrize("text", ["soon", "-1", "nan"])
def test_an_invalid_time_limit_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(pytest.UsageError, match=f"'{text}' is not a number of seconds"):
        settings.timeout_s(config(torchquiz_timeout=text))


def test_invalid_options_are_reported_before_anything_runs(proves: Proves) -> None:
    for words in (("--torchquiz-jobs", "many"), ("--torchquiz-timeout", "soon")):
        result = proves(*words, small=SMALL)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines([f"ERROR: {words[0]}: '{words[1]}' is not a number*"])


class SlowWorkers:
    """Workers whose jobs take one second, or less if their time limit is lower."""

    def __init__(self) -> None:
        self.layers: dict[str, Layer] = {}
        self.time = 0.0

    def run(self, job: Job) -> Outcome:
        self.time += min(1.0, job.timeout_s)
        return Outcome("timeout" if job.timeout_s < 1 else "finished")


def test_jobs_run_until_their_test_reaches_its_time_limit() -> None:
    slow = SlowWorkers()
    limited = LimitedWorkers(slow, 2.5, lambda: slow.time)
    job = Job((Block("x = 1"),), timeout_s=10)
    assert [limited.run(job).ended, limited.run(job).ended] == ["finished", "finished"]
    for _ in range(2):
        with pytest.raises(TookTooLongError, match=r"not proven within 2\.5 s"):
            limited.run(job)
    assert slow.time == 2.5


def test_a_job_that_exceeds_its_own_limit_does_not_fail_the_test() -> None:
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
        ["not proven within 0.5 s; --torchquiz-timeout changes this limit."]
    )
    assert "Traceback" not in str(result.stdout)
