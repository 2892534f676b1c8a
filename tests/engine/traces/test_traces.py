"""Data flows, training and predictions run as they do in the front ends.

The tests change numbers, follow a run while it trains, and cancel it.
"""

import math

import pytest
from msgspec.structs import replace

from tests.engine.traced import PLAN
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Figure, Stage
from torchquiz.engine.sandbox.job import Block, Job
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.traces.flow import about, flow_job, read_flow, run_flow
from torchquiz.engine.traces.prediction import (
    ExampleOutcome,
    example_ask,
    prediction_blocks,
    read_example,
)
from torchquiz.engine.traces.training import Progress, offered, read_training, training_job

pytest_plugins = ["tests.engine.fixtures"]

SETUP = "import torch\nfrom torch import nn"
STAGES = [
    "torch.rand(2, 3, 8, 8)",
    "nn.Conv2d(3, 4, 3)",
    "nn.MaxPool2d(2)",
    "nn.Flatten()",
    "nn.Linear(36, 5)",
]


# Data flow


def test_a_flow_reports_the_results_of_each_stage(pool: Pool) -> None:
    flow = read_flow(pool.run(flow_job(SETUP, STAGES)), len(STAGES))

    assert flow.failure == "" and [stage.after for stage in flow.stages] == [
        *((2, 3, 8, 8), (2, 4, 6, 6), (2, 4, 3, 3)),
        *((2, 36), (2, 5)),
    ]
    assert [stage.parameters for stage in flow.stages] == [0, 3 * 4 * 9 + 4, 0, 0, 36 * 5 + 5]
    assert flow.stages[0].before == () and flow.stages[2].before == (2, 4, 6, 6)
    assert [stage.memory for stage in flow.stages] == [4 * 384, 4 * 288, 4 * 72, 4 * 72, 4 * 10]
    pooling = flow.stages[2]
    assert pooling.window_after[0][0] == max(
        pooling.window_before[0][:2] + pooling.window_before[1][:2]
    )


@pytest.mark.parametrize(
    ("place", "code", "part"),
    [
        (
            4,
            "nn.Linear(35, 5)",
            "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x36 and 35x5)",
        ),
        (3, "lambda x: (x, x)", "TypeError: the stage returns a tuple, not a tensor"),
        (1, "nn.Conv2d(3, 4, 0)", "Error"),
        (0, "torch.rand(10**12)", "Error"),
    ],
)
def test_stages_before_one_that_fails_are_complete(
    pool: Pool, place: int, code: str, part: str
) -> None:
    stages = [*STAGES[:place], code, *STAGES[place + 1 :]]

    flow = read_flow(pool.run(flow_job(SETUP, stages)), len(stages))

    assert len(flow.stages) == place and part in flow.failure


def test_tensors_that_are_empty_or_not_images_have_no_window(pool: Pool) -> None:
    stages = [
        "torch.tensor([1.0, float('nan')])",
        "lambda x: x[:0]",
        "lambda x: torch.zeros(0, 3)",
        "lambda x: x.sum()",
    ]
    flow = read_flow(pool.run(flow_job(SETUP, stages)), len(stages))
    assert [stage.after for stage in flow.stages] == [(2,), (0,), (0, 3), ()] and flow.failure == ""
    assert {stage.window_after for stage in flow.stages} == {()}


def test_figures_in_texts_are_recomputed_except_for_stages_that_are_not_reached(
    pool: Pool,
) -> None:
    codes = ["torch.arange(6.0).reshape(2, 3)", "nn.ReLU()", "nn.Flatten()"]
    asks = [("x.sum().item()", ".1f"), ("before.min().item()", ""), ("x[-1]", "")]
    figures = [Figure(about(place).format(ask), spec, "") for place, (ask, spec) in enumerate(asks)]
    own = [
        Stage(code, code, (), (), 0, "", figures=(figure,))
        for code, figure in zip(codes, figures, strict=True)
    ]
    now = run_flow(SETUP, own, codes, pool.run)
    shifted = run_flow(SETUP, own, ["torch.arange(6.0).reshape(2, 3) - 1", *codes[1:]], pool.run)
    broken = run_flow(SETUP, own, [codes[0], "nn.Linear(2, 2)", codes[2]], pool.run)

    assert [run.figures for run in now.stages] == [("15.0",), ("0.0",), ("tensor([3., 4., 5.])",)]
    assert [run.figures for run in shifted.stages] == [
        ("9.0",),
        ("-1.0",),
        ("tensor([2., 3., 4.])",),
    ]
    assert [run.figures for run in broken.stages] == [
        ("15.0",)
    ] and "RuntimeError" in broken.failure


# Training


def test_a_run_is_followed_to_its_end_and_gives_the_same_when_repeated(pool: Pool) -> None:
    progress: list[Progress] = []

    def follow(printed: str) -> bool:
        progress.append(read_training(printed))
        return True

    first, again = pool.run(training_job(PLAN), follow), pool.run(training_job(PLAN))

    end = read_training(first.output)
    assert first.failure == "" and (end.part, end.left_ms) == (1.0, 0.0)
    assert (end.epochs, end.batches, end.batch, len(end.losses)) == (3, 4, 12, 12)
    assert [(epoch.loss, epoch.accuracy) for epoch in end.done] == [
        (epoch.loss, epoch.accuracy) for epoch in read_training(again.output).done
    ]
    parts = [report.part for report in progress]
    assert parts == sorted(parts)


def test_a_run_that_its_watcher_cancels_keeps_the_progress_so_far(pool: Pool) -> None:
    endless = replace(PLAN, epochs=100_000)

    outcome = pool.run(training_job(endless), lambda printed: not read_training(printed).done)

    progress = read_training(outcome.output)
    assert outcome.ended == "cancelled" and progress.done and 0 < progress.part < 0.5
    assert progress.left_ms is not None and progress.left_ms > progress.elapsed_ms


def test_incomplete_lines_and_the_codes_own_output_are_skipped() -> None:
    printed = "hello @batch 1\n@begin 2 4\n@batch 1 1 0.7 10\n@batch 1 2 0.5 20.5\n@batch 1 3 0.3"

    progress = read_training(printed)

    assert (progress.epochs, progress.batches, progress.batch) == (2, 4, 2)
    assert progress.elapsed_ms == 20.5
    assert progress.losses == ((1, 0.7), (2, 0.5)) and progress.done == ()
    assert progress.part == 0.25 and progress.left_ms == pytest.approx(3 * 20.5)
    assert read_training("") == Progress() and Progress().left_ms is None


def test_batches_are_counted_over_all_epochs_and_times_for_each_epoch() -> None:
    first = "@begin 2 2\n@batch 1 2 0.7 10\n@epoch 1 0.8 0.5 12\n"
    printed = first + "@batch 2 2 0.5 20\n@epoch 2 0.4 0.75 30\n"

    progress = read_training(printed)

    assert progress.losses == ((2, 0.7), (4, 0.5)) and progress.part == 1.0
    epochs = [
        (epoch.number, epoch.loss, epoch.accuracy, epoch.elapsed_ms) for epoch in progress.done
    ]
    assert epochs == [(1, 0.8, 0.5, 12), (2, 0.4, 0.75, 18)]
    assert progress.done[1].remark == "loss fell by about half; best so far"


def test_a_data_set_is_offered_if_its_package_is_installed() -> None:
    assert offered(PLAN) == (0,)


def test_a_run_that_raises_reports_the_exception(pool: Pool) -> None:
    outcome = pool.run(training_job(replace(PLAN, loss="nn.CrossEntropyLos()")))
    assert (
        outcome.failure.startswith("AttributeError") and read_training(outcome.output).epochs == 0
    )


# Prediction


def predict(pool: Pool, *shape: int) -> ExampleOutcome:
    """Return the prediction for a held-out example of this shape, filled with 0, 1, 2 and so on."""
    numbers = f"torch.arange({math.prod(shape)}).reshape({(1, *shape)}).float()"
    data = f"x_test, y_test = {numbers}, torch.tensor([1])"
    code = f"{data}\nmodel = nn.Sequential(nn.Flatten(), nn.LazyLinear(2))"
    blocks = (
        Block(SETUP, role="setup"),
        Block(code),
        *prediction_blocks(Block("0"), [Block("model")]),
    )
    (answer,) = pool.run(Job(blocks, (example_ask(0),))).answers
    assert isinstance(answer, Value), answer
    return read_example(answer)


@pytest.mark.parametrize(("shape", "width"), [((3, 8, 6), 6), ((1, 4, 4), 4), ((5, 4), 4)])
def test_an_example_that_is_an_image_is_reported_as_an_image(
    pool: Pool, shape: tuple[int, ...], width: int
) -> None:
    example = predict(pool, *shape)
    assert example.image and (example.image.width, example.values, example.shape) == (
        width,
        (),
        shape,
    )


@pytest.mark.parametrize("shape", [(4,), (8, 3), (1, 3, 9), (2, 2, 2, 2)])
def test_an_example_that_is_not_an_image_is_reported_as_numbers(
    pool: Pool, shape: tuple[int, ...]
) -> None:
    example = predict(pool, *shape)
    assert (example.image, example.values, example.shape) == (
        None,
        tuple(range(math.prod(shape))),
        shape,
    )


def test_only_the_first_and_last_of_many_numbers_are_reported(pool: Pool) -> None:
    assert predict(pool, 100).values == (*range(16), *range(84, 100))
