"""Tests `torchquiz new`, whose examples are complete and proven and overwrite no file."""

import json
from pathlib import Path

import pytest

from tests.engine.results import Check, CommandResult
from tests.engine.small_bank import HEAD, SMALL
from torchquiz.engine.authoring.examples import item_example
from torchquiz.engine.authoring.schema import schema
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.yaml.reading import read_source, read_text
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]


def new(capsys: pytest.CaptureFixture[str], *words: object) -> CommandResult:
    status = main(["new", *map(str, words)])
    return CommandResult(status, *capsys.readouterr())


# Lessons


def test_a_new_lesson_is_written_under_its_id_to_a_file_of_that_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = new(capsys, "lesson", "data-loading")
    assert result.status == 0
    assert result.out == (
        "data-loading.yaml: wrote a complete lesson for you to edit."
        " Prove it with `torchquiz check data-loading.yaml`.\n"
        "lesson.schema.json: wrote the JSON Schema that the lesson's first line"
        " tells editors to use.\n"
    )
    assert read_source(tmp_path / "data-loading.yaml").values["lesson"] == "data-loading"


def test_the_schema_is_written_next_to_a_new_lesson(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert new(capsys, "lesson", "one", "-o", tmp_path / "one.yaml").status == 0
    first = (tmp_path / "one.yaml").read_text().splitlines()[0]
    named = tmp_path / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(named.read_text()) == schema()

    named.write_text("the author's own")
    result = new(capsys, "lesson", "two", "-o", tmp_path / "two.yaml")
    assert (result.status, result.out.count("\n"), named.read_text()) == (0, 1, "the author's own")


def test_an_existing_file_is_never_overwritten(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    result = new(capsys, "lesson", "mine", "-o", path)
    assert (result.status, result.err) == (
        2,
        f"torchquiz: {path} already exists; name another file with --output.\n",
    )
    assert path.read_text() == "mine" and list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_not_an_id_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    result = new(capsys, "lesson", "Data Loading")
    assert (
        result.status == 2
        and "'Data Loading' is not a valid id for a lesson; use lower-case words" in result.err
    )


# Items


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_any_kind_is_added_to_a_lesson_that_still_passes(
    kind: str, check: Check, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = new(capsys, "item", kind, "--into", bank)
    assert (result.status, result.err) == (0, "")
    proven = check(bank, "--json", "--no-cache")
    assert (proven.status, proven.json["items"]) == (0, 3), proven.out


def test_a_second_item_of_a_kind_gets_an_unused_id(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.write_text(SMALL.replace("items:\n", "retired: [role-of-a-filter-2]\nitems:\n", 1))
    for _ in range(2):
        result = new(capsys, "item", "claim", "--into", bank)
    assert result.out == (
        f"{bank}: added 'role-of-a-filter-3' as its last item."
        f" Prove it with `torchquiz check {bank}`.\n"
    )


def test_a_printed_item_can_be_pasted_and_names_its_misconceptions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    result = new(capsys, "item", "raises")
    assert result.out.startswith(
        "# Add these to the lesson's misconceptions:\n#   view-copies: `view` copies the data"
    )
    (item,) = read_text(f"items:\n{result.out}", "pasted").values["items"]
    assert item["id"] == "view-of-a-transpose"


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        HEAD.replace(
            "misconceptions:\n  stays: Nothing changes.\n",
            "misconceptions: {stays: Nothing changes.}\n",
        ),
        HEAD.replace("misconceptions:\n  stays: Nothing changes.\n", ""),
        HEAD.replace("misconceptions:\n  stays: Nothing changes.\n", "misconceptions: {}\n"),
    ],
)
@pytest.mark.parametrize(
    "tail",
    [
        "items:\n  - id: one  # first\n    kind: card\n\n\n# About the trace.\ntrace: {}\n",
        "items:\n- id: one\n  stem: |\n    Text.\n\n    More text.\n",
        "items:\n    - id: one",
        "items:\ntrace: {}\n",
        "",
    ],
)
def test_only_lines_are_added_whatever_the_layout(
    head: str, tail: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lesson.yaml"
    path.write_text(head + tail)
    before = read_source(path).values
    assert new(capsys, "item", "claim", "--into", path).status == 0
    after = read_source(path).values
    assert after["items"][:-1] == (before.get("items") or [])
    assert set(after["misconceptions"]) == {
        *before.get("misconceptions", {}),
        *item_example("claim").misconceptions,
    }
    assert all(line in path.read_text() for line in tail.splitlines())


def test_line_ends_of_windows_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lesson.yaml"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode())
    assert new(capsys, "item", "card", "--into", path).status == 0
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") > SMALL.count("\n")


@pytest.mark.parametrize("items", ["[{id: one}]", "[]"])
def test_items_in_brackets_are_refused_and_left_unchanged(
    items: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lesson.yaml"
    path.write_text(f"{HEAD}items: {items}\n")
    result = new(capsys, "item", "card", "--into", path)
    assert (
        result.status == 2
        and f"{path}:8:8: `items` is not written as a block list, so nothing was added."
        in result.err
    )
    assert path.read_text() == f"{HEAD}items: {items}\n"


def test_a_missing_file_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = new(capsys, "item", "card", "--into", tmp_path / "none.yaml")
    assert (
        result.status == 2
        and "no such file; create a lesson with `torchquiz new lesson NAME`." in result.err
    )
