"""Grades a table that the learner fills in. Each cell is graded like a single typed value."""

from collections.abc import Iterator, Sequence

from torchquiz.engine.grading.form import AnswerForm, DealtLines, DealtOptions
from torchquiz.engine.grading.grade import RIGHT, Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.grading.parts import PreviewPart, code, expected_mistakes, title
from torchquiz.engine.grading.typed import FORM as TYPED
from torchquiz.engine.models.answers import Table, Typed
from torchquiz.engine.tables import NONE, aligned
from torchquiz.engine.wording import RIGHT as RIGHT_GLYPH

OPEN = "____"
"""The placeholder that a preview shows in each cell to fill in."""


class TableForm(AnswerForm[Table]):
    """The answer form in which the learner fills in the cells of a table. No code is run."""

    is_typed = True

    def grade(self, answer: Table, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade the cells row by row, with credit for each correct cell."""
        if not isinstance(response, Entered) or len(response.texts) != len(answer.asked):
            return Unreadable("Fill in every cell first.")
        grades: list[Grade] = []
        for name, cell, text in zip(names(answer), answer.asked, response.texts, strict=True):
            grade = _grade_cell(name, cell, text, run)
            if isinstance(grade, Unreadable):
                return grade
            grades.append(grade)
        return _together(names(answer), grades)

    def empty_response(self, answer: Table, lines: DealtLines) -> Entered:
        """Return an empty string for each cell to fill in."""
        return Entered(("",) * len(answer.asked))

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the verdict on a wrong response, with the number of correct cells if any."""
        if not any(grade.cells):
            return "Those are not right."
        return f"Partly right: {sum(grade.cells)} of {len(grade.cells)} cells."

    def preview(self, answer: Table) -> Iterator[PreviewPart]:
        """Yield the table with a placeholder in each cell to fill in."""
        yield code(_table_text(answer, is_filled=False))

    def preview_key(self, answer: Table) -> Iterator[PreviewPart]:
        """Yield the table with its correct values, then the expected wrong values."""
        yield title(f"{RIGHT_GLYPH} Filled")
        yield code(_table_text(answer, is_filled=True))
        yield from expected_mistakes(answer.near)


FORM = TableForm()


def names(answer: Table) -> tuple[str, ...]:
    """Return a name for each cell to fill in: its row, and its column if there are several."""
    cells: list[str] = []
    for row in answer.rows:
        for column, cell in zip(answer.columns, row.cells, strict=True):
            if not isinstance(cell, str):
                cells.append(f"{row.name}, {column}" if len(answer.columns) > 1 else row.name)
    return tuple(cells)


def lines(answer: Table, shown: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the header and the rows of the table, with `shown` in the cells to fill in."""
    values = iter(shown)
    table = [("", *answer.columns)]
    for row in answer.rows:
        cells = (cell if isinstance(cell, str) else next(values) for cell in row.cells)
        table.append((row.name, *cells))
    return table


def _grade_cell(name: str, cell: Typed, text: str, run: RunJob) -> Grade | Unreadable:
    if not text.strip():
        return Unreadable(f"{name}: this cell is empty. Fill in every cell first.")
    grade = TYPED.grade(cell, Entered((text,)), run)
    return Unreadable(f"{name}: {grade.sentence}") if isinstance(grade, Unreadable) else grade


def _together(cells: Sequence[str], grades: Sequence[Grade]) -> Grade:
    """Combine the grades of all cells. The result has the first misconception found in them."""
    wrong = [(name, grade) for name, grade in zip(cells, grades, strict=True) if not grade.is_right]
    if not wrong:
        return RIGHT
    expected = next((grade for _, grade in wrong if grade.misconception), Grade("wrong"))
    return Grade(
        "wrong",
        credit=1 - len(wrong) / len(grades),
        because="\n".join(f"{name}: {grade.because or 'wrong.'}" for name, grade in wrong),
        misconception=expected.misconception,
        belief=expected.belief,
        run=expected.run,
        cells=tuple(grade.is_right for grade in grades),
    )


def _table_text(answer: Table, *, is_filled: bool) -> str:
    """Return the table as a string, with two spaces between its columns."""
    table = lines(answer, answer.key_texts if is_filled else [OPEN] * len(answer.asked))
    return "\n".join(aligned(table, right=NONE, gap=2))
