"""A QTI package has one item per question, which gives full marks only for the right answer."""

import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.engine.exchange.exported_forms import FORMS, questions
from tests.engine.exchange.qti_reader import NAMESPACE, correct_responses, score
from torchquiz.engine.exchange.writers import qti
from torchquiz.engine.exchange.writers.exported import ExportedQuestion

GRADED = [name for name in FORMS if name not in ("write", "card")]
WRONG = {
    "choose": {"RESPONSE": ["C2"]},
    "several": {"RESPONSE": ["C1", "C2", "C3"]},
    "shape": {"RESPONSE1": ["(6, 1)"]},
    "number": {"RESPONSE1": ["0.27"]},
    "fill": {"RESPONSE1": ["2"]},
    "table": {"RESPONSE1": ["(1, 6)"], "RESPONSE2": ["(6, 1)"]},
    "order": {"RESPONSE": ["L2", "L1", "L3"]},
}


def files_of(exported: list[ExportedQuestion], path: Path) -> dict[str, Xml.Element]:
    """Write a package and return the root of each of its files."""
    qti.write(exported, path, "torchquiz")
    with zipfile.ZipFile(path) as package:
        return {name: Xml.fromstring(package.read(name)) for name in package.namelist()}


def item_of(name: str, folder: Path) -> Xml.Element:
    """Return the item that the export makes for one answer form."""
    exported = [question for question in questions() if question.item == name]
    files = files_of(exported, folder / "package.zip")
    (item,) = (root for file, root in files.items() if file.startswith("items/"))
    return item


@pytest.mark.parametrize("name", GRADED)
def test_the_right_answer_scores_full_marks_and_a_wrong_one_none(tmp_path: Path, name: str) -> None:
    item = item_of(name, tmp_path)
    right = correct_responses(item)
    wrong = WRONG[name]
    if name == "choose":
        wrong = {"RESPONSE": [choice for choice in ("C1", "C2") if [choice] != right["RESPONSE"]]}
    assert (score(item, right), score(item, wrong)) == (1.0, 0.0)


def test_other_ways_to_write_a_shape_and_close_numbers_are_right(tmp_path: Path) -> None:
    shape = item_of("shape", tmp_path)
    assert score(shape, {"RESPONSE1": ["1x6"]}) == 1.0
    assert score(item_of("number", tmp_path), {"RESPONSE1": ["0.255"]}) == 1.0


def test_the_count_is_that_of_the_items_and_the_others_are_reported(tmp_path: Path) -> None:
    written = qti.write(questions(), tmp_path / "package.zip", "torchquiz")
    files = files_of(questions(), tmp_path / "package.zip")
    items = [name for name in files if name.startswith("items/")]
    assert written.count == len(items) == len(GRADED)
    left_out, lost_hints = written.losses
    lesson = questions()[0].lesson
    assert left_out == (
        "2 questions were left out, because QTI cannot grade code or flash cards:"
        f" {lesson}/write, {lesson}/card."
    )
    assert lost_hints.startswith("7 questions were exported without hints: ")
    assert lost_hints.endswith(", and 4 more.")


def test_the_manifest_lists_every_file_and_sets_no_licence(tmp_path: Path) -> None:
    files = files_of(questions(), tmp_path / "package.zip")
    manifest = files.pop("imsmanifest.xml")
    listed = {node.get("href") for node in manifest.iter() if node.tag.endswith("}resource")}
    assert listed == set(files)
    assert "licen" not in Xml.tostring(manifest, encoding="unicode").lower()


def test_the_title_of_an_item_gives_nothing_away(tmp_path: Path) -> None:
    title = item_of("order", tmp_path).get("title", "")
    assert title == f"{questions()[0].title}: question 1"


def test_a_wrong_option_shows_its_feedback(tmp_path: Path) -> None:
    item = item_of("choose", tmp_path)
    shown = {
        node.get("identifier"): "".join(node.itertext())
        for node in item.iter(f"{NAMESPACE}modalFeedback")
    }
    assert "Not so *much*." in shown.values() and "Compute.Check." in shown["SOLUTION"]


def test_an_expected_wrong_value_shows_its_feedback(tmp_path: Path) -> None:
    item = item_of("number", tmp_path)
    score_rule, mistake_rule = item.iter(f"{NAMESPACE}responseCondition")
    assert "0.25" in "".join(score_rule.itertext())
    texts = "".join(mistake_rule.itertext())
    assert texts == "0.5RESPONSE1.M1"
    shown = item.find(f"{NAMESPACE}modalFeedback[@identifier='RESPONSE1.M1']")
    assert shown is not None and "".join(shown.itertext()) == "Twice."


def test_a_table_has_row_and_column_names(tmp_path: Path) -> None:
    item = item_of("table", tmp_path)
    names = ["".join(node.itertext()) for node in item.iter(f"{NAMESPACE}th")]
    assert names == ["", "after", "conv", "pool", "linear"]
    gaps = list(item.iter(f"{NAMESPACE}textEntryInteraction"))
    assert [gap.get("responseIdentifier") for gap in gaps] == ["RESPONSE1", "RESPONSE2"]


def test_tags_in_a_text_are_escaped(tmp_path: Path) -> None:
    question = replace(questions()[0], stem="Is <script>alert(1)</script> & `<b>` &lt; text?")
    files = files_of([question], tmp_path / "package.zip")
    (item,) = (root for name, root in files.items() if name.startswith("items/"))
    assert {node.tag.rpartition("}")[2] for node in item.iter()}.isdisjoint({"script", "b"})
    assert "Is <script>alert(1)</script> & <b> &lt; text?" in "".join(item.itertext())
