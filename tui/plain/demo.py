"""Prints an example: its code, its output and the values of its expressions."""

from torchquiz.engine.models.ways import Demo
from torchquiz.engine.wording import ARROW, elapsed
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import INDENT, code_lines
from torchquiz.tui.words.runs import pytorch


def say_demo(demo: Demo, torch: str, dialogue: Dialogue, *, is_timed: bool = True) -> None:
    """Print an example with its output and values, the version of PyTorch, and the time taken."""
    dialogue.say("", *code_lines(demo.code), "")
    dialogue.say(*(INDENT + line for line in demo.output.rstrip("\n").splitlines()))
    for shown in demo.shown:
        first, *rest = shown.value.splitlines() or [""]
        dialogue.say(
            f"{INDENT}{shown.asked} {ARROW} {first}", *(f"{INDENT}  {line}" for line in rest)
        )
    time = f", {elapsed(demo.elapsed_ms)}" if is_timed else ""
    dialogue.say(f"{INDENT}({pytorch(torch)}{time})")


def say_table(rows: list[str], dialogue: Dialogue) -> None:
    """Print the lines of a table, indented and preceded by an empty line."""
    dialogue.say("", *(INDENT + row for row in rows))
