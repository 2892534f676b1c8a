"""Tests `torchquiz suggest --into`, which adds distractors to a lesson of any layout."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL
from torchquiz.engine.yaml.reading import read_source
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

DISTRACTORS = SMALL[SMALL.index("    distractors:\n") : SMALL.index("    hints: [Think")]
"""The distractors of the item `size`, as lines."""


def deeper(text: str) -> str:
    """Return the lesson with its items indented by four more spaces."""
    head, items = text.split("items:\n")
    items, trace = items.split("trace:\n")
    indented = "".join(f"    {line}" for line in items.splitlines(keepends=True))
    return f"{head}items:\n{indented}trace:\n{trace}"


LAYOUTS = {
    "as usual": SMALL,
    "an empty list": SMALL.replace(DISTRACTORS, "    distractors: []  # none yet\n"),
    "no key": SMALL.replace(DISTRACTORS, ""),
    "indented more": deeper(SMALL),
    "not indented": SMALL.replace("\n    ", "\n  ").replace("\n  - id", "\n- id"),
    "a comment after the list": SMALL.replace(DISTRACTORS, f"{DISTRACTORS}\n    # Hints:\n"),
    "beliefs in braces": SMALL.replace(
        "misconceptions:\n  stays: Nothing changes.\n", "misconceptions: {stays: Nothing.}\n"
    ),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_suggestions_are_added_to_a_lesson_that_is_still_proven(
    check: Check, bank: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    bank.write_text(text)
    before = read_source(bank).values["items"][0].get("distractors") or []

    assert main(["suggest", "size", "--into", str(bank)]) == 0

    assert "to 'size'. Check their wording, then run `torchquiz check" in capsys.readouterr().out
    after = read_source(bank).values["items"][0]["distractors"]
    assert len(after) > len(before) and after[: len(before)] == before
    changed = [line for line in text.splitlines() if line not in bank.read_text()]
    assert all("distractors: []" in line or "stays: Nothing.}" in line for line in changed)
    assert check(bank).status == 0


def test_a_list_in_brackets_is_refused_and_left_unchanged(
    check: Check, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SMALL.replace(
        DISTRACTORS, '    distractors: [{value: "(9, 9)", misconception: stays, because: No.}]\n'
    )
    bank.write_text(text)
    assert main(["suggest", "size", "--into", str(bank)]) == 2
    assert "so nothing was added" in capsys.readouterr().err
    assert bank.read_text() == text


def test_an_item_with_as_many_distractors_as_allowed_is_left_unchanged(
    check: Check, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = DISTRACTORS.splitlines()[1]
    five = "".join(
        entry.replace("(rows, columns)", f"(rows + {number}, columns)") + "\n"
        for number in range(5)
    )
    text = SMALL.replace(DISTRACTORS, f"    distractors:\n{five}")
    bank.write_text(text)
    assert main(["suggest", "size", "--into", str(bank)]) == 0
    assert "already has the maximum number of distractors" in capsys.readouterr().out
    assert bank.read_text() == text
