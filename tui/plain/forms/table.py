"""Asks for the empty cells of a table, one after another."""

from collections.abc import Sequence

from torchquiz.engine.grading.grade import Entered, Unreadable
from torchquiz.engine.grading.table import lines, names
from torchquiz.engine.grading.typed_value import read, reading
from torchquiz.engine.models.answers import Table, Typed
from torchquiz.engine.study.session import Session
from torchquiz.engine.tables import NONE, aligned
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms import typed
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import INDENT
from torchquiz.tui.plain.typed_texts import TypedTexts

UNKNOWN = "?"


def needs_colon(answer: Table) -> bool:
    """Return whether any cell accepts free text, which could be `h` or `q`."""
    return any(typed.needs_colon(cell) for cell in answer.asked)


def prompt(answer: Table) -> str:
    """Return a prompt that says how many cells to fill in."""
    return f"A value for each of {len(answer.asked)} cells"


def say(answer: Table, session: Session, dialogue: Dialogue) -> None:
    """Print the table, with a question mark in each empty cell."""
    dialogue.say("", *grid(answer, [UNKNOWN] * len(answer.asked)))


def hear(answer: Table, prompt: str, hearing: Hearing) -> Entered:
    """Ask for each empty cell in turn, until the value typed for it can be parsed."""
    hearing.say(f"{prompt}.")
    cells = list(zip(names(answer), answer.asked, strict=True))
    texts = TypedTexts(hearing, len(cells))
    return Entered(
        tuple(_cell(place, name, cell, texts, hearing) for place, (name, cell) in enumerate(cells))
    )


def say_key(answer: Table, session: Session, dialogue: Dialogue) -> None:
    """Print the complete table."""
    dialogue.say("Right:", *grid(answer, answer.key_texts))


def grid(answer: Table, shown: Sequence[str]) -> list[str]:
    """Return the lines of the table, with the empty cells filled from `shown` in row order."""
    table = lines(answer, shown)
    return [INDENT + line for line in aligned(table, right=NONE)]


def _cell(place: int, name: str, cell: Typed, texts: TypedTexts, hearing: Hearing) -> str:
    """Ask for the value of a cell until the typed text can be parsed, and return the text."""
    while True:
        text = texts.ask(place, name, cell.key.text)
        value = read(text, cell.key)
        if isinstance(value, Unreadable):
            hearing.say(value.sentence)
            continue
        texts.keep(place, text)
        if how := reading(text, cell.key):
            hearing.say(f"Read as {how}.")
        return text
