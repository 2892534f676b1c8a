"""Tests that a check claims no more than it proved, in every format of its report."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL, WRONG, WRONG_LINE
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

QUOTED = SMALL.replace("holds: type(total) is float", "source: a book")
"""The small lesson with a wrong option that is quoted from a source and not proven."""


@pytest.fixture
def quoted(bank: Path) -> Path:
    """Return a lesson with one distractor that is not proven."""
    bank.write_text(QUOTED)
    return bank


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a lesson that was imported from a quiz, without any code."""
    (tmp_path / "quiz.gift").write_text("::q:: Which one? {=this ~that ~other}\n")
    path = tmp_path / "quiz.yaml"
    assert main(["import", str(tmp_path / "quiz.gift"), "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def last_line(out: str) -> str:
    return out.splitlines()[-1]


def test_the_last_line_says_what_is_not_proven(check: Check, quoted: Path) -> None:
    assert ": proven, 1 distractor not; " in last_line(check(quoted).out)


def test_an_imported_quiz_is_not_reported_as_proven(check: Check, imported: Path) -> None:
    result = check(imported)
    assert result.status == 0 and ": nothing proven; " in last_line(result.out)


def test_json_lists_what_is_not_proven_with_positions(check: Check, quoted: Path) -> None:
    (part,) = check(quoted, "--json").json["unproven"]
    line = 1 + QUOTED[: QUOTED.index("source: a book")].count("\n")
    assert (part["path"], part["line"]) == ("bank/small.yaml", line)
    assert part["message"].startswith("item 'total': ") and "a book" in part["message"]


def test_strict_fails_if_anything_is_not_proven(check: Check, bank: Path) -> None:
    assert check(bank, "--strict").status == 0
    bank.write_text(QUOTED)
    assert check(bank, "--strict").status == 1
    assert check(bank, "--strict", "--json").status == 1
    assert check(bank).status == 0


def test_annotations_are_errors_for_faults_and_warnings_for_unproven_parts(
    check: Check, bank: Path
) -> None:
    bank.write_text(WRONG.replace("holds: type(total) is float", "source: a book"))
    result = check(bank, "--format", "github")
    assert (result.status, result.err) == (1, "")
    error, warning, last = result.out.splitlines()
    assert error == (
        f"::error file=bank/small.yaml,line={WRONG_LINE},col=10::item 'size': the key is "
        "not the value that"
        " PyTorch computes. (with rows=2, columns=4)%0A  key:     (2, 4)%0A  PyTorch: (4, 2)"
    )
    assert warning.startswith("::warning file=bank/small.yaml,line=")
    assert "::not proven: item 'total': " in warning and "1 fault" in last


def test_annotations_of_a_strict_check_are_errors(check: Check, quoted: Path) -> None:
    result = check(quoted, "--format", "github", "--strict")
    assert result.status == 1 and result.out.startswith("::error file=bank/small.yaml,")


def test_remarks_become_notices(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace("What is true?", "Which of these is not false?"))
    out = check(bank, "--format", "github", "--advice").out
    assert "::notice file=bank/small.yaml," in out and "phrased in the negative" in out


def test_a_lesson_is_checked_by_its_id(check: Check, bank: Path) -> None:
    bank.with_name("other.yaml").write_text(SMALL.replace("lesson: small", "lesson: other"))
    result = check("other", "--bank", bank.parent, "--json")
    assert (result.status, result.json["lessons"]) == (0, 1)


def test_an_unknown_id_is_answered_with_the_closest_one(check: Check, bank: Path) -> None:
    result = check("smal", "--bank", bank.parent)
    assert result.status == 2 and "Unknown lesson 'smal'; did you mean 'small'?" in result.err
