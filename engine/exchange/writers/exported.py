"""Defines the questions that every writer receives. Their texts are still in lesson markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from torchquiz.engine.models.proven import Level

NAMED = 3
"""The maximum number of questions that a sentence about a loss names."""
Layout = Literal["options", "order", "gap", "gaps", "table", "free"]
"""The layouts that all writers support. Every answer form is exported in one of them."""


@dataclass(frozen=True, slots=True)
class ExportedOption:
    """An option of an exported question."""

    text: str
    is_key: bool
    because: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A field into which the learner types a value or code."""

    label: str
    """The name of the field, such as "blank 2". It is empty if the question has only one field."""
    accepted: tuple[str, ...]
    """The accepted answers, most common first."""
    number: float | None
    """The correct number, or None if the answer is not a number."""
    tolerance: float
    """The maximum difference from the correct number."""
    near: tuple[tuple[str, str], ...]
    """Anticipated wrong answers, each with its feedback."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table in which the learner fills in some of the cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple["str | Gap", ...]], ...]
    """The name of each row and its cells, which are either given or left to fill in."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The cells to fill in, row by row."""
        return tuple(cell for _, cells in self.rows for cell in cells if isinstance(cell, Gap))


@dataclass(frozen=True, slots=True)
class ExportedQuestion:
    """A variant of an item, ready to be written in any export format."""

    lesson: str
    title: str
    """The title of the lesson."""
    item: str
    variant: str
    """A description of the variant's parameters, or an empty string if the item has none."""
    level: Level
    stem: str
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    """The steps of the worked solution."""
    check: str
    """Advice on how to check the answer."""
    tags: tuple[str, ...]
    number: int = 1
    """The number of the variant within its item."""
    options: tuple[ExportedOption, ...] = ()
    is_several: bool = False
    gaps: tuple[Gap, ...] = ()
    table: ExportedTable | None = None
    lines: tuple[str, ...] = ()
    """The lines in the correct order, if the question asks the learner to order lines."""
    text: str = ""
    """The model answer, if the question asks for code or is a flash card."""

    @property
    def layout(self) -> Layout:
        """The layout of the answer, on which the exported form of the question depends."""
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
        """A stable id, so that importing the question again replaces the earlier copy.

        The id does not contain the parameters, so it stays the same when they change.
        """
        variant = f"/{self.number}" if self.number > 1 else ""
        return f"{self.lesson}/{self.item}{variant}"

    @property
    def name(self) -> str:
        """The name by which the question is listed: the item's id and any parameters."""
        return f"{self.item} ({self.variant})" if self.variant else self.item


@dataclass(frozen=True, slots=True)
class WrittenExport:
    """What a writer reports after an export: the number of questions and what was lost."""

    count: int
    """The number of questions written to the file."""
    losses: tuple[str, ...] = ()
    """One sentence about each type of information that the format cannot represent."""


def loss(questions: Sequence[ExportedQuestion], what: str) -> tuple[str, ...]:
    """Return a sentence about questions, such as `3 questions were left out: …`, in a tuple.

    The sentence names some of the questions. The tuple is empty if there are no questions.
    """
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
    """Yield the title of each lesson, together with its questions."""
    lessons: dict[str, list[ExportedQuestion]] = {}
    for question in questions:
        lessons.setdefault(question.lesson, []).append(question)
    for of_lesson in lessons.values():
        yield of_lesson[0].title, of_lesson


def is_number(text: str) -> bool:
    """Return whether a string can be parsed as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True
