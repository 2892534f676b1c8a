"""Prints the verdict of a test: the probability of mastery, the reasons, and the next step."""

from torchquiz.engine.study.assessment import Assessment
from torchquiz.engine.study.summary import Summary
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.words import verdict as verdicts

CELLS = 40
"""Length of the probability bar."""


def say_verdict(summary: Summary, assessment: Assessment, dialogue: Dialogue) -> None:
    """Print the verdict, its reasons and the next step."""
    dialogue.tell("", verdicts.sentence(assessment.verdict))
    if dialogue.shows_pictures:
        dialogue.say(bar(assessment.verdict.p))
    dialogue.tell(f"{verdicts.score(summary)}. {verdicts.reason(assessment)}")
    if assessment.weakest:
        dialogue.tell(f"A common belief: “{assessment.weakest}”")
    dialogue.tell(f"Next: {verdicts.follow_up(assessment)}")


def bar(p: float) -> str:
    """Draw a probability as a bar between two labels: `not yet [####----] strong`."""
    filled = round(p * CELLS)
    return f"not yet [{'#' * filled}{'-' * (CELLS - filled)}] strong"
