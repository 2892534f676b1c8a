"""Prints the proven training run as a table and as curves, and trains the model on request."""

from collections.abc import Sequence

from torchquiz.engine.models.ways import Epoch, Training
from torchquiz.engine.tables import aligned
from torchquiz.engine.traces.training import offered, read_training, training_job
from torchquiz.tui.plain.demo import say_table
from torchquiz.tui.plain.lines import INDENT
from torchquiz.tui.plain.reader import Reader
from torchquiz.tui.words.training import HEAD, STARTING, ended_line, epoch_row, proven_line

LEVELS = "▁▂▃▄▅▆▇█"
TRAIN = "t"


class LiveTraining:
    """A proven training run, which the learner can repeat on any installed data set."""

    def __init__(self, training: Training, reader: Reader) -> None:
        self._training = training
        self._reader = reader
        self._offered = {
            f"{TRAIN}{number + 1 if number else ''}": number for number in offered(training.plan)
        }

    @property
    def prompt(self) -> str:
        """The part of the prompt that lists what the learner can type.

        It is empty if no data set is installed.
        """
        return ", ".join(
            f"{word} to train the model now on {self._name(number)}"
            for word, number in self._offered.items()
        )

    def say(self) -> None:
        """Print the proven training run."""
        training, dialogue = self._training, self._reader.dialogue
        dialogue.tell(
            "", training.about.strip(), "", proven_line(training, 0, self._reader.lesson.torch)
        )
        say_table(aligned([HEAD, *map(epoch_row, training.epochs)]), dialogue)
        curves = (
            ("loss", sparkline([epoch.loss for epoch in training.epochs])),
            ("held-out", sparkline([epoch.accuracy for epoch in training.epochs])),
        )
        if dialogue.shows_pictures:
            say_table(aligned(curves), dialogue)
        dialogue.tell("", training.means.strip())

    def take(self, line: str) -> None:
        """Train the model now and print each epoch when it ends.

        An interrupt stops only the training.
        """
        if line.lower() not in self._offered:
            return self._reader.dialogue.tell(f"“{line}” is not a command here.")
        return self._train(self._offered[line.lower()])

    def _train(self, dataset: int) -> None:
        dialogue, said = self._reader.dialogue, 0

        def say_epochs(printed: str) -> tuple[Epoch, ...]:
            nonlocal said
            done = read_training(printed).done
            dialogue.say(*(self._line(epoch_row(epoch)) for epoch in done[said:]))
            said = len(done)
            return done

        def watch(printed: str) -> bool:
            say_epochs(printed)
            return not is_interrupted()

        dialogue.tell("", f"{STARTING} Ctrl+C ends the training.", "")
        dialogue.say(self._line(HEAD))
        with self._reader.notice() as is_interrupted:
            outcome = self._reader.study.runner.follow(
                training_job(self._training.plan, dataset), watch
            )
        done = say_epochs(outcome.output)
        proven = () if dataset else self._training.epochs
        dialogue.tell("", ended_line(outcome, proven, done, self._reader.lesson.torch))

    def _line(self, row: Sequence[str]) -> str:
        """Format a table row so that it lines up with the columns of the proven run."""
        return INDENT + aligned([HEAD, *map(epoch_row, self._training.epochs), row])[-1]

    def _name(self, dataset: int) -> str:
        return self._training.plan.datasets[dataset].name


def sparkline(values: Sequence[float]) -> str:
    """Draw numbers as a line of small bars between their minimum and their maximum."""
    low, high = min(values), max(values)
    return "".join(
        LEVELS[round((value - low) / ((high - low) or 1) * (len(LEVELS) - 1))] for value in values
    )
