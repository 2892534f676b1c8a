"""Imports an exported deck into the real Anki: `python -m tests.soak.anki`.

The deck is imported twice, with different parameters the second time: Anki must update the notes,
keep their due dates, and add no copies. Every card must render with its fields.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.engine.exchange.exported_forms import questions
from tests.soak.environment import environment_with, run_in
from torchquiz.engine.exchange.writers import anki
from torchquiz.engine.exchange.writers.anki_note import FIELDS

DAY = 5
"""The due date of a card whose schedule must survive the second import."""


def main() -> None:
    """Run the test, in a temporary environment with Anki if this one has none."""
    if "--inside" not in sys.argv:
        with environment_with("anki") as python:
            run_in(python, "tests.soak.anki", "--inside")
        return
    from anki.buildinfo import version
    from anki.collection import Collection

    with TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        try:
            _import(collection, Path(folder), "size=1")
            _check_cards(collection)
            due = _reschedule(collection)
            time.sleep(1.1)  # Anki replaces a note only with one that is a second newer
            _import(collection, Path(folder), "size=2")
            _check_second_import(collection, due)
        finally:
            collection.close()
    print(f"Anki {version}: {len(questions())} notes imported twice, no copies, schedule kept")


def _import(collection: Any, folder: Path, variant: str) -> None:
    """Export a deck with these parameters, and import it into Anki."""
    from anki.collection import ImportAnkiPackageRequest

    path = folder / f"{variant}.apkg"
    changed = [replace(question, variant=variant) for question in questions()]
    anki.write(changed, path, "torchquiz")
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path)))


def _check_cards(collection: Any) -> None:
    """Check that each card shows the fields of its note, and that its code is highlighted."""
    cards = collection.find_cards("")
    assert len(cards) == len(questions()), f"{len(cards)} cards"
    coloured = 0
    for number in cards:
        card = collection.get_card(number)
        note = card.note()
        coloured += "<span" in card.question()
        assert tuple(note.keys()) == FIELDS, note.keys()
        front, back = card.question(), card.answer()
        assert note["Question"] in front and note["Answer"] in back, note["From"]
        assert "Look." in front, f"no hint on {note['From']}"
        assert "<pre" in front, f"no code on {note['From']}"
        assert "{{" not in front + back, f"a field is missing on {note['From']}"
    assert coloured, "no code is coloured"


def _reschedule(collection: Any) -> dict[int, int]:
    """Give every card a due date, and return a mapping from the cards' ids to these dates."""
    cards = list(collection.find_cards(""))
    collection.sched.set_due_date(cards, str(DAY))
    return {number: collection.get_card(number).due for number in cards}


def _check_second_import(collection: Any, due: dict[int, int]) -> None:
    """Check that the notes were updated, and that their cards kept their due dates."""
    notes = [collection.get_note(number) for number in collection.find_notes("")]
    assert len(notes) == len(questions()), f"{len(notes)} notes after the second import"
    old = [note["From"] for note in notes if "(size=2)" not in note["From"]]
    assert not old, f"not updated: {old}"
    now = {number: collection.get_card(number).due for number in collection.find_cards("")}
    assert now == due, "the schedule has changed"


if __name__ == "__main__":
    main()
