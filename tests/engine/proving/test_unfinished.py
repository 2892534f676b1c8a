"""Tests that a check lists passages that the author has not finished."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL

pytest_plugins = ["tests.engine.fixtures"]


@pytest.mark.parametrize("text", ["TODO", "todo, explain it.", "It is so. FIXME"])
def test_an_unfinished_text_is_not_proven(check: Check, bank: Path, text: str) -> None:
    bank.write_text(SMALL.replace("check: Rows become columns.", f"check: {text}"))
    result = check(bank)
    line = 1 + bank.read_text()[: bank.read_text().index(f"check: {text}")].count("\n")
    assert result.status == 0 and ": proven, 1 part not; " in result.out
    assert f"small.yaml:{line}:" in result.out
    assert "item 'size': this text is not finished: it contains " in result.out
    assert check(bank, "--strict").status == 1


def test_the_word_in_code_is_not_a_mark(check: Check, bank: Path) -> None:
    bank.write_text(
        SMALL.replace("check: Rows become", 'check: "`todo` becomes').replace(
            "columns.\n", 'columns."\n', 1
        )
    )
    assert ": all proven; " in check(bank).out
