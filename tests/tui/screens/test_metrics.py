"""The metrics screen shows a confusion matrix, explains its numbers and asks questions."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.story import Story, tell
from tests.tui.studied import METRICS, StudyDesk
from torchquiz.engine.models.ways import Metrics
from torchquiz.tui.words.metrics import cell_words, precision_words, recall_words


def test_the_matrix_highlights_its_diagonal_and_has_bars_beside_it(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("metrics")
        learner.sees("A small net saw 60 images", "│ predicted = model(x_test).argmax(1)")
        await learner.press("enter")
        learner.sees(
            "Accuracy 0.900: 54 of 60 examples are classified correctly",
            "[18]",
            "[16]",
            "━━━━━━━─  0.900",
            "0.857",
            "Most mistakes are between",
        )

    tell(StudyDesk(tmp_path).app(), story)


def test_the_number_at_the_cursor_is_explained_in_words(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("metrics")
        await learner.press("enter")
        learner.sees("18 of 20 examples of cat were recognised.")
        await learner.press("down")
        learner.sees("3 of 20 examples of dog were mistaken for cat.")
        await learner.press("right", "right", "right")
        learner.sees("The model found 16 of 20 examples of dog (the row)")
        await learner.press("right", "right", "up")
        learner.sees("The model predicted cat 21 times (the column)")

    tell(StudyDesk(tmp_path).app(), story)


def test_questions_follow_the_matrix(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("metrics")
        await learner.press("enter")
        learner.sees("Next  2 questions about this matrix")
        await learner.press("enter")
        learner.sees("metrics", "1 of 2", "What is y.shape?")
        assert [entry.way for entry in learner.app.study.store.finished("conv-sizes")] == [
            "metrics"
        ]

    tell(StudyDesk(tmp_path).app(), story)


def test_ten_classes_fit_into_eighty_columns(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    desk.keep("metrics", ten_classes())

    async def story(learner: Story) -> None:
        await learner.open("metrics")
        await learner.press("enter")
        learner.sees("[100]", "0.917", "prec")
        assert all(len(line) <= 80 for line in learner.lines)

    tell(desk.app(), story)


def test_a_class_without_examples_or_predictions_has_no_score() -> None:
    empty = replace(
        METRICS,
        matrix=((2, 0, 0), (0, 0, 0), (1, 0, 0)),
        precision=(2 / 3, None, None),
        recall=(1.0, None, 0.0),
    )
    assert (
        recall_words(empty, 1) == "The data contain no examples of dog, so its recall is undefined."
    )
    assert precision_words(empty, 2) == (
        "The model never predicted bird, so its precision is undefined."
    )
    assert cell_words(empty, 2, 0) == "1 of 1 example of bird was mistaken for cat."


def ten_classes() -> Metrics:
    """Return the metrics of a run on ten digits, with a hundred correct predictions of each."""
    matrix = tuple(
        tuple(100 if row == column else int(column == row + 1) * 9 for column in range(10))
        for row in range(10)
    )
    scores = (100 / 109,) * 10
    return replace(
        METRICS, classes=tuple(map(str, range(10))), matrix=matrix, precision=scores, recall=scores
    )
