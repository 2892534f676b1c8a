"""What an experiment gave: all that it printed, its value or what it raised, and who ran it in what time."""

from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.models.runs import Run
from torchquiz.engine.wording import ARROW
from torchquiz.engine.wording import WRONG as CROSS
from torchquiz.tui.themes import ACCENT, MUTED, WRONG
from torchquiz.tui.words.runs import ran

EMPTY = "It ran through, printed nothing, and ends in no expression."


class Experiment(Static):
    """The outcome of the last run."""

    DEFAULT_CSS = """
    Experiment { height: auto; }
    """

    def __init__(self, torch: str) -> None:
        super().__init__()
        self._torch = torch

    def say(self, sentence: str) -> None:
        """Say one sentence instead of an outcome."""
        self.update(Content(sentence))

    def show(self, run: Run) -> None:
        """Show an outcome."""
        told = [Content(run.output.rstrip("\n"))] if run.output.strip() else []
        if run.value:
            told.append(
                Content.assemble(
                    (f"{ARROW} ", ACCENT), Content("\n  ").join(run.value.splitlines())
                )
            )
        if run.error:
            told.append(Content.assemble((f"{CROSS} ", WRONG), run.error))
        told = told or [Content(EMPTY)]
        self.update(Content("\n").join([*told, Content.styled(ran(run, self._torch), MUTED)]))
