"""The options of a command may come before, between and after its files."""

import sys
from itertools import permutations

import pytest

from torchquiz.engine.cli.statuses import ALL_WELL, COULD_NOT_RUN
from torchquiz.tui.cli import main
from torchquiz.tui.commandline.table import COMMANDS

LINES = [
    ("take", ["a.yaml"], ["--plain"], ["--way", "test"]),
    ("preview", ["item"], ["--bank", "a.yaml"]),
    ("explain", ["net.py:Net"], ["--format", "markdown"], ["--input", "8x3"]),
    ("draft", ["a.py"], ["--kind", "predict"], ["--ask", "y"]),
    ("check", ["a.yaml"], ["--strict"], ["b.yaml"]),
    ("export", ["qti"], ["--all-variants"], ["a.yaml"], ["-o", "b.zip"]),
    ("fill", ["a.yaml"], ["--yes"], ["b.yaml"]),
    ("import", ["a.xml"], ["-o", "b.yaml"]),
    ("stats", ["a.csv"], ["--bank", "b.yaml"], ["c.csv"]),
    ("suggest", ["item"], ["--bank", "a.yaml"]),
]


@pytest.mark.parametrize(("command", "groups"), [(line[0], line[1:]) for line in LINES])
def test_options_and_files_may_come_in_any_order(
    command: str, groups: tuple[list[str], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def run(arguments: object) -> int:
        seen.append(vars(arguments))
        return ALL_WELL

    module = f"torchquiz.{COMMANDS[command].module}"
    __import__(module)
    monkeypatch.setattr(sys.modules[module], "run", run)
    files = [group for group in groups if not group[0].startswith("-")]
    for order in permutations(groups):
        if [group for group in order if group in files] == files:
            assert main([command, *(word for group in order for word in group)]) == ALL_WELL
    assert len(seen) > 1 and all(arguments == seen[0] for arguments in seen)


def test_an_optional_file_is_not_called_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export"]) == COULD_NOT_RUN
    assert "required: FORMAT;" in capsys.readouterr().err
