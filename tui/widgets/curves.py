"""Two charts of a training run: its loss, and its accuracy on held-out data."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from torchquiz.engine.models.ways import Epoch
from torchquiz.engine.traces.training import Progress
from torchquiz.engine.wording import counted
from torchquiz.tui.widgets.axes import Tick
from torchquiz.tui.widgets.chart import Chart, Curve, Point


class Curves(Horizontal):
    """Two charts, in which the live run is drawn as lines and the proven run as dots.

    Before the first live run, the proven run is drawn as lines.
    """

    DEFAULT_CSS = """
    Curves {
        height: 7;
        max-width: 100;
        .curve { width: 1fr; padding: 0 2 0 0; }
        .curve Static { color: $text-muted; }
        Chart { height: 1fr; }
    }
    Screen.-generous Curves { height: 12; }
    """

    def compose(self) -> ComposeResult:
        """Yield the two charts, each with its name above it."""
        with Vertical(classes="curve"):
            yield Static("loss")
            yield Chart(id="loss", low=0.0)
        with Vertical(classes="curve"):
            yield Static("held-out accuracy")
            yield Chart(id="accuracy", low=0.0, high=1.0)

    def show(self, proven: Sequence[Epoch], progress: Progress | None, epochs: int) -> None:
        """Draw the proven run and the live run. `progress` is None before the first live run."""
        ticks = _ticks(epochs, begins_at=0 if progress else 1)
        proven_losses = [(float(epoch.number), epoch.loss) for epoch in proven]
        losses = _curves(proven_losses, _losses(progress) if progress else None)
        self.query_one("#loss", Chart).show(*losses, ticks=ticks)
        live = _accuracies(progress.done) if progress else None
        accuracies = _curves(_accuracies(proven), live)
        self.query_one("#accuracy", Chart).show(
            *accuracies, ticks=_ticks(epochs, begins_at=1), format_value="{:.2f}".format
        )


def _ticks(epochs: int, begins_at: int) -> list[Tick]:
    """Return a label for each epoch. Only the last one includes the word “epochs”."""
    numbers = [(float(number), str(number)) for number in range(begins_at, epochs)]
    return [*numbers, (float(epochs), counted(epochs, "epoch"))]


def _curves(proven: Sequence[Point], live: Sequence[Point] | None) -> list[Curve]:
    if live is None:
        return [Curve("proven", tuple(proven))]
    curves = [Curve("now", tuple(live))]
    if proven:
        curves.append(Curve("proven", tuple(proven), "dots"))
    return curves


def _losses(progress: Progress) -> list[Point]:
    """Return a point for the loss of each batch. The x coordinate is in epochs."""
    return [(batch / max(1, progress.batches), loss) for batch, loss in progress.losses]


def _accuracies(epochs: Sequence[Epoch]) -> list[Point]:
    return [(float(epoch.number), epoch.accuracy) for epoch in epochs]
