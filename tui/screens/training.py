"""The training tab, which shows the proven training run and can train the model again."""

import time
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from torchquiz.engine.models.ways import Epoch, Training
from torchquiz.engine.sandbox.job import Outcome
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.traces.training import Progress, offered, read_training, training_job
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.tab import Tab
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.columns import Columns
from torchquiz.tui.widgets.curves import Curves
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words import training as words

DRAW_EVERY_S = 0.25
"""The minimum number of seconds between redraws of a run, so that the app stays responsive."""


class TrainingTab(Tab):
    """A tab with training curves.

    Learners can train the model on any data set that is installed.
    """

    BINDINGS = bindings("training")
    DEFAULT_CSS = """
    TrainingTab {
        #about { height: auto; max-width: 100; margin: 0 0 1 0; }
        Curves { margin: 0 0 1 0; }
        #status { height: auto; margin: 0 0 1 0; }
        #content { height: 1fr; scrollbar-size-vertical: 1; }
        #means, Code { max-width: 100; margin: 1 0 0 0; }
    }
    """

    @dataclass
    class Advanced(Message):
        """A message posted when live training has made progress."""

        run: int
        progress: Progress

    @dataclass
    class Ended(Message):
        """A message posted when live training has ended or has been cancelled."""

        run: int
        outcome: Outcome

    def __init__(self, training: Training, runner: SnippetRunner, torch: str) -> None:
        super().__init__()
        self._training = training
        self._runner = runner
        self._torch = torch
        self._progress: Progress | None = None
        """The progress of the current or last live run; None while the recorded run is shown."""
        self._is_running = False
        """Whether a run is in progress and was not cancelled."""
        self._number = 0
        """The number of the current run; late messages from earlier runs are ignored."""
        self._dataset = 0
        self._status = ""

    def compose(self) -> ComposeResult:
        """Yield a description of the training, both curves, the progress, and a table of epochs."""
        yield Static(prose(self._training.about.strip()), id="about")
        yield Curves()
        yield Static(id="status")
        with VerticalScroll(id="content"):
            yield Columns(words.HEAD, [], id="epochs")
            yield Static(prose(self._training.means.strip()), id="means")
            plan = self._training.plan
            yield Code(f"{plan.model}\n{plan.loss}\n{plan.optimizer}")

    def activate(self) -> None:
        """Take the focus and show the current training run."""
        self.query_one("#content").focus(scroll_visible=False)
        self.show()

    def on_unmount(self) -> None:
        """Cancel live training when the screen is closed."""
        self._is_running = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that currently do something."""
        if action == "run":
            return not self._is_running
        if action == "cancel":
            return self._is_running
        if action == "dataset":
            return not self._is_running and len(self._offered) > 1
        return True

    def action_run(self) -> None:
        """Start to train the model."""
        self._is_running = True
        self._status = ""
        self._progress = Progress()
        self._number += 1
        self._run(self._number, self._dataset)
        self.show()

    def action_cancel(self) -> None:
        """Cancel live training. Its curves stay visible."""
        self._is_running = False
        self._status = words.CANCELLED
        self.show()

    def action_dataset(self) -> None:
        """Switch to the next installed data set."""
        index = self._offered.index(self._dataset)
        self._dataset = self._offered[(index + 1) % len(self._offered)]
        self._progress, self._status = None, ""
        self._number += 1
        self.show()

    @work(thread=True, exclusive=True, group="training")
    def _run(self, number: int, dataset: int) -> None:
        """Train in a thread. Post `Advanced` regularly and `Ended` at the end."""
        worker = get_current_worker()
        drawn_at = 0.0

        def watch(printed: str) -> bool:
            nonlocal drawn_at
            now = time.monotonic()
            if now - drawn_at >= DRAW_EVERY_S:
                drawn_at = now
                self.post_message(self.Advanced(number, read_training(printed)))
            return self._is_running and not worker.is_cancelled

        outcome = self._runner.follow(training_job(self._training.plan, dataset), watch)
        self.post_message(self.Advanced(number, read_training(outcome.output)))
        self.post_message(self.Ended(number, outcome))

    @on(Advanced)
    def follow(self, event: Advanced) -> None:
        """Show the progress of live training."""
        if event.run != self._number:
            return
        has_more = event.progress.done != self._epochs
        self._progress = event.progress
        if self.display:
            self._show_curves()
            if has_more:
                self._show_epochs()

    @on(Ended)
    def end(self, event: Ended) -> None:
        """Show the result of live training."""
        if event.run != self._number:
            return
        self._is_running = False
        if event.outcome.ended != "cancelled":
            self._status = words.ended_line(event.outcome, self._proven, self._epochs, self._torch)
        self.show()

    def show(self) -> None:
        """Redraw the curves, the status line and the table of epochs."""
        self.show_position(self._training.plan.datasets[self._dataset].name)
        self._show_curves()
        self._show_epochs()
        for name in ("#about", "#means"):  # They describe the first data set.
            self.query_one(name).display = self._dataset == 0
        self.refresh_bindings()

    def _show_curves(self) -> None:
        self.query_one(Curves).show(self._proven, self._progress, self._training.plan.epochs)
        self.query_one("#status", Static).update(self._line())

    def _show_epochs(self) -> None:
        self.query_one("#epochs", Columns).show(
            words.HEAD, [words.epoch_row(epoch) for epoch in self._epochs]
        )

    @property
    def _offered(self) -> tuple[int, ...]:
        return offered(self._training.plan)

    @property
    def _epochs(self) -> tuple[Epoch, ...]:
        """The epochs of the live run, or of the proven run if there is no live run."""
        return self._progress.done if self._progress is not None else self._proven

    @property
    def _proven(self) -> tuple[Epoch, ...]:
        """The epochs of the proven run, which used the first data set.

        For any other data set, there are none.
        """
        return self._training.epochs if self._dataset == 0 else ()

    def _line(self) -> str:
        """Return a line about the live run's progress or result, or about the proven run."""
        if self._is_running and self._progress is not None:
            return words.progress_line(self._progress)
        if self._status or self._progress is not None:
            return self._status
        return words.proven_line(self._training, self._dataset, self._torch)
