"""Trains a model and prints its progress line by line, so that the parent can follow it.

This code runs in a child, after the code of a lesson's data and before that of its model. Its names
begin with an underscore to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need, and annotations of torch's types are strings.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    import torch


def _seed(number: int) -> None:
    """Seed PyTorch's generator, so that the initial weights do not depend on the data set."""
    import torch

    # `torch.manual_seed` would also record stack traces for accelerators, which takes 2 ms.
    torch.default_generator.manual_seed(number)


class _Training:
    """A training run, with its model, training data and held-out data."""

    def __init__(
        self,
        model: "torch.nn.Module",
        loss: "Callable[[torch.Tensor, torch.Tensor], torch.Tensor]",
        optimizer: "torch.optim.Optimizer",
        learnt: "tuple[torch.Tensor, torch.Tensor]",
        held_out: "tuple[torch.Tensor, torch.Tensor]",
    ) -> None:
        self._model, self._loss, self._optimizer = model, loss, optimizer
        self._x, self._y = learnt
        self._x_test, self._y_test = held_out
        self._batches = 0
        self._began = 0.0

    def run(self, epochs: int, size: int, reports: int) -> tuple[list[float], list[float]]:
        """Train for several epochs, and return the loss and the accuracy of every epoch.

        Each batch has `size` examples. At most `reports` lines are printed per epoch.
        """
        import time

        self._batches = -(-len(self._x) // size)
        print("@begin", epochs, self._batches, flush=True)
        self._began = time.perf_counter()
        losses, accuracies = [], []
        for epoch in range(1, epochs + 1):
            losses.append(self._epoch(epoch, size, reports))
            accuracies.append(self._accuracy())
            numbers = (epoch, losses[-1], accuracies[-1])
            print("@epoch", *numbers, f"{self._elapsed_ms():.3f}", flush=True)
        return losses, accuracies

    def _epoch(self, epoch: int, size: int, reports: int) -> float:
        """Train once on all examples, in a new random order, and return the mean loss."""
        import torch

        every = -(-self._batches // reports)
        self._model.train()
        order, total = torch.randperm(len(self._x)), 0.0
        batches: tuple[torch.Tensor, ...] = order.split(size)  # type: ignore[no-untyped-call]
        for number, chosen in enumerate(batches, start=1):
            loss = self._step(chosen)
            total += loss
            if number % every == 0 or number == self._batches:
                elapsed_ms = f"{self._elapsed_ms():.3f}"
                print("@batch", epoch, number, f"{loss:.6g}", elapsed_ms, flush=True)
        return total / self._batches

    def _step(self, chosen: "torch.Tensor") -> float:
        """Train on one batch, and return its loss."""
        self._optimizer.zero_grad()
        error = self._loss(self._model(self._x[chosen]), self._y[chosen])
        error.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        return error.item()

    def _accuracy(self) -> float:
        """Return the proportion of held-out examples that are classified correctly."""
        import torch

        self._model.eval()
        with torch.no_grad():
            predicted = self._model(self._x_test).argmax(1)
            correct: float = (predicted == self._y_test).sum().item()
        return correct / len(self._y_test)

    def _elapsed_ms(self) -> float:
        import time

        return (time.perf_counter() - self._began) * 1000


def _cpu_seconds() -> float:
    """Return this process's CPU time, which is not affected by other running programs."""
    import time

    return time.process_time()
