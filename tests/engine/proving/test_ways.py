"""Proven activities contain everything that the front ends show, as a run of the guide's lesson
shows."""

import pytest

from tests.engine.lines import Lines
from tests.engine.traced import epochs
from torchquiz.engine.models.ways import Challenge, Learn, Metrics, Project, Start, Trace, Try, Why
from torchquiz.engine.proving.ways.metrics import confusion_matrix, precisions, recalls
from torchquiz.engine.proving.ways.training import weaknesses
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.traces.flow import run_flow
from torchquiz.engine.traces.training import Progress

pytest_plugins = ["tests.engine.fixtures"]


def test_the_first_example_is_run_and_its_texts_may_use_its_names(lines: Lines) -> None:
    start = lines.way(Start)

    assert "turns 8 × 8 pixels into a feature map" in start.what
    assert start.example.output == "bright pixels: 8\n"
    assert [(one.asked, one.value) for one in start.example.shown] == [
        ("image.shape", "(1, 1, 8, 8)"),
        ("image.dtype", "torch.float32"),
    ]


def test_both_sides_are_measured_and_times_are_marked_as_times(lines: Lines) -> None:
    why = lines.way(Why)
    weights, one_pass = why.measures

    assert (weights.before, weights.after, weights.is_time) == ("102,400", "900", False)
    assert weights.factor == pytest.approx(102400 / 900)
    assert one_pass.is_time and one_pass.before.endswith(" ms") and one_pass.factor is not None
    assert why.so.endswith("The linear layer has 114 times as many.")


def test_each_step_runs_all_code_so_far_and_shows_only_its_own(lines: Lines) -> None:
    first, second, last = lines.way(Learn).steps

    assert first.demo is not None and second.demo is not None
    assert "conv" not in first.demo.code and "torch.zeros" not in second.demo.code
    assert second.text.startswith("Along each side, the filter fits in 6 positions, although")
    assert second.text.endswith("there are 8 pixels.")
    assert (second.check, last.check, last.demo) == ("size-after", "keep-the-size", None)


def test_stages_report_shape_parameters_and_memory(lines: Lines) -> None:
    stages = lines.way(Trace).stages

    assert [(one.before, one.after) for one in stages[1:3]] == [
        ((16, 1, 8, 8), (16, 4, 6, 6)),
        ((16, 4, 6, 6), (16, 144)),
    ]
    assert [one.parameters for one in stages] == [0, 4 * 9 + 4, 0, 144 * 2 + 2]
    assert [one.memory for one in stages] == [4 * 16 * 64, 4 * 16 * 144, 4 * 16 * 144, 4 * 16 * 2]


def test_stages_give_the_same_figures_when_run_again(lines: Lines, pool: Pool) -> None:
    trace = lines.way(Trace)
    again = run_flow(trace.setup, trace.stages, [stage.code for stage in trace.stages], pool.run)

    told = [tuple(figure.text for figure in stage.figures) for stage in trace.stages]
    assert any(told) and [one.figures for one in again.stages] == told


def test_a_training_has_remarks_on_its_epochs_and_a_plan_to_run_it_again(
    lines: Lines,
) -> None:
    training = lines.way(Trace).training

    assert training is not None
    assert [one.number for one in training.epochs] == [1, 2, 3, 4, 5] and all(
        one.remark for one in training.epochs
    )
    accuracy = training.epochs[-1].accuracy
    assert accuracy > 0.9 > training.epochs[0].accuracy
    expected = f"After 5 epochs, {accuracy:.0%} of the held-out images are classified correctly."
    assert training.means == expected
    assert [one.needs for one in training.plan.datasets] == ["", "sklearn"]


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
        assert (
            all(len(one.pixels) == 36 for one in relu.maps)
            and min(one.low for one in relu.maps) >= 0
        )
        assert sum(example.probabilities) == pytest.approx(1) and len(scores.values) == 2


def test_exercises_name_their_items(lines: Lines) -> None:
    assert lines.way(Try).items == ("keep-the-size", "fold-flat")
    challenge = lines.way(Challenge)
    assert (len(challenge.items), challenge.seconds, challenge.badge) == (5, 300, "Line reader")


def test_a_project_is_measured_before_the_first_step_and_after_the_last(lines: Lines) -> None:
    project = lines.way(Project)
    (error,) = project.gauges

    assert float(error.before) > 0.5 > 0.01 > float(error.after)
    assert (
        f"{float(error.before):.2f}" in project.brief
        and f"{float(error.after):.4f}" in project.done
    )


def test_metrics_are_computed_from_the_reported_classes(lines: Lines) -> None:
    metrics = lines.way(Metrics)

    assert metrics.matrix == ((3, 1), (1, 1)) and metrics.accuracy == pytest.approx(4 / 6)
    assert metrics.precision == (0.75, 0.5) and metrics.recall == (0.75, 0.5)


def test_precision_and_recall_are_none_without_predictions_or_examples() -> None:
    matrix = confusion_matrix([0, 0, 2], [0, 2, 2], 4)

    assert matrix == ((1, 0, 1, 0), (0, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert precisions(matrix) == (1.0, None, 0.5, None)
    assert recalls(matrix) == (0.5, None, 1.0, None)


def test_a_second_proof_runs_no_snippets(lines: Lines) -> None:
    again = lines.prove()

    assert again.snippets_run == 0 and again.snippets_from_cache == lines.proof.snippets_run
    assert again.tally == lines.proof.tally and again.lesson == lines.proof.lesson


@pytest.mark.parametrize(
    ("losses", "accuracies", "share", "seconds", "part"),
    [
        (
            [0.7, 0.6],
            [0.5, 0.5],
            0.5,
            1,
            "classifies 50.0% correctly, but always predicting the most frequent class achieves"
            " 50.0%",
        ),
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
def test_a_training_with_a_weakness_is_reported(
    losses: list[float], accuracies: list[float], share: float, seconds: float, part: str
) -> None:
    (weakness,) = weaknesses(Progress(done=epochs(losses, accuracies)), share, seconds)
    assert part in weakness


def test_a_training_that_goes_well_has_no_weakness() -> None:
    assert not list(weaknesses(Progress(done=epochs([0.7, 0.6], [0.8, 0.8])), 0.5, 19.0))
