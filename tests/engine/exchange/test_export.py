"""Proven lessons are exported for other programs, and attempts as tables."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.engine.exchange.exported_forms import questions
from tests.engine.items import lesson as small_lesson
from tests.engine.results import Check
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange import attempts
from torchquiz.engine.exchange.readers.jupyterquiz import read as read_jupyterquiz
from torchquiz.engine.exchange.writers import jupyterquiz, moodle
from torchquiz.engine.exchange.writers.accepted import ways_to_write
from torchquiz.engine.models.runs import Value
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]


def test_the_id_of_a_question_survives_a_changed_parameter() -> None:
    question = questions()[0]
    assert question.id == f"{small_lesson().id}/choose"
    first, second = replace(question, variant="size=1"), replace(question, variant="size=2")
    assert first.id == second.id == question.id
    assert replace(question, number=2).id == f"{question.id}/2"


def test_a_shape_is_accepted_in_every_way_that_learners_write_it() -> None:
    (shape,) = (question for question in questions() if question.item == "shape")
    assert {"(1, 6)", "[1, 6]", "1x6", "(1,6)", "torch.Size([1, 6])"} <= set(shape.gaps[0].accepted)


def test_no_answer_at_all_is_never_accepted_for_the_empty_shape() -> None:
    accepted = ways_to_write(Value("shape", [], "()"))
    assert {"()", "[]", "torch.Size([])"} <= set(accepted) and "" not in accepted


def test_each_form_of_answer_becomes_a_moodle_question_type(tmp_path: Path) -> None:
    written = moodle.write(questions(), tmp_path / "bank.xml", "torchquiz")
    quiz = Xml.parse(tmp_path / "bank.xml").getroot()
    kinds = [node.get("type") for node in quiz.iter("question")]
    assert kinds == [
        "category",
        "multichoice",
        "multichoice",
        "shortanswer",
        "numerical",
        "shortanswer",
        "cloze",
        "ordering",
        "essay",
        "essay",
    ]
    assert written.count == 9
    (sentence,) = written.losses
    assert sentence.startswith(
        "2 questions were exported as an essay, which a teacher must grade: "
    )
    right_answers = [
        node.findtext("text")
        for node in quiz.findall("question[@type='numerical']/answer[@fraction='100']")
    ]
    assert right_answers == ["0.25"]
    assert (
        quiz.findtext("question[@type='numerical']/answer[@fraction='0']/feedback/text")
        == "<p>Twice.</p>"
    )


def test_a_table_has_row_and_column_names_and_a_gap_in_each_asked_cell(tmp_path: Path) -> None:
    moodle.write(questions(), tmp_path / "bank.xml", "torchquiz")
    quiz = Xml.parse(tmp_path / "bank.xml").getroot()
    text = quiz.findtext("question[@type='cloze']/questiontext/text") or ""
    assert "<th></th><th>after</th>" in text
    assert "<tr><th>pool</th><td>(1, 3)</td></tr>" in text
    assert text.count("{1:SHORTANSWER_C:=(1, 6)~") == 2


def test_marks_for_several_right_options_add_up_and_guessing_all_gains_nothing(
    tmp_path: Path,
) -> None:
    moodle.write(questions(), tmp_path / "bank.xml", "torchquiz")
    nodes = Xml.parse(tmp_path / "bank.xml").getroot().findall("question[@type='multichoice']")
    several = [float(node.get("fraction", "")) for node in nodes[1].iter("answer")]
    assert sorted(several) == [-100, 50, 50] and sum(several) == 0


def test_a_quiz_for_jupyterquiz_is_read_back_with_the_same_options(tmp_path: Path) -> None:
    written = jupyterquiz.write(questions(), tmp_path / "quiz.json", "")
    assert written.count == 5 and written.losses[0].startswith("4 questions were left out")
    entries = json.loads((tmp_path / "quiz.json").read_text())
    kinds = [entry["type"] for entry in entries]
    assert kinds == ["multiple_choice", "many_choice", "string", "numeric", "string"]
    assert entries[3]["answers"][0]["range"] == [0.24, 0.26]
    read = read_jupyterquiz(tmp_path / "quiz.json").questions[1]
    assert {option.text: option.is_key for option in read.options} == {
        "one": True,
        "two": True,
        "three": False,
    }


def test_only_a_proven_lesson_is_exported(
    check: Check, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "markdown", str(bank)]) == 2
    assert "changed since it was proven, or was never proven; run `" in capsys.readouterr().err
    check(bank)
    assert main(["export", "markdown", str(bank)]) == 0
    assert "torchquiz.md: " in capsys.readouterr().out


def test_an_export_never_overwrites_a_file_silently(
    check: Check, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(bank)
    words = ["export", "markdown", str(bank), "-o", "sheet.md"]
    Path("sheet.md").write_text("mine")
    assert main(words) == 2
    assert "sheet.md already exists; name another file" in capsys.readouterr().err
    assert Path("sheet.md").read_text() == "mine"
    assert main([*words, "--overwrite", "--count", "1"]) == 0
    assert "sheet.md: 1 question." in capsys.readouterr().out
    assert main(["export", "attempts", "-o", "sheet.md", "--overwrite"]) == 2
    assert Path("sheet.md").read_text().startswith("# ")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_exported_attempts_are_read_back_unchanged(tmp_path: Path, name: str) -> None:
    from tests.engine.progress.test_store import attempt

    stored = attempt(1, "size", "wrong")
    assert attempts.write([stored, stored], "ada", tmp_path / name) == 2
    first, _ = attempts.read(tmp_path / name)
    assert (first["learner"], first["item"], first["verdict"], first["try_number"]) == (
        "ada",
        "size",
        "wrong",
        1,
    )
    assert first["params"] in (stored.params, json.dumps(stored.params))


def test_a_line_that_is_not_an_attempt_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"learner": "ada"}\n')
    with pytest.raises(TorchquizError, match=r"a\.jsonl:1: this line is not an exported attempt"):
        list(attempts.read(path))


def test_attempts_are_written_only_as_csv_or_jsonl(tmp_path: Path) -> None:
    with pytest.raises(TorchquizError, match="choose a file name that ends in one of these"):
        attempts.write([], "ada", tmp_path / "a.xls")
