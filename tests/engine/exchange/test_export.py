"""Proven lessons are exported as decks, packages and worksheets, and attempts as tables."""

import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.engine.items import lesson as small_lesson
from tests.engine.results import Check
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange import attempts
from torchquiz.engine.exchange.writers import anki, moodle, qti, worksheet
from torchquiz.engine.exchange.writers.exported import ExportedQuestion, exported_questions
from torchquiz.engine.models.answers import Answer as AnyAnswer
from torchquiz.engine.models.answers import (
    Arrange,
    Choose,
    Fill,
    Near,
    Option,
    Program,
    Reveal,
    Row,
    Table,
    Typed,
    Write,
)
from torchquiz.engine.models.proven import Item, Lesson, Variant
from torchquiz.engine.models.runs import Value
from torchquiz.tui.cli import main

SHAPE = Value(
    "shape",
    [{"tag": "int", "data": 1, "text": "1"}, {"tag": "int", "data": 6, "text": "6"}],
    "(1, 6)",
)
PROGRAM = Program("", "y = ____", "y == 1", {})
FORMS: dict[str, AnyAnswer] = {
    "choose": Choose(
        (
            Option("a < b", "code", is_key=True),
            Option("b & c", "prose", is_key=False, because="Not *so*."),
        )
    ),
    "several": Choose(
        (
            Option("one", "prose", is_key=True),
            Option("two", "prose", is_key=True),
            Option("three", "prose", is_key=False, because="No."),
        ),
        several=True,
    ),
    "shape": Typed(SHAPE, 0.0, (Near(("(6, 1)",), None, "Turned round.", "turned", ""),)),
    "number": Typed(
        Value("float", 0.25, "0.25"), 0.01, (Near(("0.5",), None, "Twice.", "twice", ""),)
    ),
    "fill": Fill(("____",), ("1",), PROGRAM, (Near(("2",), None, "Too many.", "many", ""),)),
    "table": Table(
        ("after",),
        (
            Row("conv", (Typed(SHAPE, 0.0),)),
            Row("pool", ("(1, 3)",)),
            Row("linear", (Typed(SHAPE, 0.0),)),
        ),
    ),
    "order": Arrange(("first()", "second()", "third()"), "code", ((0, 1, 2),), PROGRAM),
    "write": Write("def f(): ...", "def f():\n    return 1", PROGRAM, ()),
    "card": Reveal("It is `28`."),
}

pytest_plugins = ["tests.engine.fixtures"]


def questions() -> list[ExportedQuestion]:
    """Return one question for each form of answer."""
    lesson: Lesson = small_lesson()
    exported: list[ExportedQuestion] = []
    for name, answer in FORMS.items():
        variant = Variant(
            {},
            "",
            f"What about {name}?",
            "x = 1 < 2",
            "",
            ("Look.",),
            ("Compute.",),
            "Check.",
            answer,
            None,
        )
        exported += exported_questions(lesson, Item(lesson.id, name, "predict", "easy", (variant,)))
    return exported


def test_the_id_of_a_question_names_its_lesson_and_item() -> None:
    assert [question.id for question in questions()][:2] == [
        f"{small_lesson().id}/choose",
        f"{small_lesson().id}/several",
    ]


def test_a_shape_is_accepted_in_every_way_that_learners_write_it() -> None:
    (shape,) = (question for question in questions() if question.item == "shape")
    assert {"(1, 6)", "[1, 6]", "1x6", "(1,6)", "torch.Size([1, 6])"} <= set(shape.gaps[0].accepted)


def test_a_deck_imported_twice_has_each_note_once(tmp_path: Path) -> None:
    guids = []
    for name in ("a.apkg", "b.apkg"):
        assert anki.write(questions(), tmp_path / name, "torchquiz") == []
        with zipfile.ZipFile(tmp_path / name) as package:
            package.extract("collection.anki2", tmp_path)
        with sqlite3.connect(tmp_path / "collection.anki2") as db:
            guids.append(db.execute("select guid, mid from notes order by guid").fetchall())
            (front,) = db.execute(
                "select flds from notes where flds like '%What about choose%'"
            ).fetchone()
        db.close()
    assert guids[0] == guids[1] and len(guids[0]) == len(FORMS)
    assert "1 &lt; 2" in front and "<em>so</em>" in front


def test_each_form_of_answer_becomes_a_moodle_question_type(tmp_path: Path) -> None:
    losses = moodle.write(questions(), tmp_path / "bank.xml", "torchquiz")
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
    assert len(losses) == 2 and "essay" in losses[0]
    right_answers = [
        node.findtext("text")
        for node in quiz.findall("question[@type='numerical']/answer[@fraction='100']")
    ]
    assert right_answers == ["0.25"]
    assert (
        quiz.findtext("question[@type='numerical']/answer[@fraction='0']/feedback/text")
        == "<p>Twice.</p>"
    )


def test_marks_for_several_right_options_add_up_and_guessing_all_gains_nothing(
    tmp_path: Path,
) -> None:
    moodle.write(questions(), tmp_path / "bank.xml", "torchquiz")
    nodes = Xml.parse(tmp_path / "bank.xml").getroot().findall("question[@type='multichoice']")
    several = [float(node.get("fraction", "")) for node in nodes[1].iter("answer")]
    assert sorted(several) == [-100, 50, 50] and sum(several) == 0


def test_qti_reports_the_questions_that_it_leaves_out(tmp_path: Path) -> None:
    losses = qti.write(questions(), tmp_path / "package.zip", "torchquiz")
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        items = [name for name in package.namelist() if "item_" in name]
        text = "".join(package.read(name).decode() for name in items)
    assert len(items) == len(FORMS) - 2 and "imsqti_v2p1" in text and "What about order?" in text
    assert [sentence.partition(":")[0].rpartition("/")[2] for sentence in losses[:2]] == [
        "write",
        "card",
    ]


def test_tags_in_a_text_are_escaped_in_qti(tmp_path: Path) -> None:
    question = replace(questions()[0], stem="Is <script>alert(1)</script> & `<b>` &lt; text?")
    qti.write([question], tmp_path / "package.zip", "torchquiz")
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        (name,) = [name for name in package.namelist() if "item_" in name]
        item = Xml.fromstring(package.read(name))
    assert {node.tag.rpartition("}")[2] for node in item.iter()}.isdisjoint({"script", "b"})
    assert "Is <script>alert(1)</script> & <b> < text?" in "".join(item.itertext())


def test_a_worksheet_has_the_answers_at_the_end(tmp_path: Path) -> None:
    worksheet.write_markdown(questions(), tmp_path / "sheet.md", "Sheet")
    questions_part, answers_part = (tmp_path / "sheet.md").read_text().split("## Key")
    assert "What about table?" in questions_part and "- pool: (1, 3)" in questions_part
    assert "Not *so*." not in questions_part
    assert "Not *so*." in answers_part and "`(1, 6)`" in answers_part


def test_tags_in_a_text_are_escaped_in_an_html_worksheet(tmp_path: Path) -> None:
    worksheet.write_html(questions(), tmp_path / "sheet.html", "A <b>")
    page = (tmp_path / "sheet.html").read_text()
    assert "<title>A &lt;b&gt;</title>" in page and "x = 1 &lt; 2" in page


def test_only_a_proven_lesson_is_exported(
    check: Check, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "markdown", str(bank)]) == 2
    assert "changed since it was proven, or was never proven; run `" in capsys.readouterr().err
    check(bank)
    assert main(["export", "markdown", str(bank)]) == 0
    assert "torchquiz.md: " in capsys.readouterr().out


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
