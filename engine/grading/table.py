"""Answers by filling the cells of a table: each is read and compared like a value that is typed alone."""

from torchquiz.engine.grading import typed
from torchquiz.engine.grading.grade import RIGHT, Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.models.answers import Table, Typed


def grade(answer: Table, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade the cells, row by row: right when all are, with credit for each that is."""
    if not isinstance(response, Entered) or len(response.texts) != len(answer.asked):
        return Unreadable("Fill every cell first.")
    grades: list[Grade] = []
    for name, cell, text in zip(names(answer), answer.asked, response.texts, strict=True):
        found = typed.grade(cell, Entered((text,)), run)
        if isinstance(found, Unreadable):
            return Unreadable(
                f"{name}: {found.sentence}"
                if text.strip()
                else f"{name}: this cell is still empty."
            )
        grades.append(found)
    return _together(names(answer), grades)


def names(answer: Table) -> tuple[str, ...]:
    """What each asked cell is called: its row, and its column where there are several."""
    return tuple(
        f"{row.name}, {column}" if len(answer.columns) > 1 else row.name
        for row in answer.rows
        for column, cell in zip(answer.columns, row.cells, strict=True)
        if isinstance(cell, Typed)
    )


def _together(called: tuple[str, ...], grades: list[Grade]) -> Grade:
    """One grade of all cells; of several misconceptions the first one stands for the attempt."""
    wrong = [(name, one) for name, one in zip(called, grades, strict=True) if not one.is_right]
    if not wrong:
        return RIGHT
    foreseen = next((one for _, one in wrong if one.misconception), Grade("wrong"))
    return Grade(
        "wrong",
        credit=1 - len(wrong) / len(grades),
        because="\n".join(f"{name}: {one.because}" for name, one in wrong),
        misconception=foreseen.misconception,
        belief=foreseen.belief,
        run=foreseen.run,
        cells=tuple(one.is_right for one in grades),
    )
