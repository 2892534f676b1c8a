"""Says the verdict of a test: the probability, what it rests on, and what to do next."""

from torchquiz.engine.study.after_test import Assessment
from torchquiz.engine.study.summary import Summary
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.words import verdict as verdicts

CELLS = 40
"""How long the bar of the probability is."""


def say_verdict(summary: Summary, found: Assessment, more: int, dialogue: Dialogue) -> None:
    """Say the verdict, then its reasons, then the next step."""
    dialogue.tell("", verdicts.sentence(found.verdict))
    dialogue.say(bar(found.verdict.p))
    dialogue.tell(f"{verdicts.score(summary)}. {verdicts.reason(found)}")
    if found.weakest:
        dialogue.tell(f"A common belief: “{found.weakest}”")
    dialogue.tell(f"Next: {verdicts.next_step(found, more)}")


def bar(p: float) -> str:
    """A probability as a bar between both ends: `not yet [####----] strong`."""
    filled = round(p * CELLS)
    return f"not yet [{'#' * filled}{'-' * (CELLS - filled)}] strong"
