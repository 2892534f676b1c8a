"""Answers by filling the cells of a table: each is graded like a value that is typed alone."""

from collections.abc import Iterator, Sequence

from torchquiz.engine.grading import typed
from torchquiz.engine.grading.form import AnswerForm, DealtOptions
from torchquiz.engine.grading.grade import RIGHT, Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.grading.parts import PreviewPart, code, expected_mistakes, title
from torchquiz.engine.models.answers import Table, Typed
from torchquiz.engine.tables import NONE, aligned
from torchquiz.engine.wording import RIGHT as RIGHT_GLYPH

OPEN = "____"
"""What a preview shows in a cell that the learner fills."""


class TableForm(AnswerForm[Table]):
    """Rows of cells, some shown and some asked; nothing is run."""

    is_typed = True

    def grade(self, answer: Table, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade the cells row by row: right when all are, with credit for each that is."""
        if not isinstance(response, Entered) or len(response.texts) != len(answer.asked):
            return Unreadable("Fill every cell first.")
        grades: list[Grade] = []
        for name, cell, text in zip(names(answer), answer.asked, response.texts, strict=True):
            grade = _grade_cell(name, cell, text, run)
            if isinstance(grade, Unreadable):
                return grade
            grades.append(grade)
        return _together(names(answer), grades)

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Say in how many cells the response is right."""
        if not any(grade.cells):
            return "Not these."
        return f"Not all of it: right in {sum(grade.cells)} of {len(grade.cells)} cells."

    def preview(self, answer: Table) -> Iterator[PreviewPart]:
        """Yield the table with its asked cells open."""
        yield code(_aligned(answer, is_filled=False))

    def preview_key(self, answer: Table) -> Iterator[PreviewPart]:
        """Yield the filled table, and the wrong values that are expected."""
        yield title(f"{RIGHT_GLYPH} Filled")
        yield code(_aligned(answer, is_filled=True))
        yield from expected_mistakes(answer.near)


FORM = TableForm()


def names(answer: Table) -> tuple[str, ...]:
    """Return the name of each asked cell: its row, and its column where there are several."""
    cells: list[str] = []
    for row in answer.rows:
        for column, cell in zip(answer.columns, row.cells, strict=True):
            if not isinstance(cell, str):
                cells.append(f"{row.name}, {column}" if len(answer.columns) > 1 else row.name)
    return tuple(cells)


def lines(answer: Table, shown: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the head and the rows as texts, with `shown` in the asked cells, row by row."""
    values = iter(shown)
    table = [("", *answer.columns)]
    for row in answer.rows:
        cells = (cell if isinstance(cell, str) else next(values) for cell in row.cells)
        table.append((row.name, *cells))
    return table


def _grade_cell(name: str, cell: Typed, text: str, run: RunJob) -> Grade | Unreadable:
    if not text.strip():
        return Unreadable(f"{name}: this cell is still empty.")
    grade = typed.FORM.grade(cell, Entered((text,)), run)
    return Unreadable(f"{name}: {grade.sentence}") if isinstance(grade, Unreadable) else grade


def _together(cells: Sequence[str], grades: Sequence[Grade]) -> Grade:
    """Return one grade for all cells; the first known misconception is that of the attempt."""
    wrong = [(name, grade) for name, grade in zip(cells, grades, strict=True) if not grade.is_right]
    if not wrong:
        return RIGHT
    expected = next((grade for _, grade in wrong if grade.misconception), Grade("wrong"))
    return Grade(
        "wrong",
        credit=1 - len(wrong) / len(grades),
        because="\n".join(f"{name}: {grade.because}" for name, grade in wrong),
        misconception=expected.misconception,
        belief=expected.belief,
        run=expected.run,
        cells=tuple(grade.is_right for grade in grades),
    )


def _aligned(answer: Table, *, is_filled: bool) -> str:
    """Return the table as text, its columns two spaces apart."""
    table = lines(answer, answer.key_texts if is_filled else [OPEN] * len(answer.asked))
    return "\n".join(aligned(table, right=NONE, gap=2))
