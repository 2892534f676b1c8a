"""Folders of coding problems become proven `write` items, and the import reports what is lost."""

import json
from pathlib import Path

import pytest

from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.proven_problems import ProvenProblems, proven_problems
from torchquiz.engine.exchange.readers.problem_files import signatures
from torchquiz.engine.exchange.readers.problem_folder import read
from torchquiz.engine.kinds.write import WriteItem
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

SCALE = """\
import torch

def scale(x):
    "Scale each row."
    return x / x.max(dim=1, keepdim=True).values
"""
STARTER = "import torch\n\ndef scale(x):\n    # your code\n    pass\n"
FIRST = {
    "test": "import torch\nprint(scale(torch.tensor([[1.0, 3.0]])))",
    "expected_output": "tensor([[0.3333, 1.0000]])",
}
SECOND = {"test": "print(scale(torch.eye(2)).tolist())", "expected_output": "[[1, 0.0], [0.0, 1]]"}
TWO_ROWS = {
    "test": "print(scale(torch.tensor([[1.0, 2.0, 4.0], [2.0, 8.0, 1.0]])).tolist())",
    "expected_output": "[[0.25, 0.5, 1.0], [0.25, 1.0, 0.125]]",
}
RAISING = {"test": "print(scale([1]))", "expected_output": "1"}
OTHERWISE = {"test": "print(scale(torch.eye(2)).sum().item())", "expected_output": "3.0"}


def keep(folder: Path, solution: str = SCALE, starter: str = STARTER, *tests: object) -> Path:
    folder.mkdir(parents=True)
    (folder / "solution.py").write_text(solution)
    (folder / "starter_code.py").write_text(starter)
    (folder / "tests.json").write_text(json.dumps(tests or (FIRST, SECOND)))
    return folder


def imported(folder: Path, pool: Pool) -> ProvenProblems:
    with threads(pool) as provers:
        path = folder.parent / "lesson.yaml"
        return proven_problems(read(folder), path, "lesson", "Lesson", "bank", provers, None)


def items_of(made: ProvenProblems, folder: Path) -> list[WriteItem]:
    path = folder.parent / "written.yaml"
    path.write_text(made.text)
    items = [item for item, _ in load_bank(path).items]
    assert all(isinstance(item, WriteItem) for item in items)
    return items  # type: ignore[return-value]


def test_the_pytorch_variant_is_proven_with_the_tests_and_texts_of_the_problem(
    tmp_path: Path, pool: Pool
) -> None:
    bank = tmp_path / "bank"
    (keep(bank / "3_scale-rows" / "pytorch") / "tests.json").unlink()
    problem = bank / "3_scale-rows"
    (problem / "tests.json").write_text(json.dumps([FIRST, SECOND]))
    (problem / "description.md").write_text("Scale the {rows}.\n")
    (problem / "example.json").write_text('{"input": "[[2.0]]", "output": "[[1.0]]"}')
    meta = {"title": "Scale", "difficulty": "hard", "pytorch_difficulty": "easy"}
    (problem / "meta.json").write_text(json.dumps(meta))
    (problem / "learn.md").write_text("Read this.")

    made = imported(bank, pool)

    (item,) = items_of(made, bank)
    assert (item.id, item.level) == ("scale-rows", "easy")
    assert item.stem == "Scale the {{rows}}.\n\n```\n[[2.0]]\n[[1.0]]\n```"
    assert [check.tolerance for check in item.checks] == [0.0001, 0.0001]
    assert made.proof.tally.keys.proven == 1 and made.proof.faults == []
    (note,) = made.notes
    assert str(note) == (
        f"{bank}: learn.md of 1 problem not imported, because nothing can prove its content."
    )


def test_a_test_that_raises_or_states_another_output_is_left_out(
    tmp_path: Path, pool: Pool
) -> None:
    bank = tmp_path / "bank"
    keep(bank / "1_scale", SCALE, STARTER, FIRST, RAISING, OTHERWISE, SECOND)

    made = imported(bank, pool)

    (item,) = items_of(made, bank)
    assert len(item.checks) == 2
    first, second = map(str, made.notes)
    assert first.startswith(f"{bank / '1_scale' / 'tests.json'}: test 2 is left out: `prints`")
    assert "test 3 is left out: the reference solution prints something else" in second


def test_starting_code_that_is_right_is_replaced_by_the_signatures_of_the_solution(
    tmp_path: Path, pool: Pool
) -> None:
    bank = tmp_path / "bank"
    keep(bank / "1_scale", SCALE, SCALE)

    made = imported(bank, pool)

    (item,) = items_of(made, bank)
    assert item.starter == signatures(SCALE) and "Scale each row." in item.starter
    assert "starter_code.py: the starter code passes all tests" in str(made.notes[0])


def test_problems_without_a_usable_solution_are_named_with_their_file(
    tmp_path: Path, pool: Pool
) -> None:
    bank = tmp_path / "bank"
    keep(bank / "1_scale")
    keep(bank / "2_numpy", "import numpy\n\ndef scale(x):\n    return x\n")
    keep(bank / "10_broken", "import torch\ndef scale(x:\n")
    keep(bank / "11_unfinished", SCALE.replace("return x", "return y"))
    (keep(bank / "12_untested") / "tests.json").write_text("[{}]")

    made = imported(bank, pool)

    assert [item.id for item in items_of(made, bank)] == ["scale"]
    notes = [str(note).removeprefix(f"{bank}/") for note in made.notes]
    assert [note.partition(":")[0] for note in notes[:3]] == [
        "2_numpy/solution.py",
        "10_broken/solution.py",
        "12_untested/tests.json",
    ]
    assert any(
        note.startswith("11_unfinished/solution.py") and "left out" in note for note in notes
    )


def test_a_folder_without_problems_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TorchquizError, match="no problems found"):
        read(tmp_path)


def test_a_bank_of_which_nothing_is_left_names_every_reason(tmp_path: Path, pool: Pool) -> None:
    keep(tmp_path / "bank" / "1_scale", "import torch\n\ndef other(x):\n    return x\n")
    with pytest.raises(TorchquizError, match="none of its problems can be imported"):
        imported(tmp_path / "bank", pool)


def test_the_command_writes_a_proven_lesson_and_names_what_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(tmp_path / "My bank" / "1_scale", SCALE, STARTER, FIRST, TWO_ROWS, RAISING)
    monkeypatch.chdir(tmp_path)

    assert main(["import", "My bank"]) == 0

    printed = capsys.readouterr()
    assert printed.out.startswith("my-bank.yaml: 1 item, all proven; ")
    assert printed.err.startswith("My bank/1_scale/tests.json: test 3 is left out: ")
    assert load_bank(tmp_path / "my-bank.yaml").faults == []
    assert main(["import", "My bank"]) != 0
    assert "my-bank.yaml already exists" in capsys.readouterr().err


def test_outputs_that_are_equal_as_values_need_not_be_printed_alike(
    tmp_path: Path, pool: Pool
) -> None:
    bank = tmp_path / "bank"
    count = "def count(words):\n    return {word: words.count(word) for word in set(words)}\n"
    test = {"test": "print(count(['a', 'b', 'a']))", "expected_output": "{'b':1, 'a':2}"}
    keep(bank / "1_count", f"import torch\n{count}", "def count(words):\n    pass\n", test)

    made = imported(bank, pool)

    assert made.notes == () and made.proof.tally.keys.proven == 1
