"""Tests `torchquiz fill`, which writes computed values into the file and nothing else."""

import io
from pathlib import Path
from typing import Any

import pytest

from tests.engine.results import Check, CommandResult
from tests.engine.small_bank import HEAD, SMALL
from torchquiz.engine.authoring.fill import fill
from torchquiz.engine.errors import Amendment, TorchquizError
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.filling import literal
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

HOLES = f"""{HEAD}items:
  - id: sides      # größer
    kind: predict
    level: easy
    stem: What is `y.shape`?
    snippet: y = torch.zeros(2, 3).T
    ask: y.shape
    key: ?         # the sides, swapped
    distractors:
      - {{value: ?, instead: "y = torch.zeros(2, 3)", misconception: stays, because: "2 × 3 = 7."}}
    hints: [Think of a mirror.]
    solution: [Rows become columns.]
    check: Swap them.
  - id: printed
    kind: predict
    level: easy
    stem: What is printed?
    snippet: |
      for number in torch.arange(2):
          print({{"one": int(number)}})
    key: ?
    distractors:
      - {{value: "1", misconception: stays, because: It counts from 0.}}
    hints: [Count.]
    solution: [One line each.]
    check: Count the lines.
  - id: cells
    kind: table
    level: easy
    stem: Which numbers?
    snippet: a = torch.ones(3).sum()
    columns: [value]
    rows:
      - {{name: half, cells: [{{ask: a.item() / 7, key: ?, tolerance: 0.01}}]}}
      - {{name: sort, cells: [{{ask: a.dtype, key: '?'}}]}}
    distractors:
      - {{row: 1, value: 3, misconception: stays, because: It is a seventh.}}
    hints: [Count.]
    solution: [It is a part.]
    check: Divide.
trace:
  insight: Sizes follow from layers.
  quiz: [sides]
  data_flow:
    - {{name: Input, input: "torch.rand(2, 4)", shape: ?, means: "{{len(x)}} rows."}}
    - {{name: Linear, layer: "torch.nn.Linear(4, 3)", shape: "(2, 9)", means: "{{parameters}}."}}
"""
FILLED = (
    HOLES.replace("key: ?         #", "key: (3, 2)         #")
    .replace("value: ?", 'value: "(2, 3)"')
    .replace("2 × 3 = 7", "2 × 3 = 6")
    .replace(
        'key: ?\n    distractors:\n      - {value: "1"',
        'key: |PRINTED\n    distractors:\n      - {value: "1"',
    )
    .replace("key: ?, tol", "key: 0.4286, tol")
    .replace("key: '?'", "key: 'torch.float32'")
    .replace("shape: ?", "shape: 2×4")
    .replace("(2, 9)", "(2, 3)")
)
PRINTED = "\"{{'one': 0}}\\n{{'one': 1}}\""


@pytest.fixture
def holes(tmp_path: Path) -> Path:
    path = tmp_path / "holes.yaml"
    path.write_text(HOLES)
    return path


@pytest.fixture
def run(check: Check, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs the command in this process, with the worker that all tests share."""
    return lambda *words: CommandResult(main(["fill", *map(str, words)]), *capsys.readouterr())


class Terminal(io.StringIO):
    """A terminal on which the user types an answer."""

    def isatty(self) -> bool:
        return True


def remedies(path: Path, pool: Pool) -> dict[str, Any]:
    with threads(pool) as provers:
        return {
            fault.message: fault.remedy
            for fault in prove_lesson(path, path.name, provers, None).faults
        }


def test_a_question_mark_is_reported_with_the_computed_value(holes: Path, pool: Pool) -> None:
    faults = remedies(holes, pool)

    assert faults["the key is still `?`; PyTorch computes (3, 2)."] == "Run `torchquiz fill`."
    assert faults["the value is still `?`; PyTorch computes (2, 3)."] == "Run `torchquiz fill`."
    assert faults["the key is still `?`; PyTorch computes 0.4286."] == "Run `torchquiz fill`."
    assert faults["the shape is still `?`; PyTorch computes 2×4."] == "Run `torchquiz fill`."


def test_every_computed_value_is_filled_in_and_the_rest_stays(
    holes: Path, run: Check, check: Check
) -> None:
    result = run(holes, "--yes")

    assert (result.status, result.err) == (0, "")
    assert holes.read_text() == FILLED.replace("|PRINTED", PRINTED)
    assert (
        "8 values filled in" in result.out
        and "\n-    key: ?         # the sides, swapped\n+    key: (3, 2)  " in result.out
    )
    assert check(holes).status == 0


def test_filling_keeps_the_files_mode_byte_order_mark_and_line_ends(
    holes: Path, run: Check
) -> None:
    holes.write_bytes(b"\xef\xbb\xbf" + HOLES.replace("\n", "\r\n").encode())
    holes.chmod(0o640)

    run(holes, "--yes")

    assert (
        holes.read_bytes()
        == b"\xef\xbb\xbf" + FILLED.replace("|PRINTED", PRINTED).replace("\n", "\r\n").encode()
    )
    assert holes.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in holes.parent.glob("*holes*")] == ["holes.yaml"]


def test_without_a_terminal_or_yes_nothing_is_written(
    holes: Path, run: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    result = run(holes)

    assert (result.status, holes.read_text()) == (1, HOLES)
    assert "+    key: (3, 2)" in result.out and "nothing was written; use --yes" in result.err


@pytest.mark.parametrize(("answer", "is_written"), [("y\n", True), ("n\n", False), ("", False)])
def test_on_a_terminal_the_user_is_asked(
    holes: Path, run: Check, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))

    result = run(holes)

    assert "Write 8 values into holes.yaml? [y/N]" in result.err
    assert (holes.read_text() != HOLES) is is_written


def test_if_variants_differ_a_formula_is_asked_for(bank: Path, run: Check, pool: Pool) -> None:
    bank.write_text(SMALL.replace("key: (columns, rows)", "key: ?"))

    result = run(bank, "--yes")

    assert "the key is still `?`; PyTorch computes (4, 2). (with rows=2, columns=4)" in result.err
    assert (
        "write a formula that uses the parameters" in result.err
        and "Run `torchquiz fill`" not in result.err
    )
    assert (result.status, bank.read_text()) == (1, SMALL.replace("key: (columns, rows)", "key: ?"))


def test_the_texts_of_each_changed_item_are_listed_for_rereading(holes: Path, run: Check) -> None:
    result = run(holes, "--yes")

    listed = result.out.partition("values filled in.\n")[2]
    line = 1 + HOLES[: HOLES.index("solution: [Rows become")].count("\n")
    assert "Check the wording of item 'sides':\n" in listed
    assert f"  holes.yaml:{line}:16: Rows become columns.\n" in listed
    assert "Check the wording of 'trace':\n" in listed and "{len(x)} rows." in listed


def test_an_item_without_distractors_gets_its_key(bank: Path, run: Check) -> None:
    start, end = SMALL.index("    distractors:\n"), SMALL.index("    hints: [Think")
    new = (SMALL[:start] + SMALL[end:]).replace("key: (columns, rows)", "key: ?")
    new = new.replace("    given: {rows: [2, 3], columns: [4, 5]}\n", "").replace(
        "torch.zeros(rows, columns)", "torch.zeros(2, 3)"
    )
    bank.write_text(new)

    result = run(bank, "--yes")

    assert "key: (3, 2)" in bank.read_text()
    assert result.status == 1 and "this item has no wrong option." in result.err


def test_a_correct_lesson_is_left_unchanged(bank: Path, run: Check) -> None:
    result = run(bank)

    assert (result.status, bank.read_text()) == (0, SMALL)
    assert result.out == "bank/small.yaml: no values filled in.\n"


def test_a_file_that_changed_in_the_meantime_is_not_overwritten(holes: Path, pool: Pool) -> None:
    with threads(pool) as provers:
        filled = fill(holes, holes.name, provers, None)
    holes.write_text(SMALL)

    with pytest.raises(TorchquizError, match="changed after it was read"):
        filled.write()
    assert holes.read_text() == SMALL
    assert Amendment(("items", 0, "key"), "(3, 2)") in filled.amendments


@pytest.mark.parametrize(
    ("value", "tolerance", "text"),
    [
        (Value("float", 1 / 3, "0.33"), None, "0.3333333333333333"),
        (Value("float", 1 / 3, "0.33"), 0.01, "0.3333"),
        (Value("str", "it's", "it's"), None, '"it\'s"'),
        (Value("tensor", {}, "tensor([1])"), None, ""),
        (Value("float", "nan", "nan"), None, ""),
    ],
)
def test_a_value_is_written_as_python_code_for_it(
    value: Value, tolerance: float | None, text: str
) -> None:
    assert literal(value, tolerance) == text
