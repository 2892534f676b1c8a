"""An Anki package by genanki: one note a question.

A note's id never changes, so importing a package again replaces its notes and adds none.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_uppercase

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.markup import html, html_line
from torchquiz.engine.exchange.posed import Choice, Gap, Layout, Posed

MODEL = 1_607_392_319
"""The note type's id in Anki; another id would make a second type on the next import."""
STYLE = """\
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 40em; margin: auto; }
pre, code { font-family: monospace; font-size: 15px; }
pre { border-left: 3px solid #888; padding-left: .7em; white-space: pre-wrap; }
.from { color: #888; font-size: 13px; }
"""


def write(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a package with one deck a lesson, below `title`; everything can be carried over.

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
    """A number that is always the same for this text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") | 1 << 30


def _front(question: Posed) -> str:
    return html(question.stem) + FRONTS.get(question.layout, _nothing)(question)


def _back(question: Posed) -> str:
    return BACKS[question.layout](question) + html(question.explanation)


def _nothing(question: Posed) -> str:
    return ""


def _options(question: Posed) -> str:
    return "".join(
        f"<p><b>{letter}</b>&nbsp; {html_line(choice.text)}</p>"
        for letter, choice in zip(ascii_uppercase, question.choices, strict=False)
    )


def _shuffled(question: Posed) -> str:
    lines = (f"<p>{html_line(line)}</p>" for line in sorted(question.lines))
    return f"<p>In which order?</p>{''.join(lines)}"


def _marked_options(question: Posed) -> str:
    marks = map(_mark, question.choices)
    return "".join(
        f"<p><b>{letter}</b> {mark}</p>"
        for letter, mark in zip(ascii_uppercase, marks, strict=False)
    )


def _mark(choice: Choice) -> str:
    return "✔" if choice.is_key else f"✘ {html_line(choice.because)}"


def _ordered(question: Posed) -> str:
    return f"<ol>{''.join(f'<li>{html_line(line)}</li>' for line in question.lines)}</ol>"


def _values(question: Posed) -> str:
    return "".join(_value(gap) for gap in question.gaps)


def _value(gap: Gap) -> str:
    label = html_line(f"{gap.label}: " if gap.label else "")
    return f"<p>{label}<code>{html_line(gap.accepted[0])}</code></p>"


def _text(question: Posed) -> str:
    return html(question.text)


FRONTS: dict[Layout, Callable[[Posed], str]] = {"choices": _options, "order": _shuffled}
"""What a front shows below its stem."""

BACKS: dict[Layout, Callable[[Posed], str]] = {
    "choices": _marked_options,
    "order": _ordered,
    "gap": _values,
    "gaps": _values,
    "free": _text,
}
"""What a back shows above its explanation."""
