"""Cards, line by line: the front stands as the question, then the back is said and the recall rated."""

from collections.abc import Callable

from torchquiz.engine.grading.grade import Rated, Rating, Unreadable
from torchquiz.engine.models.proven import Variant
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import run_lines
from torchquiz.tui.words import runs

RATINGS: dict[str, Rating] = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "again": 1,
    "hard": 2,
    "good": 3,
    "easy": 4,
}


def say_back(variant: Variant, back: str, torch: str, dialogue: Dialogue) -> None:
    """Say the back, and what its code gives."""
    dialogue.tell("", back)
    if variant.run:
        lines = run_lines(variant.run)
        dialogue.say("", f"It ran on {runs.ran(variant.run, torch)}{':' if lines else '.'}", *lines)
    dialogue.say("")


def rated(line: Callable[[str], str]) -> Rated | Unreadable:
    """How well it was recalled."""
    said = line("How well did you recall it? 1 again, 2 hard, 3 good, 4 easy: ").strip().lower()
    if said not in RATINGS:
        return Unreadable("Type 1, 2, 3 or 4.")
    return Rated(RATINGS[said])
