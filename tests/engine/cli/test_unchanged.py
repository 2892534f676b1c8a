"""A check of unchanged lessons repeats the stored result, without proving or reading them."""

import importlib.util
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.results import Check, CommandResult
from tests.engine.small_bank import SMALL, WRONG
from torchquiz.engine.cli import check as check_command
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.cache import Proofs

pytest_plugins = ["tests.engine.fixtures"]

SAME = ("lessons", "items", "variants", "keys", "distractors", "figures", "stages", "unproven")


class ProvenAgainError(Exception):
    """The check proved the lessons again."""


def age(path: Path, seconds: int = 3600) -> None:
    """Make a file look as if it had been written some time ago."""
    written = path.stat().st_mtime - seconds
    os.utime(path, (written, written))


@pytest.fixture
def proven(check: Check, bank: Path, monkeypatch: pytest.MonkeyPatch) -> CommandResult:
    """Check a lesson that is not new, and return the result of proving it.

    If a later check proves anything again, it raises `ProvenAgainError`.
    """
    age(bank)
    result = check(bank, "--json", "--advice")

    def prove(*arguments: object, **options: object) -> None:
        raise ProvenAgainError

    monkeypatch.setattr(check_command, "prove_lessons", prove)
    return result


def test_the_same_check_again_reports_the_same(
    check: Check, bank: Path, proven: CommandResult
) -> None:
    again = check(bank, "--json", "--advice")
    assert (again.status, again.err) == (proven.status, proven.err) == (0, "")
    assert {name: again.json[name] for name in (*SAME, "remarks", "guessed")} == {
        name: proven.json[name] for name in (*SAME, "remarks", "guessed")
    }
    assert (again.json["snippets_run"], again.json["from_cache"]) == (
        0,
        proven.json["snippets_run"],
    )


def test_another_question_about_the_same_lessons_is_not_answered_from_memory(
    check: Check, bank: Path, proven: CommandResult
) -> None:
    with pytest.raises(ProvenAgainError):
        check(bank, "--json")


@pytest.mark.parametrize("changed", ["small.yaml", "misconceptions.yaml"])
def test_a_written_file_is_read_again(
    check: Check, bank: Path, proven: CommandResult, changed: str
) -> None:
    path = bank.with_name(changed)
    path.write_text(path.read_text() if path.exists() else "misconceptions: {}\n")
    age(path)
    with pytest.raises(ProvenAgainError):
        check(bank, "--json", "--advice")


def test_a_lesson_that_was_dropped_from_the_cache_is_not_reported_as_proven(
    check: Check, bank: Path, home: Path, proven: CommandResult
) -> None:
    with closing(Proofs(home / "proofs.db")) as proofs:
        proofs.drop_lesson("small")
    with pytest.raises(ProvenAgainError):
        check(bank, "--json", "--advice")


def test_a_damaged_result_is_ignored(
    check: Check, bank: Path, home: Path, proven: CommandResult
) -> None:
    with closing(Proofs(home / "proofs.db")) as proofs:
        ((key,),) = proofs._database.rows("select key from result", ())
        proofs.keep_result(key, b"{")
    with pytest.raises(ProvenAgainError):
        check(bank, "--json", "--advice")


def test_faults_are_found_again_every_time(check: Check, bank: Path) -> None:
    bank.write_text(WRONG)
    age(bank)
    assert check(bank).err == check(bank).err != ""


def test_no_permission_is_needed_if_no_code_runs(
    check: Check, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise TorchquizError("Nothing was run.")

    assert check(bank).status == 0
    monkeypatch.setattr(check_command, "ask_for_trust", refuse)
    assert check(bank).status == 0
    bank.write_text(SMALL.replace("level: easy", "level: hard", 1))
    refused = check(bank)
    assert (refused.status, refused.err) == (2, "torchquiz: Nothing was run.\n")


def test_another_pytorch_needs_permission_even_if_all_proofs_are_cached(
    check: Check, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise TorchquizError("Nothing was run.")

    assert check(bank).status == 0
    monkeypatch.setattr(check_command, "ask_for_trust", refuse)
    refused = check(bank, "--torch", sys.executable)
    assert (refused.status, refused.err) == (2, "torchquiz: Nothing was run.\n")


HEAVY = ("yaml", "pydantic", "torchquiz.engine.sandbox.pool")


def test_an_unchanged_check_imports_no_parser_and_no_sandbox(
    check: Check, bank: Path, home: Path
) -> None:
    age(bank)
    assert check(bank).status == 0
    code = (
        "import sys; from torchquiz.tui.cli import main;"
        f" status = main(['check', {str(bank)!r}]);"
        " print(status, *sys.modules, file=sys.stderr)"
    )
    environment = os.environ | {"TORCHQUIZ_HOME": str(home)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    status, *loaded = done.stderr.split()
    assert status == "0" and not set(HEAVY) & set(loaded)
    assert all(importlib.util.find_spec(name) for name in HEAVY)
