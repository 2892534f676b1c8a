"""Tests `torchquiz check`: its exit statuses, its report, its cache, and lessons anywhere."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests import ROOT
from tests.benchmarks.generated_bank import bank as generated
from tests.engine.processes import all_end, descendants, handles
from tests.engine.results import Check
from tests.engine.small_bank import SMALL, WRONG, WRONG_LINE
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.cli.statuses import INTERRUPTED
from torchquiz.engine.proof.torch_version import torch_version

pytest_plugins = ["tests.engine.fixtures"]

COUNTS = ("keys", "distractors", "figures", "stages", "rules")


# The report


def test_a_correct_lesson_is_proven(check: Check, bank: Path) -> None:
    result = check(bank)
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0].split() == [
        "proven",
        "items",
        "variants",
        "keys",
        "distractors",
        "figures",
        "stages",
        "rules",
    ]
    assert lines[1].split() == ["small", "2", "5", "5", "5", "6", "2", "0"]
    assert (
        lines[-1].startswith(f"PyTorch {torch_version()}: all proven; ")
        and "from the cache" in lines[-1]
    )


def test_the_json_object_has_exactly_its_keys(check: Check, bank: Path) -> None:
    result = check(bank, "--json")
    plain = result.json
    assert result.out.count("\n") == 1 and result.err == ""
    assert list(plain) == [
        *("torch", "lessons", "items", "variants", "keys", "distractors", "figures", "stages"),
        *("rules", "mutants", "snippets_run", "from_cache", "seconds", "faults", "unproven"),
        "left_out",
    ]
    assert (plain["torch"], plain["lessons"], plain["items"], plain["variants"]) == (
        torch_version(),
        1,
        2,
        5,
    )
    assert plain["keys"] == plain["distractors"] == {"proven": 5, "unproven": 0, "wrong": 0}
    assert plain["figures"] == {"proven": 6, "unproven": 0, "wrong": 0}
    assert plain["stages"] == {"proven": 2, "unproven": 0, "wrong": 0}
    assert plain["snippets_run"] > 5 and plain["from_cache"] == 0 and plain["faults"] == []
    assert 0 < plain["seconds"] < 60


@pytest.mark.parametrize("left", ["times", "done"])
def test_a_program_that_changes_its_process_is_repeated_in_a_fresh_one(
    check: Check, bank: Path, left: str
) -> None:
    # A second run in the same process would differ or fail, but not because of randomness.
    snippet = {
        "times": "torch.times = getattr(torch, 'times', 0) + 1;"
        " y = torch.zeros(rows, columns * torch.times).T"
    }
    snippet["done"] = (
        "assert not hasattr(torch, 'done'); torch.done = True; y = torch.zeros(rows, columns).T"
    )
    bank.write_text(
        SMALL.replace(
            "snippet: y = torch.zeros(rows, columns).T", f"snippet: |\n      {snippet[left]}"
        )
    )
    assert check(bank).status == 0


def test_a_key_that_depends_on_chance_is_reported(check: Check, bank: Path) -> None:
    snippet = "y = torch.zeros(rows, columns + int(torch.rand(1).item() > 0.6)).T"
    bank.write_text(SMALL.replace("y = torch.zeros(rows, columns).T", snippet))
    faults = check(bank, "--json").json["faults"]
    assert faults and all(
        fault["message"].startswith("the answer depends on chance: ") for fault in faults
    )


def test_a_wrong_key_is_reported_at_its_line(check: Check, bank: Path) -> None:
    bank.write_text(WRONG)
    result = check(bank, "--json")
    assert result.status == 1
    (fault,) = result.json["faults"]
    assert list(fault) == ["path", "line", "column", "message", "remedy", "item", "variant"] or set(
        fault
    ) == {*("path", "line", "column", "item", "variant", "message", "remedy")}
    assert (fault["path"], fault["line"], fault["column"], fault["item"]) == (
        "bank/small.yaml",
        WRONG_LINE,
        10,
        "size",
    )
    assert fault["message"] == "the key is not the value that PyTorch computes."
    assert fault["remedy"] == "key:     (2, 4)\nPyTorch: (4, 2)"
    assert fault["variant"] == "rows=2, columns=4"
    assert result.json["keys"] == {"proven": 1, "unproven": 0, "wrong": 4}


def test_faults_are_printed_on_stderr_and_the_table_on_stdout(check: Check, bank: Path) -> None:
    bank.write_text(WRONG)
    result = check(bank)
    assert result.status == 1
    assert result.err == (
        f"bank/small.yaml:{WRONG_LINE}:10: item 'size': the key is not the value that "
        "PyTorch computes."
        " (with rows=2, columns=4)\n"
        "  key:     (2, 4)\n  PyTorch: (4, 2)\n"
    )
    assert "1 fault;" in result.out and "1 of 5" in result.out


def test_whatever_cannot_be_proven_is_listed_with_the_reason(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace("holds: type(total) is float", "source: a book"))
    result = check(bank)
    assert result.status == 0
    assert (
        "not proven:" in result.out
        and "item 'total'" in result.out
        and "its source is a book" in result.out
    )
    assert "4 of 5" in result.out


def test_an_item_for_other_versions_is_listed_and_not_a_fault(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace("    kind: claim\n", "    kind: claim\n    torch: '<2'\n"))
    result = check(bank)
    assert (
        result.status == 0
        and "not shown on this machine:\n" in result.out
        and "item 'total': it needs PyTorch <2, and this is PyTorch 2" in result.out
        and "all proven" in result.out
        and "1 item not shown on this machine." in result.out
    )


def test_a_way_that_asks_an_item_for_other_versions_is_listed_as_not_offered(
    check: Check, bank: Path
) -> None:
    bank.write_text(SMALL.replace("    kind: predict\n", "    kind: predict\n    torch: '<2'\n"))
    result = check(bank)
    assert (
        result.status == 0
        and "the activity is not offered, because its item 'size' is left out." in result.out
    )


def test_whatever_a_lesson_has_too_few_items_for_is_listed_if_it_declares_ways(
    check: Check, bank: Path
) -> None:
    out = check(bank).out
    assert (
        "not offered:\n"
        "  A small lesson has no test yet: a test needs 3 easy questions, but the lesson has 1.\n"
        in out
    )
    assert "  A small lesson has no flash cards to review; add items of kind `card`.\n" in out
    bank.write_text(SMALL[: SMALL.index("trace:")])
    assert "not offered" not in check(bank).out


# Commands that cannot run


def test_a_missing_path_ends_with_status_2(check: Check, tmp_path: Path) -> None:
    result = check(tmp_path / "nowhere")
    assert (result.status, result.out, result.err) == (
        2,
        "",
        f"torchquiz: {tmp_path}/nowhere: no such file or folder.\n",
    )


def test_a_folder_without_lessons_ends_with_status_2(check: Check, tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.status == 2 and result.err.endswith("this folder contains no lesson (*.yaml).\n")


def test_a_home_that_is_not_writable_ends_with_status_2(
    check: Check, bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path / "file"))
    result = check(bank)
    assert (
        result.status == 2
        and result.err.startswith("torchquiz: Proofs cannot be saved in ")
        and result.err.count("\n") == 1
    )
    assert check(bank, "--no-cache").status == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--jobs", "0"), "argument --jobs: '0' is not a whole number from 1 to 256"),
        (("--jobs", "many"), "argument --jobs: 'many' is not a whole number from 1 to 256"),
        (("--what",), "unrecognized arguments: --what"),
    ],
)
def test_invalid_arguments_end_with_status_2_and_one_sentence(
    check: Check, words: tuple[str, ...], sentence: str
) -> None:
    result = check(*words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"torchquiz: {sentence}; see `torchquiz ")
    assert result.err.endswith("--help`.\n") and result.err.count("\n") == 1


def test_a_missing_torch_is_reported(
    check: Check, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchquiz.engine.cli.prove_lessons.torch_version", lambda: "")
    result = check(bank)
    assert (result.status, result.err) == (
        2,
        f"torchquiz: PyTorch is not installed for {sys.executable}; install it and check again.\n",
    )


def test_a_broken_file_is_a_fault_and_the_others_are_proven(check: Check, bank: Path) -> None:
    bank.with_name("broken.yaml").write_text("lesson: b: c\n")
    result = check(bank.parent, "--json")
    assert result.status == 1 and [fault["path"] for fault in result.json["faults"]] == [
        "bank/broken.yaml"
    ]
    assert (result.json["lessons"], result.json["items"]) == (2, 2)


def test_files_in_a_folder_that_are_not_lessons_are_counted(check: Check, bank: Path) -> None:
    bank.with_name("workflow.yaml").write_text("on: push\n")
    result = check(bank.parent)
    assert (result.status, result.err) == (
        0,
        "Skipped 1 YAML file without a `lesson:` line: bank/workflow.yaml.\n",
    )


def test_a_missing_key_is_reported_with_the_page_that_explains_it(check: Check, bank: Path) -> None:
    bank.write_text(
        SMALL.replace("    key: (columns, rows)\n", "").replace("    stem: What is true?\n", "")
    )
    assert [fault["remedy"] for fault in check(bank, "--json").json["faults"]] == [
        "Add it; `torchquiz guide predict` explains it.",
        "Add it; `torchquiz guide` explains it.",
    ]


def test_two_lessons_with_the_same_id_are_reported(check: Check, bank: Path) -> None:
    bank.with_name("twin.yaml").write_text(SMALL)
    result = check(bank.parent)
    assert result.status == 1
    assert result.err == (
        "bank/twin.yaml:1:1: bank/small.yaml has the same id, 'small'.\n"
        "  Give one of the two lessons a different id.\n"
    )


# The cache


def test_a_second_check_runs_nothing_and_reports_the_same(check: Check, bank: Path) -> None:
    first, second = (check(bank, "--json").json for _ in range(2))
    assert (second["snippets_run"], second["from_cache"]) == (0, first["snippets_run"])
    for name in ("items", "variants", *COUNTS, "faults"):
        assert first[name] == second[name]


def test_after_an_edit_only_that_item_runs_again(check: Check, bank: Path) -> None:
    first = check(bank, "--json").json
    bank.write_text(SMALL.replace("The sum is a tensor.", "The sum is a tensor too."))
    second = check(bank, "--json").json
    assert (second["snippets_run"], second["from_cache"]) == (4, first["snippets_run"] - 4)


def test_moving_an_item_runs_nothing_again_and_faults_name_the_new_line(
    check: Check, bank: Path
) -> None:
    check(bank)
    bank.write_text(f"# A comment.\n\n{SMALL}")
    assert check(bank, "--json").json["snippets_run"] == 0
    bank.write_text(f"# A comment.\n\n{WRONG}")
    (fault,) = check(bank, "--json").json["faults"]
    assert fault["line"] == WRONG_LINE + 2


def test_a_changed_setup_proves_all_items_again(check: Check, bank: Path) -> None:
    first = check(bank, "--json").json
    bank.write_text(SMALL.replace("setup: import torch", "setup: import torch, math"))
    assert check(bank, "--json").json["snippets_run"] == first["snippets_run"]


def test_a_faulty_item_is_never_cached(check: Check, bank: Path) -> None:
    bank.write_text(WRONG)
    first, second = (check(bank, "--json") for _ in range(2))
    assert first.status == second.status == 1
    assert first.json["faults"] == second.json["faults"] and second.json["snippets_run"] > 0


def test_without_the_cache_nothing_is_read_or_stored(check: Check, bank: Path, home: Path) -> None:
    first = check(bank, "--json", "--no-cache").json
    assert first["from_cache"] == 0 and not home.exists()
    check(bank)
    assert check(bank, "--json", "--no-cache").json["snippets_run"] == first["snippets_run"]


# Interruptions


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_check_continues_later_and_reports_the_same(
    tmp_path: Path, check: Check, home: Path, number: int
) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(generated(20, per_item=3))
    words = [path, "--json", "--trust", "--jobs", "1"]
    command = [sys.executable, "-m", "torchquiz", "check", *map(str, words)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as first:
        while cached_items(home / "proofs.db") < 2:
            assert first.poll() is None
            time.sleep(0.01)
        family = handles(descendants(first.pid))
        os.kill(first.pid, number)
        messages = first.communicate()[1]
        assert all_end(family, 10.0)
    assert first.returncode == (INTERRUPTED if number == signal.SIGINT else -number), messages
    resumed, complete = check(*words).json, check(*words, "--no-cache").json
    assert resumed["from_cache"] > 0 and complete["from_cache"] == 0
    assert resumed["snippets_run"] + resumed["from_cache"] == complete["snippets_run"]
    for name in ("items", "variants", *COUNTS, "faults"):
        assert resumed[name] == complete[name]


def cached_items(proofs: Path) -> int:
    """Return the number of items that a running check has proven and cached so far."""
    if not proofs.exists():
        return 0
    with closing(sqlite3.connect(proofs)) as db, suppress(sqlite3.OperationalError):
        return int(db.execute("select count(*) from item").fetchone()[0])
    return 0


# The command in another project


def test_the_command_works_next_to_an_unrelated_folder_named_engine(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "engine").mkdir(parents=True)
    for name in ("__init__", "yaml", "random", "child"):
        (project / "engine" / f"{name}.py").write_text(
            "raise RuntimeError('this is the project of the user')"
        )
    (project / "quiz.yaml").write_text(SMALL)
    script = tmp_path / "torchquiz"
    script.write_text(
        f"import sys\nsys.path.append({str(ROOT)!r})\n"
        "from torchquiz.tui.cli import main\nsys.exit(main())\n"
    )
    env = {
        **os.environ,
        "TORCHQUIZ_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(project),
    }
    command = [sys.executable, str(script), "check", "quiz.yaml", "--json", "--jobs", "1"]
    result = subprocess.run(
        command, cwd=project, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    plain = json.loads(result.stdout)
    assert plain["faults"] == [] and plain["snippets_run"] > 0


@pytest.mark.parametrize("name", ["a\x1b[31m.yaml", "a\nb.yaml", "a\u202eb.yaml", "a\udcff.yaml"])
def test_a_file_name_cannot_send_escape_sequences_to_the_terminal(name: str) -> None:
    assert (
        displayed_path(Path(name)).isprintable()
        and displayed_path(Path("quizzes/größe 2.yaml")) == "quizzes/größe 2.yaml"
    )
