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


def write_code(code: str, dialogue: Dialogue) -> str | Unreadable:
    """Return the code that the learner writes in an editor or types line by line."""
    if opens_editor(dialogue):
        return edited(code)
    dialogue.say("Type the code, and end it with a line that contains only a dot.")
    return type_code(dialogue.ask)


def opens_editor(dialogue: Dialogue) -> bool:
    """Return whether code is written in the learner's editor."""
    return dialogue.is_on_terminal and bool(editor())


def edited(code: str) -> str | Unreadable:
    """Return the code as the learner has changed it in their editor."""
    try:
        return edit_code(code)
    except TorchquizError as error:
        return Unreadable(str(error))


def type_code(
    ask: Callable[[str], str], before: str = "", keep: Callable[[str], None] | None = None
) -> str:
    """Return code that is typed line by line, up to a line that contains only a dot.

    Args:
        ask: Asks for a line.
        before: The lines that were already typed.
        keep: Receives all lines after each one; None if they are not kept.
    """
    lines = before.split("\n") if before else []
    while (line := ask("... ")).strip() != END:
        lines.append(line)
        if keep is not None:
            keep("\n".join(lines))
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
