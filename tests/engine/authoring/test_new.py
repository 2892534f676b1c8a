"""`torchquiz new`: what it writes is whole, passes a check, and takes nothing away."""

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


def test_a_new_lesson_has_its_own_id_and_stands_in_a_file_of_that_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = new(capsys, "lesson", "data-loading")
    assert said.status == 0
    assert said.out == (
        "data-loading.yaml: a whole lesson to change."
        " torchquiz check data-loading.yaml proves it.\n"
        "lesson.schema.json: the JSON Schema that the lesson's first line names, for editors.\n"
    )
    assert read_source(tmp_path / "data-loading.yaml").values["lesson"] == "data-loading"


def test_the_schema_that_a_new_lesson_names_lies_beside_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert new(capsys, "lesson", "one", "-o", tmp_path / "one.yaml").status == 0
    first = (tmp_path / "one.yaml").read_text().splitlines()[0]
    named = tmp_path / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(named.read_text()) == schema()

    named.write_text("the author's own")
    said = new(capsys, "lesson", "two", "-o", tmp_path / "two.yaml")
    assert (said.status, said.out.count("\n"), named.read_text()) == (0, 1, "the author's own")


def test_a_file_that_is_there_is_never_overwritten(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    said = new(capsys, "lesson", "mine", "-o", path)
    assert (said.status, said.err) == (
        2,
        f"torchquiz: {path} exists already; name another file with --output.\n",
    )
    assert path.read_text() == "mine" and list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_no_id_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    said = new(capsys, "lesson", "Data Loading")
    assert (
        said.status == 2
        and "'Data Loading' cannot be a lesson's id; use lower-case words" in said.err
    )


# Items


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_any_kind_is_put_into_a_lesson_that_still_passes(
    kind: str, check: Check, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = new(capsys, "item", kind, "--into", bank)
    assert (said.status, said.err) == (0, "")
    proven = check(bank, "--json", "--no-cache")
    assert (proven.status, proven.json["items"]) == (0, 3), proven.out


def test_a_second_one_gets_an_id_that_is_free(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.write_text(SMALL.replace("items:\n", "retired: [role-of-a-filter-2]\nitems:\n", 1))
    for _ in range(2):
        said = new(capsys, "item", "claim", "--into", bank)
    assert (
        said.out
        == f"{bank}: 'role-of-a-filter-3' is its last item now. torchquiz check {bank} proves it.\n"
    )


def test_a_printed_item_can_be_pasted_and_names_its_misconceptions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = new(capsys, "item", "raises")
    assert said.out.startswith(
        "# It needs, under the lesson's misconceptions:\n#   view-copies: `view` copies the data"
    )
    (item,) = read_text(f"items:\n{said.out}", "pasted").values["items"]
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
def test_only_lines_are_added_wherever_things_stand(
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
def test_items_in_brackets_are_refused_and_left_as_they_are(
    items: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lesson.yaml"
    path.write_text(f"{HEAD}items: {items}\n")
    said = new(capsys, "item", "card", "--into", path)
    assert (
        said.status == 2
        and f"{path}:8:8: 'items' is not written line by line, so nothing is added." in said.err
    )
    assert path.read_text() == f"{HEAD}items: {items}\n"


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = new(capsys, "item", "card", "--into", tmp_path / "none.yaml")
    assert (
        said.status == 2
        and "there is no such file; torchquiz new lesson NAME writes one." in said.err
    )
