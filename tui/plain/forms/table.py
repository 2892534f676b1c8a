"""Filling a table cell by cell."""

from torchquiz.engine.grading.grade import Entered, Unreadable
from torchquiz.engine.grading.table import names
from torchquiz.engine.grading.typed import read
from torchquiz.engine.models.answers import Table, Typed
from torchquiz.engine.study.session import Session
from torchquiz.engine.tables import NONE, aligned
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms import typed
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import INDENT

UNKNOWN = "?"


def needs_colon(answer: Table) -> bool:
    """Whether any text may be the answer of some cell."""
    return any(typed.needs_colon(cell) for cell in answer.asked)


def wanted(answer: Table) -> str:
    """How many cells."""
    return f"A value for each of {len(answer.asked)} cells"


def say(session: Session, dialogue: Dialogue) -> None:
    """Say the table, with a question mark for each cell that is asked."""
    assert isinstance(session.variant.answer, Table)
    dialogue.say("", *grid(session.variant.answer, UNKNOWN))


def hear(answer: Table, wanted: str, hearing: Hearing) -> Entered:
    """Ask for one cell after another, each until it can be read."""
    hearing.say(f"{wanted}.")
    return Entered(
        tuple(
            _cell(name, cell, hearing)
            for name, cell in zip(names(answer), answer.asked, strict=True)
        )
    )


def say_key(session: Session, dialogue: Dialogue) -> None:
    """Say the whole table."""
    assert isinstance(session.variant.answer, Table)
    dialogue.say("Right:", *grid(session.variant.answer))


def grid(answer: Table, asked: str = "") -> list[str]:
    """The table as lines; `asked` stands in the cells to be filled, or else their values."""
    cells = [("", *answer.columns)]
    for row in answer.rows:
        cells.append(
            (
                row.name,
                *(
                    (asked or cell.key.text) if isinstance(cell, Typed) else cell
                    for cell in row.cells
                ),
            )
        )
    return [INDENT + line for line in aligned(cells, right=NONE)]


def _cell(name: str, cell: Typed, hearing: Hearing) -> str:
    while True:
        text = hearing.text(f"{name}: ", cell.key.text)
        value = read(text, cell.key)
        if isinstance(value, Unreadable):
            hearing.say(value.sentence)
            continue
        if value.tag != "str" and value.text != text.strip():
            hearing.say(f"Read as {value.text}.")
        return text
