"""Writes an Anki package with one note per question.

Each note has a stable id, so importing a package again updates the notes instead of adding copies.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.writers.anki_note import FIELDS, note_fields
from torchquiz.engine.exchange.writers.anki_style import BACK, FRONT, STYLE
from torchquiz.engine.exchange.writers.exported import ExportedQuestion, WrittenExport

if TYPE_CHECKING:
    import genanki

MODEL = 1_748_032_655
"""Id of the note type in Anki. With another id, the next import would add a second note type."""


def write(questions: Sequence[ExportedQuestion], path: Path, title: str) -> WrittenExport:
    """Write an Anki package with one deck per lesson, as subdecks of a deck called `title`.

    This format can represent every question, so no losses are reported.

    Raises:
        TorchquizError: genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise TorchquizError(
            "Exporting to Anki needs genanki; run: pip install 'torchquiz[anki]'."
        ) from None
    model = genanki.Model(
        MODEL,
        "torchquiz",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Recall", "qfmt": FRONT, "afmt": BACK}],
        css=STYLE,
    )
    decks: dict[str, genanki.Deck] = {}
    for question in questions:
        deck = decks.setdefault(
            question.lesson, genanki.Deck(_number(question.lesson), f"{title}::{question.title}")
        )
        deck.add_note(_note(question, model))
    genanki.Package(list(decks.values())).write_to_file(str(path))
    return WrittenExport(len(questions))


def _note(question: ExportedQuestion, model: "genanki.Model") -> "genanki.Note":
    import genanki

    return genanki.Note(
        model=model,
        fields=note_fields(question),
        guid=genanki.guid_for("torchquiz", question.id),
        tags=[tag.replace(" ", "-") for tag in question.tags],
        sort_field=question.name,
    )


def _number(text: str) -> int:
    """Return a number that depends only on this string, and so is the same in every export."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") | 1 << 30
