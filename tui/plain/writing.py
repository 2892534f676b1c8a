"""Reads code that the learner writes in an editor or types line by line."""

from collections.abc import Callable

from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.grading.grade import Unreadable
from torchquiz.engine.models.runs import Run
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import INDENT, code_lines
from torchquiz.tui.terminal.editor import edit_code, editor
from torchquiz.tui.words import runs

END = "."


def write_code(code: str, dialogue: Dialogue, first: str = "") -> str | Unreadable:
    """Return the code that the learner writes. `first` is a line that was already typed."""
    if dialogue.is_on_terminal and editor() and not first.strip():
        try:
            return edit_code(code)
        except TorchquizError as error:
            return Unreadable(str(error))
    if not first.strip():
        dialogue.say("Type the code, and end it with a line that contains only a dot.")
    lines = [first] if first.strip() else []
    while (line := dialogue.ask("... ")).strip() != END:
        lines.append(line)
    return "\n".join(lines)


def keep(bench: Workbench, code: str, dialogue: Dialogue) -> None:
    """Save a draft, or print a warning if that fails."""
    try:
        bench.keep(code)
    except StoreError as error:
        dialogue.tell(str(error))


def experiment(bench: Workbench, torch: str, dialogue: Dialogue) -> None:
    """Let the learner change the question's code and run it once. The result is not graded."""
    dialogue.say("This is an experiment and is not graded.", *code_lines(bench.code))
    code = write_code(bench.code, dialogue)
    run = code if isinstance(code, Unreadable) else _run(bench.experiment, code)
    if isinstance(run, Unreadable):
        dialogue.tell(run.sentence)
        return
    dialogue.say(*(INDENT + line for line in run.output.rstrip("\n").splitlines()))
    dialogue.say(*(f"{INDENT}→ {line}" for line in run.value.splitlines()))
    dialogue.tell(
        *([run.error] if run.error else []), f"It ran on {runs.version_and_time(run, torch)}."
    )


def _run(run: Callable[[str], Run | Unreadable], code: str) -> Run | Unreadable:
    try:
        return run(code)
    except TorchquizError as error:
        return Unreadable(str(error))
