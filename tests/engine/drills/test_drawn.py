"""A drawn question is shown only after a run on PyTorch has confirmed its author's key."""

from random import Random

from msgspec.structs import replace

from torchquiz.engine.drills.drawn import draw_question, question_job, read_question
from torchquiz.engine.models.drills import Choices, Drill, DrillQuestion, Span
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

SIZES = DrillQuestion(
    stem="What is the shape of `y`, made from {rows} rows?",
    given={"rows": Span(2, 9), "kind": Choices(("torch.int64", "torch.float32"))},
    where="",
    derived={"twice": "2 * rows"},
    setup="import torch",
    snippet="y = torch.zeros(rows, 3, dtype=kind).repeat(2, 1)",
    ask="y.shape",
    key="(twice, 3)",
    because="2 × {rows} = {twice}, as {kind}.",
)


def test_a_question_shows_pytorchs_answer_with_all_texts_filled_in(pool: Pool) -> None:
    drawn = draw_question(Drill("sizes", "Sizes", 60, (SIZES,)), Random(1), pool.run)
    assert drawn is not None
    rows = drawn.answer.key.data[0]["data"] // 2
    assert drawn.answer.key.text == f"({2 * rows}, 3)"
    assert f"torch.zeros({rows}, 3, dtype=torch." in drawn.snippet
    assert drawn.stem == f"What is the shape of `y`, made from {rows} rows?"
    assert drawn.because.startswith(f"2 × {rows} = {2 * rows}, as torch.")


def test_a_question_that_fails_or_contradicts_its_formula_is_never_shown(pool: Pool) -> None:
    for broken in (
        replace(SIZES, snippet="y = torch.zeros(rows, -1)"),
        replace(SIZES, key="(twice, 4)"),
        replace(SIZES, because="{missing}"),
    ):
        params = {"rows": 4, "kind": "torch.int64", "twice": 8}
        assert read_question(broken, params, pool.run(question_job(broken, params))) is None
        assert draw_question(Drill("sizes", "Sizes", 60, (broken,)), Random(1), pool.run) is None
