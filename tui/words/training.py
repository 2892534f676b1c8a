"""Describes a training run in sentences and table rows."""

import math
from collections.abc import Sequence

from torchquiz.engine.models.ways import Epoch, Training
from torchquiz.engine.sandbox.job import Outcome
from torchquiz.engine.traces.training import Progress
from torchquiz.engine.wording import counted, duration, elapsed
from torchquiz.tui.words.runs import pytorch

HEAD = ("epoch", "loss", "held-out", "time", "")
BAR_CELLS = 24
STARTING = "Starting PyTorch and loading the data …"
CANCELLED = "Cancelled."


def epoch_row(epoch: Epoch) -> tuple[str, ...]:
    """Return the figures of an epoch as a row of a table."""
    return (
        str(epoch.number),
        f"{epoch.loss:.4f}",
        f"{epoch.accuracy:.3f}",
        elapsed(epoch.elapsed_ms),
        epoch.remark,
    )


def progress_line(progress: Progress) -> str:
    """Return how far the training has got, and about how long the rest will take."""
    if not progress.epochs:
        return STARTING
    number = min(len(progress.done) + 1, progress.epochs)
    full = round(progress.part * BAR_CELLS)
    bar = "━" * full + "─" * (BAR_CELLS - full)
    left = f", about {duration(max(1, progress.left_ms / 1000))} left" if progress.left_ms else ""
    return f"epoch {number} of {progress.epochs}  {bar}  {progress.part:.0%}{left}"


def proven_line(training: Training, dataset: int, torch: str) -> str:
    """Return a sentence about the proven training run on a data set, or that there is none."""
    name = training.plan.datasets[dataset].name
    if dataset:
        return f"Not trained on {name} yet."
    took = elapsed(sum(epoch.elapsed_ms for epoch in training.epochs))
    epochs = counted(len(training.epochs), "epoch")
    return f"Recorded run: {epochs} on {name} in {took}, {pytorch(torch)}."


def ended_line(outcome: Outcome, proven: Sequence[Epoch], now: Sequence[Epoch], torch: str) -> str:
    """Return how a training run ended. `proven` is empty if there is no run to compare it with."""
    if outcome.ended == "cancelled":
        return CANCELLED
    if outcome.failure:
        return f"The run ended early: {outcome.failure}."
    comparison = comparison_with_proven(proven, now)
    return f"Trained in {elapsed(outcome.elapsed_ms)} on {pytorch(torch)}{comparison}"


def comparison_with_proven(proven: Sequence[Epoch], now: Sequence[Epoch]) -> str:
    """Return the end of a sentence that compares a training run with the proven one.

    If the runs differ, the text names the first epoch in which they do.
    """
    if not proven:
        return "."
    for before, after in zip(proven, now, strict=False):
        where = f". From epoch {after.number} on, it differs from the recorded run:"
        if not _same(before.loss, after.loss):
            return f"{where} loss {after.loss:.4f} instead of {before.loss:.4f}."
        if not _same(before.accuracy, after.accuracy):
            was = f"{before.accuracy:.3f}"
            return f"{where} held-out accuracy {after.accuracy:.3f} instead of {was}."
    return ", and it matches the recorded run in every epoch."


def _same(first: float, second: float) -> bool:
    """Return whether two floats agree, except for digits that depend on the processor."""
    return math.isclose(first, second, rel_tol=1e-4, abs_tol=1e-9)
