"""Writes an Anki package with genanki, one note a question.

A note's id never changes, so importing a package again replaces notes and doubles none.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from string import ascii_uppercase

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.markup import html, html_line
from torchquiz.engine.exchange.posed import Gap, Posed

MODEL = 1_607_392_319
"""The note type's id in Anki; another one would make a second type on the next import."""
STYLE = """\
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 40em; margin: auto; }
pre, code { font-family: monospace; font-size: 15px; }
pre { border-left: 3px solid #888; padding-left: .7em; white-space: pre-wrap; }
.from { color: #888; font-size: 13px; }
"""


def write(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a package with one deck per lesson, below `title`; everything can be carried over.

    Raises:
        TorchquizError: genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise TorchquizError(
            "An Anki package needs genanki: pip install 'torchquiz[anki]'."
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
    for one in questions:
        deck = decks.setdefault(
            one.lesson, genanki.Deck(_number(one.lesson), f"{title}::{one.title}")
        )
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[_front(one), _back(one), one.name],
                guid=genanki.guid_for("torchquiz", one.id),
                tags=[tag.replace(" ", "-") for tag in one.tags],
                sort_field=one.name,
            )
        )
    genanki.Package(list(decks.values())).write_to_file(str(path))
    return []


def _number(text: str) -> int:
    """Return a number that is always the same for this text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") | 1 << 30


def _front(one: Posed) -> str:
    if one.choices:
        return html(one.stem) + "".join(
            f"<p><b>{letter}</b>&nbsp; {html_line(choice.text)}</p>"
            for letter, choice in zip(ascii_uppercase, one.choices, strict=False)
        )
    if one.lines:
        return (
            html(one.stem)
            + "<p>In which order?</p>"
            + "".join(f"<p>{html_line(line)}</p>" for line in sorted(one.lines))
        )
    return html(one.stem)


def _back(one: Posed) -> str:
    return "".join([*_right(one), html(one.explanation)])


def _right(one: Posed) -> list[str]:
    if one.choices:
        return [
            f"<p><b>{letter}</b> {'✔' if choice.is_key else '✘ ' + html_line(choice.because)}</p>"
            for letter, choice in zip(ascii_uppercase, one.choices, strict=False)
        ]
    if one.lines:
        return ["<ol>", *(f"<li>{html_line(line)}</li>" for line in one.lines), "</ol>"]
    if one.gaps:
        return [
            f"<p>{_label(gap)}<code>{html_line(gap.accepted[0])}</code></p>" for gap in one.gaps
        ]
    return [html(one.text)]


def _label(gap: Gap) -> str:
    return html_line(f"{gap.label}: ") if gap.label else ""
