"""Writes an Anki package with one note per question.

A note keeps its id, so importing a package again updates the notes instead of adding copies.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_uppercase

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.writers.exported import ExportedOption, ExportedQuestion, Gap, Layout
from torchquiz.engine.exchange.writers.markup import html, html_line

MODEL = 1_607_392_319
"""Id of the note type in Anki; with another id, the next import would add a second type."""
STYLE = """\
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 40em; margin: auto; }
pre, code { font-family: monospace; font-size: 15px; }
pre { border-left: 3px solid #888; padding-left: .7em; white-space: pre-wrap; }
.from { color: #888; font-size: 13px; }
"""


def write(questions: Sequence[ExportedQuestion], path: Path, title: str) -> list[str]:
    """Write a package with one deck per lesson, inside the deck `title`; nothing is lost.

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
        fields=[{"name": name} for name in ("Question", "Answer", "From")],
        templates=[
            {
                "name": "Recall",
                "qfmt": "{{Question}}",
                "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}<p class="from">{{From}}</p>',
            }
        ],
        css=STYLE,
    )
    decks: dict[str, genanki.Deck] = {}
    for question in questions:
        deck = decks.setdefault(
            question.lesson, genanki.Deck(_number(question.lesson), f"{title}::{question.title}")
        )
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[_front(question), _back(question), question.name],
                guid=genanki.guid_for("torchquiz", question.id),
                tags=[tag.replace(" ", "-") for tag in question.tags],
                sort_field=question.name,
            )
        )
    genanki.Package(list(decks.values())).write_to_file(str(path))
    return []


def _number(text: str) -> int:
    """Return a number that depends only on this text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") | 1 << 30


def _front(question: ExportedQuestion) -> str:
    return html(question.stem) + FRONTS.get(question.layout, _no_text)(question)


def _back(question: ExportedQuestion) -> str:
    return BACKS[question.layout](question) + html(question.explanation)


def _no_text(question: ExportedQuestion) -> str:
    return ""


def _options(question: ExportedQuestion) -> str:
    return "".join(
        f"<p><b>{letter}</b>&nbsp; {html_line(option.text)}</p>"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
    )


def _shuffled(question: ExportedQuestion) -> str:
    lines = (f"<p>{html_line(line)}</p>" for line in sorted(question.lines))
    return f"<p>In which order?</p>{''.join(lines)}"


def _marked_options(question: ExportedQuestion) -> str:
    marks = map(_mark, question.options)
    return "".join(
        f"<p><b>{letter}</b> {mark}</p>"
        for letter, mark in zip(ascii_uppercase, marks, strict=False)
    )


def _mark(option: ExportedOption) -> str:
    return "✔" if option.is_key else f"✘ {html_line(option.because)}"


def _ordered(question: ExportedQuestion) -> str:
    return f"<ol>{''.join(f'<li>{html_line(line)}</li>' for line in question.lines)}</ol>"


def _values(question: ExportedQuestion) -> str:
    return "".join(_value(gap) for gap in question.gaps)


def _value(gap: Gap) -> str:
    label = html_line(f"{gap.label}: " if gap.label else "")
    return f"<p>{label}<code>{html_line(gap.accepted[0])}</code></p>"


def _text(question: ExportedQuestion) -> str:
    return html(question.text)


FRONTS: dict[Layout, Callable[[ExportedQuestion], str]] = {"options": _options, "order": _shuffled}
"""By layout: a function that returns what the front of a note shows below the stem."""

BACKS: dict[Layout, Callable[[ExportedQuestion], str]] = {
    "options": _marked_options,
    "order": _ordered,
    "gap": _values,
    "gaps": _values,
    "free": _text,
}
"""By layout: a function that returns what the back of a note shows above the explanation."""
