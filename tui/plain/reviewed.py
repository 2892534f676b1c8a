"""When a reviewed item comes back, said line by line; the reason and another rating on request."""

from torchquiz.engine.study.reviews import Memory
from torchquiz.tui.plain.cards import RATINGS
from torchquiz.tui.plain.dialogue import Dialogue


def say_returns(memory: Memory, dialogue: Dialogue) -> None:
    """Say when the item comes back, where that is known."""
    if said := memory.returns:
        dialogue.tell("", said)


def rate_otherwise(memory: Memory, dialogue: Dialogue) -> None:
    """Ask for another rating and let it stand; an empty line keeps the one in force.

    Raises:
        StoreError: the disk takes nothing.
    """
    wish = dialogue.ask(f"Rate it instead ({memory.choices}): ").strip().lower()
    if wish in RATINGS:
        memory.override(RATINGS[wish])
    elif wish:
        dialogue.tell("Type 1, 2, 3 or 4; the rating is as it was.")
    dialogue.tell(memory.returns)
