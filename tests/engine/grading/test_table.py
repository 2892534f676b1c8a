"""Tests the grading of a filled table, cell by cell."""

import pytest

from tests.engine.items import CELLS, HALVED
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import RIGHT, Chosen, Entered, Grade, Response, Unreadable
from torchquiz.engine.grading.table import names
from torchquiz.engine.models.answers import Table
from torchquiz.engine.sandbox.job import Job, Outcome


def never(job: Job) -> Outcome:
    raise AssertionError("a table is never run")


def graded(*texts: str, answer: Table = CELLS) -> Grade:
    result = grade(answer, Entered(texts), never)
    assert isinstance(result, Grade)
    return result


@pytest.mark.parametrize(
    "texts",
    [
        ("(1, 6, 28, 28)", "456", "0.5"),
        ("1x6x28x28", " 456 ", "50 %"),
        ("1,6,28,28", "456.0", "0,509"),
    ],
)
def test_right_cells_in_any_notation_are_right(texts: tuple[str, ...]) -> None:
    assert graded(*texts) == RIGHT


def test_each_wrong_cell_is_named_with_its_feedback() -> None:
    result = graded("(1, 6, 14, 14)", "400", "0.5")
    assert result.verdict == "wrong" and result.cells == (False, False, True)
    assert (
        result.because
        == "convolution, shape: Nothing halves it.\nconvolution, parameters: Too small."
    )


def test_credit_is_the_proportion_of_right_cells() -> None:
    assert graded("(1, 6, 28, 28)", "400", "0.5").credit == pytest.approx(2 / 3)
    assert graded("(1, 6, 27, 28)", "400", "0.7").credit == pytest.approx(0.0)


def test_the_first_misconception_of_a_cell_is_that_of_the_attempt() -> None:
    result = graded("(1, 6, 14, 14)", "450", "0.5")
    assert (result.misconception, result.belief, result.run) == (
        "layers-halve",
        "Layers halve.",
        HALVED,
    )
    assert graded("(1, 6, 27, 28)", "450", "0.5").misconception == "bias-forgotten"
    assert graded("(1, 6, 27, 28)", "456", "0.5").misconception == ""


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (
            ("(1, 6, 28, 28)", "many", "0.5"),
            "convolution, parameters: That is not a whole number; write it like 448.",
        ),
        (
            ("(1, 6, 28, 28)", " ", "0.5"),
            "convolution, parameters: this cell is empty. Fill in every cell first.",
        ),
        (
            ("(1, 6, 27, 28)", "456", "half"),
            "share, shape: That is not a number; write it like 0.25.",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_asked_again(
    texts: tuple[str, ...], sentence: str
) -> None:
    assert grade(CELLS, Entered(texts), never) == Unreadable(sentence)


@pytest.mark.parametrize(
    "response", [Entered(()), Entered(("1", "2")), Entered(("1",) * 4), Chosen((0,))]
)
def test_too_few_or_too_many_texts_are_asked_again(response: Response) -> None:
    assert grade(CELLS, response, never) == Unreadable("Fill in every cell first.")


def test_in_a_table_with_one_column_cells_are_named_by_their_row() -> None:
    assert names(CELLS) == ("convolution, shape", "convolution, parameters", "share, shape")
    single = Table(("shape",), tuple(type(row)(row.name, row.cells[:1]) for row in CELLS.rows))
    assert names(single) == ("convolution", "share")
