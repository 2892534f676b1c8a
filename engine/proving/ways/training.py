"""Training in a trace: every data set that can be used here is really trained on, and the model must learn from each."""

from collections.abc import Iterator

from torchquiz.engine.models.declared import TraceModel, TrainingModel
from torchquiz.engine.models.ways import Dataset, Training, TrainingPlan
from torchquiz.engine.proving.ways.prediction import Following
from torchquiz.engine.proving.ways.trial import Told, Trial
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
TIMEOUT_S = 120.0
"""A machine that is busy with other things is given more time than a training may take."""
LARGEST = "y_test.bincount().max().item() / len(y_test)"
"""How many are right of one who always says the most frequent class."""
SIZES = "tuple(x.shape), tuple(x_test.shape)"
NAMES = "losses, accuracies, x, y, x_test, y_test and model"
AT: Where = ("training",)


def prove(trial: Trial[TraceModel], model: TrainingModel, following: Following | None) -> Training:
    """Train; the texts and what follows held-out examples belong to the run on the first data set."""
    plan = _plan(trial, model)
    told = trial.texts((*AT, "about"), (*AT, "means"), names=NAMES)
    ran = {place: _run(trial, plan, place, told, following) for place in offered(plan)}
    for place, dataset in enumerate(plan.datasets):
        if place not in ran:
            trial.doubt(
                f"the package '{dataset.needs}' is not installed, so nothing was trained on it",
                *AT,
                "data",
                place,
            )
    if 0 not in ran:
        raise trial.refuse(
            "the first data set needs a package.",
            "Begin with one that needs none.",
            *AT,
            "data",
            0,
            "needs",
        )
    about, means = (trial.text(*AT, field) for field in ("about", "means"))
    return Training(about, plan, ran[0].done, means)


def _plan(trial: Trial[TraceModel], model: TrainingModel) -> TrainingPlan:
    datasets = tuple(
        Dataset(one.name.strip(), one.code.strip("\n"), one.needs) for one in model.data
    )
    code = (model.model.strip("\n"), model.loss.strip(), model.optimizer.strip())
    return TrainingPlan(trial.stand.setup, datasets, *code, model.epochs, model.batch)


def _run(
    trial: Trial[TraceModel],
    plan: TrainingPlan,
    place: int,
    told: Told,
    following: Following | None,
) -> Progress:
    """One run; all else that is asked is asked of the first."""
    is_first = place == 0
    own = [Ask(LARGEST), Ask(CPU_SECONDS), Ask(SIZES)]
    asks = [*own, *told.asks, *(following.asks if following else ())] if is_first else own
    blocks = following.blocks if following and is_first else ()
    job = training_of(plan, place, _places(trial, place), blocks, asks, TIMEOUT_S)
    outcome = trial.workers.run(job)
    trial.proof.tally.snippets += 1
    progress = read_training(outcome.output)
    if outcome.failure:
        is_trained = len(progress.done) == plan.epochs
        what, where = (
            ("the prediction", "prediction") if is_trained else ("the training", "training")
        )
        raise trial.failed(outcome, what, where)
    trial.proof.tally.figures.proven += 2 * len(progress.done)
    _check_learning(trial, progress, outcome, place)
    if is_first:
        left = iter(outcome.answers[len(own) :])
        figures = told.read([next(left) for _ in told.asks])
        told.look([*figures, *_shown(plan, progress), str(outcome.answers[2])])
        if following:
            following.read(list(left))
    return progress


def _places(trial: Trial[TraceModel], dataset: int) -> PlanLines:
    path = trial.stand.source.path
    pieces: list[Where] = [("data", dataset, "code"), ("model",), ("loss",), ("optimizer",)]
    return PlanLines(
        path, trial.setup.line, *(trial.spot(*AT, *piece).text_line for piece in pieces)
    )


def _check_learning(
    trial: Trial[TraceModel], progress: Progress, outcome: Outcome, place: int
) -> None:
    share, seconds = (
        plain(trial.value(one, "the held-out data", *AT, "data", place))
        for one in outcome.answers[:2]
    )
    remedy = "Train longer, or change the model, the optimizer or the data."
    for wrong in wrongs(progress, share, seconds):
        raise trial.refuse(f"{wrong}.", remedy, *AT, "data", place)


def wrongs(progress: Progress, share: float, seconds: float) -> Iterator[str]:
    """What is wrong with how a run went."""
    first, last = progress.done[0], progress.done[-1]
    if last.accuracy <= share:
        yield f"the model does not learn: {last.accuracy:.1%} are right, and {share:.1%} by always saying the largest class"
    if last.accuracy < first.accuracy:
        yield f"training makes the model worse: accuracy {first.accuracy:.3f} at first, {last.accuracy:.3f} at the end"
    if not last.loss < first.loss:
        yield f"the loss does not fall: {first.loss:.3f} at first, {last.loss:.3f} at the end"
    if seconds > MOST_S:
        yield f"the training takes {seconds:.0f} s; at most {MOST_S} s are right to wait for"


def _shown(plan: TrainingPlan, progress: Progress) -> Iterator[str]:
    """What stands beside the texts."""
    yield from (
        plan.datasets[0].code,
        plan.model,
        plan.loss,
        plan.optimizer,
        f"{plan.epochs} {plan.batch} {progress.batches}",
    )
    yield from (f"{one.number} {one.loss} {one.accuracy}" for one in progress.done)
