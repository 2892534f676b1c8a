"""Code that was run, with its value or error and the version of PyTorch."""

from textual.content import Content

from torchquiz.engine.models.runs import Run
from torchquiz.engine.wording import ARROW
from torchquiz.tui.themes import ACCENT
from torchquiz.tui.widgets.code import highlight_python
from torchquiz.tui.widgets.folded import FoldedLines, fold, with_note
from torchquiz.tui.words.runs import version_and_time

CODE_INDENT, VALUE_INDENT = 4, 2


class RealRun(FoldedLines):
    """A view of code that was run: the code, its value or error, and the PyTorch version.

    Args:
        run: The run.
        torch: The version of PyTorch that ran it, or an empty string to hide it.
    """

    DEFAULT_CSS = """
    RealRun { margin: 0 0 0 2; border-left: solid $foreground 25%; padding: 0 0 0 1; }
    """

    def __init__(self, run: Run, torch: str) -> None:
        super().__init__()
        self._run = run
        self._note = version_and_time(run, torch) if torch else ""

    def folded(self, width: int) -> list[Content]:
        """Return the code and its result, with the PyTorch version beside them if there is room."""
        lines = _outcome_lines(self._run, width) or [Content("The code ran without an error.")]
        return with_note(lines, self._note, width)


def run_and_outcome(run: Run) -> RealRun | None:
    """Return a view of a run without the PyTorch version, or None if there is nothing to show."""
    return RealRun(run, "") if _outcome_lines(run, 1000) else None


def _outcome_lines(run: Run, width: int) -> list[Content]:
    """Return the code and its result, on a single line if both fit."""
    parts = (run.code.rstrip("\n"), run.asked if run.value else "")
    text = "\n".join(part for part in parts if part)
    code = highlight_python(text).split("\n", allow_blank=True) if text else []
    values = run.gave.splitlines()
    if len(code) == len(values) == 1 and not run.error:
        line = Content.assemble(code[0], (f"  {ARROW} ", ACCENT), values[0])
        if line.cell_length <= width:
            return [line]
    lines = [part for line in code for part in fold(line, width, CODE_INDENT)]
    for number, value in enumerate(values):
        lead = Content.styled(f"{ARROW} ", ACCENT) if number == 0 else Content("  ")
        lines += fold(lead + value, width, VALUE_INDENT)
    return lines
