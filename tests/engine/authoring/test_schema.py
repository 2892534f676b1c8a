"""Tests that the JSON Schema for editors is up to date and finds the faults that `check` finds."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests import SAMPLES
from tests.engine.small_bank import SMALL
from torchquiz.engine.authoring.schema import schema, schema_text
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.errors import BankError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.yaml.reading import read_text
from torchquiz.tui.cli import main

FORMS = sorted(SAMPLES.glob("form-*.yaml"))
ONLY_CHECKED = {
    *(
        "claim-with-holds-and-source",
        "claim-without-evidence",
        "code-behind-spaces",
        "name-with-a-foreign-letter",
        "id-retired",
        "id-twice",
        "misconception-unknown",
        "torch-versions",
    ),
    *(
        "given-hexadecimal",
        "given-leading-zero",
        "given-sexagesimal",
        "given-underscore",
        "given-yes",
    ),
}
"""Faults that a JSON Schema cannot find, since they concern code or more than one value."""


def marked(text: str) -> list[tuple[int, str]]:
    """Return the lines that an editor marks, each with the editor's message."""
    source = read_text(text)
    marks = []
    for error in Draft7Validator(schema()).iter_errors(source.values):
        where = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            unknown = [
                source.keys[*where, name].line
                for name in error.instance
                if f"'{name}'" in error.message
            ]
            marks += [(line, error.message) for line in unknown]
        else:
            marks.append((source.spot(where).line, error.message))
    return sorted(marks)


def lines_with_faults(path: Path) -> list[int]:
    try:
        return [fault.line for fault in load_bank(path).faults]
    except BankError as error:
        return [fault.line for fault in error.faults]


def test_the_committed_schema_is_up_to_date(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    committed = (BANKS / "lesson.schema.json").read_text(encoding="utf-8")
    stale = "run torchquiz schema -o quizzes/lesson.schema.json"

    assert main(["schema"]) == 0
    assert capsys.readouterr().out == committed, stale
    assert main(["schema", "-o", str(tmp_path / "schema.json")]) == 0
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == committed


def test_the_schema_is_valid() -> None:
    Draft7Validator.check_schema(schema())
    assert "oneOf" not in schema_text() and '"forms"' not in schema_text()


def test_every_key_has_a_description() -> None:
    whole = schema()
    for name, model in [("lesson", whole), *whole["definitions"].items()]:
        assert [
            key for key, field in model["properties"].items() if not field.get("description")
        ] == [], name


def test_descriptions_are_those_of_the_guide() -> None:
    fields: dict[str, Any] = schema()["definitions"]["PredictItem"]["properties"]
    assert "over the parameters" in fields["key"]["description"]
    assert fields["hints"]["description"].startswith("optional: one to three")


@pytest.mark.parametrize(
    "path",
    [BANKS / line for line in (BANKS / "syllabus.txt").read_text().split()],
    ids=lambda path: path.stem,
)
def test_a_shipped_lesson_names_its_schema_and_has_no_fault(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=lesson.schema.json\n")
    assert marked(text) == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_editor_marks_the_lines_that_check_reports(path: Path) -> None:
    lines = [line for line, _ in marked(path.read_text(encoding="utf-8"))]
    if path.stem.removeprefix("form-") in ONLY_CHECKED:
        assert lines == []
    elif path.stem == "form-lesson-missing":
        assert len(lines) == len(lines_with_faults(path)) == 1
    else:
        assert lines == lines_with_faults(path)


def test_four_mistakes_are_four_faults() -> None:
    text = SMALL.replace("level: easy", "level: simple").replace("ask: y.shape", "asks: y.shape")
    text = text.replace(
        "misconception: stays, because: No", "believes: stays, because: No"
    ).replace("shape: 2×3", "shapes: 2×3")
    assert len(marked(text)) == 5, "a misspelt required key is both unknown and missing"
    assert len({line for line, _ in marked(text)}) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_completed_with_its_own_keys(kind: str) -> None:
    model = KINDS[kind].model
    whole = schema()
    (rule,) = [
        rule
        for rule in whole["properties"]["items"]["items"]["allOf"]
        if rule["if"]["properties"]["kind"]["const"] == kind
    ]
    fields = whole["definitions"][rule["then"]["$ref"].rpartition("/")[2]]["properties"]
    assert set(fields) == set(model.model_fields)
