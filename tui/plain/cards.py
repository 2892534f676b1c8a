"""Prints the back of a flash card."""

from torchquiz.engine.models.proven import Variant
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import run_lines
from torchquiz.tui.words import runs


def say_back(variant: Variant, back: str, torch: str, dialogue: Dialogue) -> None:
    """Print the back of a card and, if the card has code, the output of that code."""
    dialogue.tell("", back)
    if variant.run:
        lines = run_lines(variant.run)
        end = ":" if lines else "."
        dialogue.say("", f"It ran on {runs.version_and_time(variant.run, torch)}{end}", *lines)
    dialogue.say("")
