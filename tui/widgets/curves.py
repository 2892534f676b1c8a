"""The two curves of a training run: the loss, and the accuracy on data that was held out."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from torchquiz.engine.models.ways import Epoch
from torchquiz.engine.traces.training import Progress
from torchquiz.tui.widgets.chart import Chart, Curve, Point


class Curves(Horizontal):
    """A live run as lines over the proven one as dots; the proven one alone as a line."""

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
        """Both charts under their names."""
        with Vertical(classes="curve"):
            yield Static("loss")
            yield Chart(id="loss", low=0.0)
        with Vertical(classes="curve"):
            yield Static("held-out accuracy")
            yield Chart(id="accuracy", low=0.0, high=1.0)

    def show(self, proven: Sequence[Epoch], progress: Progress | None, epochs: int) -> None:
        """Draw a run of so many epochs; `progress` is None while there is none but the proven one."""
        ends = "", f"{epochs} epochs"
        live = (None, None) if progress is None else (_losses(progress), _accuracies(progress.done))
        losses, accuracies = [(float(one.number), one.loss) for one in proven], _accuracies(proven)
        self.query_one("#loss", Chart).show(*_curves(losses, live[0]), ends=ends)
        self.query_one("#accuracy", Chart).show(
            *_curves(accuracies, live[1]), ends=ends, worded="{:.2f}".format
        )


def _curves(proven: Sequence[Point], live: Sequence[Point] | None) -> list[Curve]:
    if live is None:
        return [Curve("proven", tuple(proven))]
    return [
        Curve("now", tuple(live)),
        *([Curve("proven", tuple(proven), "dots")] if proven else []),
    ]


def _losses(progress: Progress) -> list[Point]:
    """Of single batches, by how many epochs were done."""
    return [(batch / max(1, progress.batches), loss) for batch, loss in progress.losses]


def _accuracies(epochs: Sequence[Epoch]) -> list[Point]:
    return [(float(one.number), one.accuracy) for one in epochs]
