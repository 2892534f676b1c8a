"""Writes a learner's notes on wrong or unclear items as Markdown for the lesson's author."""

import platform
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from torchquiz import __version__
from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.session import Session

# Matches a character that a file name should not contain, such as the slash in `a/b` or a space.
NOT_IN_A_NAME = re.compile(r"[^\w.-]")
FOLDER = "reports"
"""The folder for the notes, next to the progress file."""


def keep_note(session: Session, comment: str, folder: Path, now: datetime) -> Path:
    """Save a note with the current question, the learner's response, and the learner's comment.

    Args:
        session: the session whose current item the note is about.
        comment: the learner's own words; may be empty.
        folder: where to write the note; created if missing.
        now: the current time, timezone-aware.

    Raises:
        StoreError: the disk cannot be written to.
    """
    name = f"{now:%Y-%m-%d-%H%M%S}-{session.lesson.id}-{session.item.id}"
    stem = NOT_IN_A_NAME.sub("-", name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = next(path for path in _names(folder, stem) if not path.exists())
        with path.open("x", encoding="utf-8") as file:
            file.write(note(session, comment, now))
    except OSError as error:
        raise StoreError(
            f"Could not save the note in {folder}: {error.strerror or error}."
        ) from error
    return path


def note(session: Session, comment: str, now: datetime) -> str:
    """Return the content of a note."""
    parts = [
        f"# {session.lesson.id}/{session.item.id}",
        comment.strip(),
        _facts(session, now),
        "## Asked",
        *_asked(session),
    ]
    parts += ["## Answered", *_answered(session)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _names(folder: Path, stem: str) -> Iterator[Path]:
    """Yield file names to try, such as `a.md` and `a-2.md`, so that no note replaces another."""
    yield folder / f"{stem}.md"
    for number in count(2):
        yield folder / f"{stem}-{number}.md"


def _facts(session: Session, now: datetime) -> str:
    item, variant = session.item, session.variant
    versions = (
        f"PyTorch {session.lesson.torch}",
        f"torchquiz {__version__}",
        f"Python {platform.python_version()}",
    )
    place = f"{session.number} of {session.total}"
    facts = {
        "item": f"{item.id} ({item.kind}, {item.level})",
        "variant": variant.name or "the only one",
        "proof": item.proof,
        "versions": ", ".join(versions),
        "way": f"{session.opened.way}, seed {session.opened.seed}, {place}",
        "written": f"{now:%Y-%m-%d %H:%M %Z}".strip(),
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items())


def _asked(session: Session) -> list[str]:
    """Return what the learner saw: the question, its code, its options and the opened hints."""
    shown = [session.variant.stem.strip(), _code(session.variant.snippet)]
    shown += [_list(option.text for _, option in session.options)]
    return [*shown, *(f"Hint: {hint}" for hint in session.hints)]


def _answered(session: Session) -> list[str]:
    grade, response = session.grade, session.response
    if grade is None or response is None:
        return ["Not answered yet."]
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
