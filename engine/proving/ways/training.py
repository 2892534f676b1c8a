"""Proves the training in `trace` by running it on every available data set.

The model must learn from each data set.
"""

from collections.abc import Iterator

from torchquiz.engine.models.declared import TraceModel, TrainingModel
from torchquiz.engine.models.ways import Dataset, Training, TrainingPlan
from torchquiz.engine.proof.texts import Templates
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.proving.ways.prediction import PredictionProof
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.traces.training import (
    CPU_SECONDS,
    PlanLines,
    Progress,
    offered,
    read_training,
    training_of,
)
from torchquiz.engine.yaml.positions import Where

MOST_S = 20
"""The maximum CPU time of a training run, in seconds."""
TIMEOUT_S = 120.0
"""The time limit in seconds, which exceeds the CPU time because the machine may be busy."""
LARGEST = "y_test.bincount().max().item() / len(y_test)"
"""An expression for the accuracy of always predicting the most frequent class."""
SIZES = "tuple(x.shape), tuple(x_test.shape)"
OWN_ASKS = (Ask(LARGEST), Ask(CPU_SECONDS), Ask(SIZES))
NAMES = "losses, accuracies, x, y, x_test, y_test and model"
AT: Where = ("training",)


def prove(
    context: WayContext[TraceModel], model: TrainingModel, prediction: PredictionProof | None
) -> Training:
    """Train on each data set. The texts and the prediction use the first data set.

    Raises:
        ProofStopped: the training fails on a data set, or the model does not learn.
    """
    plan = _plan(context, model)
    templates = context.templates((*AT, "about"), (*AT, "means"), names=NAMES)
    available = offered(plan)
    progress = None
    for number in available:
        if number == 0:
            progress = _train_on_first(context, plan, templates, prediction)
        else:
            _train(context, plan, number)
    for number, dataset in enumerate(plan.datasets):
        if number not in available:
            reason = f"not trained on this data set, because '{dataset.needs}' is not installed"
            context.note_doubt(reason, *AT, "data", number)
    if progress is None:
        message = "the first data set needs a package that may be missing."
        where = (*AT, "data", 0, "needs")
        raise context.stop(message, "Put a data set without `needs` first.", *where)
    return Training(context.text(*AT, "about"), plan, progress.done, context.text(*AT, "means"))


def _plan(context: WayContext[TraceModel], model: TrainingModel) -> TrainingPlan:
    datasets = tuple(
        Dataset(data.name.strip(), data.code.strip("\n"), data.needs) for data in model.data
    )
    code = (model.model.strip("\n"), model.loss.strip(), model.optimizer.strip())
    return TrainingPlan(context.setup.code, datasets, *code, model.epochs, model.batch)


def _train_on_first(
    context: WayContext[TraceModel],
    plan: TrainingPlan,
    templates: Templates,
    prediction: PredictionProof | None,
) -> Progress:
    """Train on the first data set, then compute the values in the texts and the prediction."""
    progress, outcome = _train(context, plan, 0, templates, prediction)
    answers = iter(outcome.answers[len(OWN_ASKS) :])
    figures = templates.render([next(answers) for _ in templates.asks])
    sizes = str(outcome.answers[2])
    templates.check_figures([*figures, *_shown(plan, progress), sizes])
    if prediction:
        prediction.read(list(answers))
    return progress


def _train(
    context: WayContext[TraceModel],
    plan: TrainingPlan,
    number: int,
    templates: Templates | None = None,
    prediction: PredictionProof | None = None,
) -> tuple[Progress, Outcome]:
    """Train on a data set, and require that the model learns.

    Raises:
        ProofStopped: the training fails, or the model does not learn.
    """
    asks = list(OWN_ASKS)
    if templates:
        asks += templates.asks
    if prediction:
        asks += prediction.asks
    blocks = prediction.blocks if prediction else ()
    job = training_of(plan, number, _plan_lines(context, number), blocks, asks, TIMEOUT_S)
    (outcome,) = context.run([job], *AT)
    progress = read_training(outcome.output)
    is_trained = len(progress.done) == plan.epochs
    part = "prediction" if is_trained else "training"
    context.require_success(outcome, f"the {part}", part)
    context.tally.figures.proven += 2 * len(progress.done)
    _check_learning(context, progress, outcome, number)
    return progress, outcome


def _plan_lines(context: WayContext[TraceModel], number: int) -> PlanLines:
    """Return the lines of the file at which the parts of the training code begin."""
    pieces: list[Where] = [("data", number, "code"), ("model",), ("loss",), ("optimizer",)]
    lines = [context.scope.spot(*AT, *piece).text_line for piece in pieces]
    return PlanLines(context.scope.source.path, context.setup.line, *lines)


def _check_learning(
    context: WayContext[TraceModel], progress: Progress, outcome: Outcome, number: int
) -> None:
    where = (*AT, "data", number)
    largest, seconds = (
        plain(context.value(answer, "the held-out data", *where)) for answer in outcome.answers[:2]
    )
    for weakness in weaknesses(progress, largest, seconds):
        remedy = "Train longer, or change the model, the optimizer or the data."
        raise context.stop(f"{weakness}.", remedy, *where)


def weaknesses(progress: Progress, largest: float, seconds: float) -> Iterator[str]:
    """Yield each weakness of a training run, as a sentence without a full stop.

    Args:
        progress: the epochs of the training.
        largest: the accuracy of always predicting the most frequent class.
        seconds: the CPU time that the training took.
    """
    first, last = progress.done[0], progress.done[-1]
    if last.accuracy <= largest:
        yield (
            f"the model does not learn: it classifies {last.accuracy:.1%} correctly, but always"
            f" predicting the most frequent class achieves {largest:.1%}"
        )
    if last.accuracy < first.accuracy:
        yield (
            f"training makes the model worse: accuracy {first.accuracy:.3f} at first,"
            f" {last.accuracy:.3f} at the end"
        )
    if not last.loss < first.loss:
        yield f"the loss does not fall: {first.loss:.3f} at first, {last.loss:.3f} at the end"
    if seconds > MOST_S:
        yield f"the training takes {seconds:.0f} s; at most {MOST_S} s are allowed"


def _shown(plan: TrainingPlan, progress: Progress) -> Iterator[str]:
    """Yield the code and values that are shown next to the training's texts."""
    yield from (plan.datasets[0].code, plan.model, plan.loss, plan.optimizer)
    yield f"{plan.epochs} {plan.batch} {progress.batches}"
    for epoch in progress.done:
        yield f"{epoch.number} {epoch.loss} {epoch.accuracy}"
