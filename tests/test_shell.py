"""The settings for editors and pre-commit agree with the output of `check`."""

import json
import re
from typing import Any

import pytest
import yaml

from tests import ROOT
from torchquiz.engine.errors import Fault
from torchquiz.tui.commandline.table import COMMANDS

GUIDE = (ROOT / "quizzes" / "README.md").read_text(encoding="utf-8")
FAULT = Fault("lessons/my lesson.yaml", 42, 7, "the key is wrong.", "Correct it.", "same-size")


def matcher(text: str) -> dict[str, Any]:
    """Return the pattern of the problem matcher in a page of the guide."""
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    pattern: dict[str, Any] = json.loads(found[1])["tasks"][0]["problemMatcher"]["pattern"]
    return pattern


def hook() -> dict[str, Any]:
    """Return the only hook that pre-commit finds in the repository."""
    (only,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert isinstance(only, dict)
    return only


def test_the_problem_matcher_finds_the_place_and_message_of_a_fault() -> None:
    pattern = matcher(GUIDE)
    first, remedy = str(FAULT).splitlines()
    match = re.match(pattern["regexp"], first)
    assert match
    assert match[pattern["file"]] == FAULT.path
    assert (match[pattern["line"]], match[pattern["column"]]) == ("42", "7")
    assert match[pattern["message"]] == "item 'same-size': the key is wrong."
    assert not re.match(pattern["regexp"], remedy)


def test_the_problem_matcher_ignores_the_report() -> None:
    report = "PyTorch 2.13.0+cpu: 1 fault; 20.8 s, 86 snippets run, 12 from the cache."
    assert not re.match(matcher(GUIDE)["regexp"], report)


def test_the_hook_runs_a_command_that_exists() -> None:
    program, command = hook()["entry"].split()
    assert program == "torchquiz" and command in COMMANDS
    assert f"id: {hook()['id']}" in GUIDE


@pytest.mark.parametrize(
    ("path", "is_checked"),
    [
        ("lessons/conv.yaml", True),
        ("course/quizzes/week-1/conv.yaml", True),
        ("config.yaml", False),
        ("lessons/misconceptions.yaml", False),
    ],
)
def test_the_hook_checks_lessons_only(path: str, is_checked: bool) -> None:
    files, excluded = hook()["files"], hook()["exclude"]
    assert bool(re.search(files, path) and not re.search(excluded, path)) == is_checked
