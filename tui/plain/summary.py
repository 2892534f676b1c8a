"""Says what a session came to, and how to do again what was missed."""

from engine.models.proven import Lesson
from engine.session import Answered, Summary
from tui import wording
from tui.plain.dialogue import Dialogue


def say_summary(summary: Summary, lesson: Lesson, missed_command: str, dialogue: Dialogue) -> None:
    """Say the score, then each missed item with the belief that led astray."""
    dialogue.tell("", f"{lesson.title}: {wording.score(summary)}")
    if not summary.missed:
        return
    dialogue.say("", "Missed:")
    for number, answered in enumerate(summary.missed, start=1):
        dialogue.tell(_missed(number, answered, lesson))
    dialogue.say("", f"To do them again later: {missed_command}")


def _missed(number: int, answered: Answered, lesson: Lesson) -> str:
    first = answered.stem.strip().splitlines()[0]
    belief = lesson.misconceptions.get(answered.misconception, "")
    told = f"\n     A common belief: “{belief}”" if belief else ""
    return f"  {number}. {first}{told}"
