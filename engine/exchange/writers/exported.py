"""The questions that every writer takes, with texts in the small grammar of lessons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from torchquiz.engine.models.proven import Level

NAMED = 3
"""Number of questions that a sentence about a loss names."""
Layout = Literal["options", "order", "gap", "gaps", "table", "free"]
"""The layouts that writers know; every form of answer is exported in one of them."""


@dataclass(frozen=True, slots=True)
class ExportedOption:
    """An option of an exported question."""

    text: str
    is_key: bool
    because: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A field in which the learner types a value or code."""

    label: str
    """Name of the field, such as "blank 2"; empty if the question has only one field."""
    accepted: tuple[str, ...]
    """The right texts, the most usual first."""
    number: float | None
    """The right number; None if the answer is a text."""
    tolerance: float
    """How far a number may be off."""
    near: tuple[tuple[str, str], ...]
    """Expected wrong texts, each with its feedback."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table in which the learner fills some cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple["str | Gap", ...]], ...]
    """Each row: its name, and its cells, which are shown or asked."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The cells to fill, row by row."""
        return tuple(cell for _, cells in self.rows for cell in cells if isinstance(cell, Gap))


@dataclass(frozen=True, slots=True)
class ExportedQuestion:
    """A variant of an item, ready to be written in any export format."""

    lesson: str
    title: str
    """Title of the lesson."""
    item: str
    variant: str
    """The variant's parameters as text; empty if the item has none."""
    level: Level
    stem: str
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    """The steps of the worked solution."""
    check: str
    """How to check the answer."""
    tags: tuple[str, ...]
    number: int = 1
    """Number of the variant within its item."""
    options: tuple[ExportedOption, ...] = ()
    is_several: bool = False
    gaps: tuple[Gap, ...] = ()
    table: ExportedTable | None = None
    lines: tuple[str, ...] = ()
    """The lines in their right order, if the question asks for an order."""
    text: str = ""
    """The model answer, if the question asks for code or is a flash card."""

    @property
    def layout(self) -> Layout:
        """Layout of the answer."""
        if self.options:
            return "options"
        if self.lines:
            return "order"
        if self.table is not None:
            return "table"
        if self.gaps:
            return "gap" if len(self.gaps) == 1 else "gaps"
        return "free"

    @property
    def id(self) -> str:
        """Stable id, by which a second import replaces the first.

        It does not name the parameters, so that it survives a change of theirs.
        """
        variant = f"/{self.number}" if self.number > 1 else ""
        return f"{self.lesson}/{self.item}{variant}"

    @property
    def name(self) -> str:
        """Name of the question in a list."""
        return f"{self.item} ({self.variant})" if self.variant else self.item


@dataclass(frozen=True, slots=True)
class WrittenExport:
    """What a writer reports."""

    count: int
    """Number of questions in the file."""
    losses: tuple[str, ...] = ()
    """One sentence for each sort of loss."""


def loss(questions: Sequence[ExportedQuestion], what: str) -> tuple[str, ...]:
    """Return the sentence "3 questions were …" with some of their ids; nothing for no question."""
    if not questions:
        return ()
    names = [question.id for question in questions[:NAMED]]
    if len(questions) > NAMED:
        names.append(f"and {len(questions) - NAMED} more")
    count = "1 question was" if len(questions) == 1 else f"{len(questions)} questions were"
    return (f"{count} {what}: {', '.join(names)}.",)


def by_lesson(
    questions: Sequence[ExportedQuestion],
) -> Iterator[tuple[str, list[ExportedQuestion]]]:
    """Yield the title of each lesson with its questions."""
    lessons: dict[str, list[ExportedQuestion]] = {}
    for question in questions:
        lessons.setdefault(question.lesson, []).append(question)
    for of_lesson in lessons.values():
        yield of_lesson[0].title, of_lesson


def is_number(text: str) -> bool:
    """Return whether a text can be read as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True
