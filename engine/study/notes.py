"""Notes on items that a learner finds wrong or unclear: everything that whoever mends the item has to know, as Markdown."""

import platform
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from torchquiz import __version__
from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.session import Session

FOLDER = "reports"
"""Beside the progress."""


def keep_note(session: Session, said: str, folder: Path, now: datetime) -> Path:
    """Write down the question at hand, how it was answered, and what the learner says of it.

    Args:
        session: the session; its item is what the note is about.
        said: the learner's own words; may be empty.
        folder: where notes lie; made when there is none.
        now: when it was written, with its zone.

    Raises:
        StoreError: the disk takes nothing.
    """
    stem = re.sub(r"[^\w.-]", "-", f"{now:%Y-%m-%d-%H%M%S}-{session.lesson.id}-{session.item.id}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = next(path for path in _names(folder, stem) if not path.exists())
        with path.open("x", encoding="utf-8") as file:
            file.write(note(session, said, now))
    except OSError as error:
        raise StoreError(
            f"The note could not be written into {folder}: {error.strerror or error}."
        ) from error
    return path


def note(session: Session, said: str, now: datetime) -> str:
    """The note's text."""
    parts = [
        f"# {session.lesson.id}/{session.item.id}",
        said.strip(),
        _facts(session, now),
        "## Asked",
        *_asked(session),
    ]
    parts += ["## Answered", *_answered(session)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _names(folder: Path, stem: str) -> Iterator[Path]:
    """Names to choose from, so that no note takes another's place."""
    return (
        folder / f"{stem}{number}.md"
        for number in chain([""], (f"-{number}" for number in count(2)))
    )


def _facts(session: Session, now: datetime) -> str:
    item, variant = session.item, session.variant
    facts = {
        "item": f"{item.id} ({item.kind}, {item.level})",
        "variant": variant.name or "the only one",
        "proof": item.proof,
        "versions": f"PyTorch {session.lesson.torch}, torchquiz {__version__}, Python {platform.python_version()}",
        "way": f"{session.opened.way}, seed {session.opened.seed}, {session.number} of {session.total}",
        "written": f"{now:%Y-%m-%d %H:%M %Z}".strip(),
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items())


def _asked(session: Session) -> list[str]:
    """What was on the screen: stem, code, options in the order shown, and the hints that were open."""
    shown = [session.variant.stem.strip(), _code(session.variant.snippet)]
    shown += [_list(option.text for _, option in session.options)]
    return [*shown, *(f"Hint: {hint}" for hint in session.hints)]


def _answered(session: Session) -> list[str]:
    grade, response = session.grade, session.response
    if grade is None or response is None:
        return ["Not yet."]
    given = map(str, session.form.stored_texts(session.variant.answer, response))
    return [
        *map(_code, given),
        f"Graded as {grade.verdict}.",
        grade.because,
        f"Misconception: {grade.misconception or 'none'}",
    ]


def _code(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.rstrip("\n").splitlines())


def _list(texts: Iterable[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))
