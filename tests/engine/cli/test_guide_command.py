"""Tests `torchquiz guide`, to which faults refer because users may not have the guide's files."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL
from torchquiz.engine.cli.guide import page_names
from torchquiz.engine.cli.statuses import ALL_WELL, COULD_NOT_RUN
from torchquiz.engine.folders import BANKS
from torchquiz.engine.kinds import KINDS
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]


@pytest.mark.parametrize("page", [*KINDS, "drills", "ways", "writing"])
def test_a_page_of_the_guide_is_printed(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", page]) == ALL_WELL
    assert capsys.readouterr().out == (BANKS / "guide" / f"{page}.md").read_text(encoding="utf-8")


def test_without_a_name_the_first_page_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide"]) == ALL_WELL
    assert capsys.readouterr().out == (BANKS / "README.md").read_text(encoding="utf-8")


def test_an_unknown_page_is_refused_with_all_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "predicts"]) == COULD_NOT_RUN
    err = capsys.readouterr().err
    assert "invalid choice: 'predicts'" in err and all(name in err for name in page_names())


def test_faults_name_the_command_that_explains_them(check: Check, bank: Path) -> None:
    bank.write_text(
        SMALL.replace("    key: (columns, rows)\n", "").replace("    stem: What is true?\n", "")
    )
    remedies = [fault["remedy"] for fault in check(bank, "--json").json["faults"]]
    assert remedies == [
        "Add it; `torchquiz guide predict` explains it.",
        "Add it; `torchquiz guide` explains it.",
    ]
