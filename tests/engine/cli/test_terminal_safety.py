"""Tests that commands print no escape sequence from lessons, quizzes or arguments."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

CLEAR = r"\e[2J\e]52;c;aGk=\a"
"""Escape sequences, in YAML's notation, that clear the screen and set the clipboard."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - id: size", f'  - id: "si{CLEAR}ze"'),
        ("    level: easy", f'    level: "ea{CLEAR}sy"'),
        ("title: A small lesson", f'"ti{CLEAR}": 1\n"ti{CLEAR}": 2\ntitle: A small lesson'),
        ("    ask: y.shape", f'    "a{CLEAR}sk": y.shape'),
    ],
)
def test_a_lesson_sends_no_escape_sequence_to_the_terminal(
    check: Check, bank: Path, old: str, new: str
) -> None:
    bank.write_text(SMALL.replace(old, new, 1))
    result = check(bank)
    assert result.status == 1 and result.err
    assert "\x1b" not in result.out + result.err and "\x07" not in result.out + result.err
    assert "\x1b" not in check(bank, "--format", "github").out


def test_a_huge_value_is_not_echoed_in_full(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace("level: easy", f"level: {'x' * 100_000}", 1))
    result = check(bank)
    assert result.status == 1 and max(map(len, result.err.splitlines())) < 1100


def test_an_imported_quiz_sends_no_escape_sequence_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("quiz.gift").write_text(
        "::\x1b[2J:: Which? {=this ~that}\n\n::p\x1b[2J:: Pairs? {=a -> b =c -> d}\n"
    )
    assert main(["import", "quiz.gift"]) == 0
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err


def test_an_argument_sends_no_escape_sequence_to_the_terminal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["take", "\x1b[2J", "--plain"]) == 2
    assert main(["\x1b[2J" + "x" * 1000]) == 2
    err = capsys.readouterr().err
    assert "\x1b" not in err and max(map(len, err.splitlines())) < 1100
