"""What a front end is handed of each way, computed by running the lesson of the guide."""

import pytest

from tests.engine.lines import Lines
from tests.engine.traced import epochs
from torchquiz.engine.models.ways import Challenge, Learn, Metrics, Project, Start, Trace, Try, Why
from torchquiz.engine.proving.ways.metrics import confusion, precisions, recalls
from torchquiz.engine.proving.ways.training import weaknesses
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.traces.flow import run_flow
from torchquiz.engine.traces.training import Progress

pytest_plugins = ["tests.engine.fixtures"]


def test_the_first_example_ran_and_its_texts_know_its_names(lines: Lines) -> None:
    start = lines.way(Start)

    assert start.what.endswith("From 8×8 pixels it makes maps of answers.")
    assert start.example.output == "pixels that are set: 8\n"
    assert [(shown.asked, shown.value) for shown in start.example.shown] == [
        ("image.shape", "(1, 1, 8, 8)"),
        ("image.dtype", "torch.float32"),
    ]


def test_both_sides_are_measured_and_a_time_says_that_it_is_one(lines: Lines) -> None:
    why = lines.way(Why)
    weights, one_pass = why.measures

    assert (weights.before, weights.after, weights.is_time) == ("102,400", "900", False)
    assert weights.factor == pytest.approx(102400 / 900)
    assert one_pass.is_time and one_pass.before.endswith(" ms") and one_pass.factor is not None
    assert why.so.startswith("The convolution has 114 times fewer weights")


def test_each_step_runs_all_code_so_far_and_shows_its_own(lines: Lines) -> None:
    first, second, last = lines.way(Learn).steps

    assert first.demo is not None and second.demo is not None
    assert "conv" not in first.demo.code and "torch.zeros" not in second.demo.code
    assert second.text == "Along each side 6 of 8 places are left."
    assert (second.check, last.check, last.demo) == ("size-after", "keep-the-size", None)


def test_stages_tell_shape_parameters_and_memory(lines: Lines) -> None:
    stages = lines.way(Trace).stages

    assert [(stage.before, stage.after) for stage in stages[1:3]] == [
        ((16, 1, 8, 8), (16, 4, 6, 6)),
        ((16, 4, 6, 6), (16, 144)),
    ]
    assert [stage.parameters for stage in stages] == [0, 4 * 9 + 4, 0, 144 * 2 + 2]
    sizes = [16 * 64, 16 * 144, 16 * 144, 16 * 2]
    assert [stage.memory for stage in stages] == [4 * size for size in sizes]


def test_the_figures_of_stages_come_out_the_same_when_they_are_run_again(
    lines: Lines, pool: Pool
) -> None:
    trace = lines.way(Trace)
    again = run_flow(trace.setup, trace.stages, [stage.code for stage in trace.stages], pool.run)

    figures = [tuple(figure.text for figure in stage.figures) for stage in trace.stages]
    assert any(figures) and [stage.figures for stage in again.stages] == figures


def test_a_training_has_one_epoch_a_line_with_a_remark_and_the_plan_to_run_it_again(
    lines: Lines,
) -> None:
    training = lines.way(Trace).training

    assert training is not None
    assert [epoch.number for epoch in training.epochs] == [1, 2, 3, 4, 5]
    assert all(epoch.remark for epoch in training.epochs)
    assert training.epochs[-1].accuracy > 0.9 > training.epochs[0].accuracy
    accuracy = f"{training.epochs[-1].accuracy:.0%}"
    assert training.means == f"After 5 epochs {accuracy} of the held-out images are told right."
    assert [data.needs for data in training.plan.datasets] == ["", "sklearn"]


def test_a_prediction_follows_examples_layer_by_layer(lines: Lines) -> None:
    prediction = lines.way(Trace).prediction

    assert prediction is not None
    for example in prediction.examples:
        convolution, relu, pooling, scores = example.layers
        assert example.image and len(example.image.pixels) == 64 and example.image.width == 8
        assert (example.shape, example.values) == ((1, 8, 8), ())
        assert (convolution.shape, pooling.shape, scores.shape) == (
            (1, 8, 6, 6),
            (1, 8, 2, 2),
            (1, 2),
        )
        assert len(convolution.maps) == len(set(convolution.channels)) == 6
        assert all(len(feature_map.pixels) == 36 for feature_map in relu.maps)
        assert min(feature_map.low for feature_map in relu.maps) >= 0
        assert sum(example.probabilities) == pytest.approx(1) and len(scores.values) == 2


def test_exercises_name_their_items(lines: Lines) -> None:
    assert lines.way(Try).items == ("keep-the-size", "fold-flat")
    challenge = lines.way(Challenge)
    assert (len(challenge.items), challenge.seconds, challenge.badge) == (5, 300, "Line reader")


def test_a_project_is_measured_before_and_with_the_last_key(lines: Lines) -> None:
    project = lines.way(Project)
    (error,) = project.gauges

    assert float(error.before) > 0.5 > 0.01 > float(error.after)
    assert (
        f"{float(error.before):.2f}" in project.brief
        and f"{float(error.after):.4f}" in project.done
    )


def test_metrics_are_counted_from_the_reported_classes(lines: Lines) -> None:
    metrics = lines.way(Metrics)

    assert metrics.matrix == ((3, 1), (1, 1)) and metrics.accuracy == pytest.approx(4 / 6)
    assert metrics.precision == (0.75, 0.5) and metrics.recall == (0.75, 0.5)


def test_a_class_that_is_never_predicted_has_no_precision_and_one_without_examples_no_recall() -> (
    None
):
    matrix = confusion([0, 0, 2], [0, 2, 2], 4)

    assert matrix == ((1, 0, 1, 0), (0, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert precisions(matrix) == (1.0, None, 0.5, None)
    assert recalls(matrix) == (0.5, None, 1.0, None)


def test_a_second_proof_runs_nothing(lines: Lines) -> None:
    again = lines.prove()

    assert again.snippets_run == 0 and again.snippets_from_cache == lines.proof.snippets_run
    assert again.tally == lines.proof.tally and again.lesson == lines.proof.lesson


@pytest.mark.parametrize(
    ("losses", "accuracies", "largest", "seconds", "part"),
    [
        ([0.7, 0.6], [0.5, 0.5], 0.5, 1, "does not learn: 50.0% are right, and 50.0%"),
        (
            [0.7, 0.6],
            [0.9, 0.8],
            0.5,
            1,
            "makes the model worse: accuracy 0.900 at first, 0.800 at the end",
        ),
        (
            [0.6, 0.7],
            [0.8, 0.9],
            0.5,
            1,
            "the loss does not fall: 0.600 at first, 0.700 at the end",
        ),
        ([0.6, float("nan")], [0.8, 0.9], 0.5, 1, "the loss does not fall"),
        ([0.7, 0.6], [0.8, 0.9], 0.5, 21, "takes 21 s; at most 20 s"),
    ],
)
def test_a_training_that_teaches_nothing_is_told(
    losses: list[float], accuracies: list[float], largest: float, seconds: float, part: str
) -> None:
    (weakness,) = weaknesses(Progress(done=epochs(losses, accuracies)), largest, seconds)
    assert part in weakness


def test_a_training_that_goes_well_is_not_told() -> None:
    assert not list(weaknesses(Progress(done=epochs([0.7, 0.6], [0.8, 0.8])), 0.5, 19.0))
