"""Builds the job that trains a model, and parses the progress that the job prints.

To follow the training live, use `Pool.run(training_job(plan), watch=lambda printed:
show(read_training(printed)))`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.util import find_spec

from torchquiz.engine.models.ways import Epoch, TrainingPlan
from torchquiz.engine.sandbox.job import Ask, Block, Job, program
from torchquiz.engine.traces.remarks import remark

TIMEOUT_S = 300.0
REPORTS = 20
"""The maximum number of times that an epoch reports its progress."""
BEGIN, BATCH, EPOCH = "@begin", "@batch", "@epoch"
"""The first words of the progress lines that the job prints. All other lines are skipped."""
CPU_SECONDS = "_cpu_seconds()"
"""An expression that evaluates to the processor time of the whole job."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a training run."""

    epochs: int = 0
    """The number of epochs in the whole run, or 0 before the training loop starts."""
    batches: int = 0
    """The number of batches in each epoch."""
    batch: int = 0
    """The number of batches finished so far, over all epochs."""
    losses: tuple[tuple[int, float], ...] = ()
    """The points of the loss curve: numbers of finished batches, with the latest loss."""
    done: tuple[Epoch, ...] = ()
    """The finished epochs."""
    elapsed_ms: float = 0.0
    """The number of milliseconds since the training loop started."""

    @property
    def part(self) -> float:
        """The fraction of the training that is finished, from 0 to 1."""
        total = self.epochs * self.batches
        return self.batch / total if total else 0.0

    @property
    def left_ms(self) -> float | None:
        """The estimated remaining time in milliseconds, or None before the first batch ends."""
        return self.elapsed_ms * (1 - self.part) / self.part if self.part else None


@dataclass(frozen=True, slots=True)
class PlanLines:
    """The lines of the author's file on which a training plan's parts begin, for tracebacks."""

    path: str
    setup: int
    data: int
    model: int
    loss: int
    optimizer: int
    """The line of the optimizer. All line numbers are counted from 1."""


NOWHERE = PlanLines("training", 1, 1, 1, 1, 1)


def training_job(plan: TrainingPlan, dataset: int = 0) -> Job:
    """Return a job that trains the plan's model on one of its data sets."""
    return training_of(plan, dataset)


def training_of(
    plan: TrainingPlan,
    dataset: int,
    lines: PlanLines = NOWHERE,
    more: Iterable[Block] = (),
    asks: Iterable[Ask] = (),
    timeout_s: float = TIMEOUT_S,
) -> Job:
    """Return a job that trains a plan's model, runs more code, and evaluates expressions.

    `lines` gives the position of each part of the plan in the author's file.
    """
    path = lines.path
    data = "(x, y), (x_test, y_test)"
    blocks = (
        Block(plan.setup, path, lines.setup, "setup"),
        Block(plan.datasets[dataset].code, path, lines.data),
        # This only looks up the names, so that a missing name is reported at the line of the data.
        Block("x, y, x_test, y_test", path, lines.data),
        program("training"),
        Block(f"_seed({plan.seed})", "training", role="setup"),
        Block(plan.model, path, lines.model),
        Block("model", path, lines.model),
        # A newline comes before the bracket, because the code may end in a comment.
        Block(f"_loss = ({plan.loss.strip()}\n)", path, lines.loss),
        Block(f"_optimizer = ({plan.optimizer.strip()}\n)", path, lines.optimizer),
        Block(f"_training = _Training(model, _loss, _optimizer, {data})", "training", role="setup"),
        Block(
            f"losses, accuracies = _training.run({plan.epochs}, {plan.batch}, {REPORTS})",
            "training",
        ),
        *more,
    )
    return Job(blocks, tuple(asks), seed=plan.seed, timeout_s=timeout_s)


def read_training(printed: str) -> Progress:
    """Parse the progress of a training run from the output that it has printed so far.

    An incomplete last line is ignored.
    """
    progress = Progress()
    for line in printed[: printed.rfind("\n") + 1].splitlines():
        kind, *numbers = line.split(" ")
        if kind in READERS:
            progress = READERS[kind](progress, [float(number) for number in numbers])
    return progress


def offered(plan: TrainingPlan) -> tuple[int, ...]:
    """Return the indices of the data sets whose required package, if any, is installed."""
    return tuple(
        number for number, dataset in enumerate(plan.datasets) if is_installed(dataset.needs)
    )


def is_installed(package: str) -> bool:
    """Return whether a package can be imported, without importing it.

    For an empty name, the result is True.
    """
    return not package or find_spec(package) is not None


def _after_begin(progress: Progress, numbers: list[float]) -> Progress:
    return replace(progress, epochs=int(numbers[0]), batches=int(numbers[1]))


def _after_batch(progress: Progress, numbers: list[float]) -> Progress:
    epoch, number, loss, elapsed_ms = numbers
    batch = (int(epoch) - 1) * progress.batches + int(number)
    losses = (*progress.losses, (batch, loss))
    return replace(progress, batch=batch, losses=losses, elapsed_ms=elapsed_ms)


def _after_epoch(progress: Progress, numbers: list[float]) -> Progress:
    number, loss, accuracy, elapsed_ms = numbers
    losses = [*(epoch.loss for epoch in progress.done), loss]
    accuracies = [*(epoch.accuracy for epoch in progress.done), accuracy]
    epoch_ms = elapsed_ms - sum(epoch.elapsed_ms for epoch in progress.done)
    epoch = Epoch(int(number), loss, accuracy, epoch_ms, remark(losses, accuracies))
    return replace(progress, done=(*progress.done, epoch), elapsed_ms=elapsed_ms)


READERS = {BEGIN: _after_begin, BATCH: _after_batch, EPOCH: _after_epoch}
"""The functions that update the progress, by the first word of the line that they handle."""
