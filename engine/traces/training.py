"""Training: one seeded run of a plan in a child that tells line by line how far it is, so that it can be followed and cancelled.

`Pool.run(training_job(plan), watch=lambda printed: show(read_training(printed)))` follows a run live.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.util import find_spec

from torchquiz.engine.models.ways import Epoch, TrainingPlan
from torchquiz.engine.sandbox.job import Ask, Block, Job
from torchquiz.engine.traces.remarks import remark

TIMEOUT_S = 300.0
TELLS = 20
"""How often an epoch tells how far it is, at most."""
BEGIN, BATCH, EPOCH = "@begin", "@batch", "@epoch"
"""How the lines begin that are read again; all that a plan's code prints itself is passed over."""

LOOP = f"""\
losses, accuracies = [], []

def _train(epochs, size):
    import time, torch
    batches = -(-len(x) // size)
    every = -(-batches // {TELLS})
    print("{BEGIN}", epochs, batches, flush=True)
    began = time.perf_counter()
    for epoch in range(1, epochs + 1):
        model.train()
        order, total = torch.randperm(len(x)), 0.0
        for number, chosen in enumerate(order.split(size), start=1):
            _optimizer.zero_grad()
            error = _loss(model(x[chosen]), y[chosen])
            error.backward()
            _optimizer.step()
            total += error.item()
            if number % every == 0 or number == batches:
                taken = (time.perf_counter() - began) * 1000
                print("{BATCH}", epoch, number, f"{{error.item():.6g}}", f"{{taken:.3f}}", flush=True)
        losses.append(total / batches)
        accuracies.append(_accuracy())
        taken = (time.perf_counter() - began) * 1000
        print("{EPOCH}", epoch, losses[-1], accuracies[-1], f"{{taken:.3f}}", flush=True)

def _accuracy():
    import torch
    model.eval()
    with torch.no_grad():
        return (model(x_test).argmax(1) == y_test).sum().item() / len(y_test)
"""
SEED = "import torch as _torch; _torch.default_generator.manual_seed({})"
"""So that the model begins the same whatever the data set took from the generator."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    epochs: int = 0
    """How many there will be; 0 before the loop began."""
    batches: int = 0
    """In each epoch."""
    batch: int = 0
    """How many are done, over all epochs."""
    losses: tuple[tuple[int, float], ...] = ()
    """The loss of single batches as they were told, each with how many batches were done by then."""
    done: tuple[Epoch, ...] = ()
    """The epochs that are over."""
    elapsed_ms: float = 0.0
    """Since the loop began."""

    @property
    def part(self) -> float:
        """How much of the run is done, from 0 to 1."""
        return self.batch / (self.epochs * self.batches) if self.epochs * self.batches else 0.0

    @property
    def left_ms(self) -> float | None:
        """About how long it will still take; None while nobody can tell."""
        return self.elapsed_ms * (1 - self.part) / self.part if self.part else None


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pieces of a plan were written, so that what they raise names the author's line."""

    path: str
    setup: int
    data: int
    model: int
    loss: int
    optimizer: int
    """Lines, counted from 1."""


NOWHERE = Places("training", 1, 1, 1, 1, 1)


def training_job(plan: TrainingPlan, dataset: int = 0) -> Job:
    """The job that trains the plan's model on one of its data sets, to be run with a watcher or without."""
    return training_of(plan, dataset)


def training_of(
    plan: TrainingPlan,
    dataset: int,
    places: Places = NOWHERE,
    more: Iterable[Block] = (),
    asks: Iterable[Ask] = (),
    timeout_s: float = TIMEOUT_S,
) -> Job:
    """The same for code that has places in a file, with more to run and questions to answer after the training."""
    path = places.path
    blocks = (
        Block(plan.setup, path, places.setup, "setup"),
        Block(plan.datasets[dataset].code, path, places.data),
        Block("x, y, x_test, y_test", path, places.data),
        Block(SEED.format(plan.seed), "training", role="setup"),
        Block(plan.model, path, places.model),
        Block("model", path, places.model),
        Block(f"_loss = ({plan.loss.strip()}\n)", path, places.loss),
        Block(f"_optimizer = ({plan.optimizer.strip()}\n)", path, places.optimizer),
        Block(LOOP, "training", role="setup"),
        Block(f"_train({plan.epochs}, {plan.batch})", "training"),
        *more,
    )
    return Job(blocks, tuple(asks), seed=plan.seed, timeout_s=timeout_s)


def read_training(printed: str) -> Progress:
    """How far a run is that has printed this; what is not a whole line yet is left for the next time."""
    told = Progress()
    for line in printed[: printed.rfind("\n") + 1].splitlines():
        kind, *numbers = line.split(" ")
        if kind in READ:
            told = READ[kind](told, [float(one) for one in numbers])
    return told


def offered(plan: TrainingPlan) -> tuple[int, ...]:
    """Which data sets can be trained on here: those that need no package, or one that is installed."""
    return tuple(number for number, one in enumerate(plan.datasets) if is_installed(one.needs))


def is_installed(package: str) -> bool:
    """Whether a package can be imported, which is not done for it; none is always there."""
    return not package or find_spec(package) is not None


def _begun(told: Progress, numbers: list[float]) -> Progress:
    return replace(told, epochs=int(numbers[0]), batches=int(numbers[1]))


def _after_batch(told: Progress, numbers: list[float]) -> Progress:
    epoch, number, loss, elapsed_ms = numbers
    batch = (int(epoch) - 1) * told.batches + int(number)
    return replace(told, batch=batch, losses=(*told.losses, (batch, loss)), elapsed_ms=elapsed_ms)


def _after_epoch(told: Progress, numbers: list[float]) -> Progress:
    number, loss, accuracy, elapsed_ms = numbers
    said = remark(
        [*(one.loss for one in told.done), loss], [*(one.accuracy for one in told.done), accuracy]
    )
    taken = elapsed_ms - sum(one.elapsed_ms for one in told.done)
    return replace(
        told,
        done=(*told.done, Epoch(int(number), loss, accuracy, taken, said)),
        elapsed_ms=elapsed_ms,
    )


READ = {BEGIN: _begun, BATCH: _after_batch, EPOCH: _after_epoch}
"""How each sort of line changes what was told so far."""
