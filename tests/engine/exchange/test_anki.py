"""An export to Anki has one note per question, and a second import adds no copies."""

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.engine.exchange.exported_forms import questions
from torchquiz.engine.exchange.writers import anki
from torchquiz.engine.exchange.writers.anki_note import FIELDS, note_fields
from torchquiz.engine.exchange.writers.exported import ExportedQuestion

GENANKI_EXAMPLE = 1_607_392_319
"""The model id in the documentation of genanki, which many decks copied."""


def notes(exported: list[ExportedQuestion], folder: Path) -> list[tuple[str, int, str]]:
    """Write a package and return the guid, the model and the fields of its notes."""
    anki.write(exported, folder / "deck.apkg", "torchquiz")
    with zipfile.ZipFile(folder / "deck.apkg") as package:
        package.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as database:
        return database.execute("select guid, mid, flds from notes order by guid").fetchall()


def fields_of(item: str) -> dict[str, str]:
    """Return the fields of one question's note."""
    (question,) = (question for question in questions() if question.item == item)
    return dict(zip(FIELDS, note_fields(question), strict=True))


def test_a_note_keeps_its_id_when_a_parameter_changes(tmp_path: Path) -> None:
    before = [replace(question, variant="size=1") for question in questions()]
    after = [replace(question, variant="size=2") for question in questions()]
    first, second = notes(before, tmp_path), notes(after, tmp_path)
    assert [note[:2] for note in first] == [note[:2] for note in second]
    assert len({guid for guid, *_ in first}) == len(questions())


def test_the_model_has_an_id_of_its_own(tmp_path: Path) -> None:
    assert {model for _, model, _ in notes(questions(), tmp_path)} == {anki.MODEL}
    assert anki.MODEL != GENANKI_EXAMPLE


def test_hints_and_reasons_have_fields_of_their_own() -> None:
    choose = fields_of("choose")
    assert choose["Hints"] == "<ol><li>Look.</li></ol>"
    assert "✘ Not <strong>so</strong> *much*." in choose["Reasons"]
    assert "<code>(6, 1)</code> ✘ Turned round." in fields_of("shape")["Reasons"]
    assert "Compute." in choose["Solution"]


def test_a_table_on_the_front_has_names_and_question_marks() -> None:
    table = fields_of("table")
    assert "<th>after</th>" in table["Question"] and "<th>conv</th><td>?</td>" in table["Question"]
    assert "<th>conv</th><td><code>(1, 6)</code></td>" in table["Answer"]


def test_code_on_a_note_is_coloured() -> None:
    assert '<span class="m">1</span> &lt;' in fields_of("choose")["Question"]
