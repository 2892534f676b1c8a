"""Says what a session came to, and how to do again what was missed."""

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.study.rules import Rules
from torchquiz.engine.study.summary import Answered, Summary
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.words import sessions


def say_summary(
    summary: Summary, rules: Rules, lesson: Lesson, missed_command: str, dialogue: Dialogue
) -> None:
    """Say the score, then each missed item with the belief that led astray."""
    first, *rest = sessions.came_to(summary, rules)
    dialogue.tell("", f"{lesson.title}: {first}", *rest)
    if not summary.missed:
        return
    dialogue.say("", "Missed:")
    for number, answered in enumerate(summary.missed, start=1):
        dialogue.tell(_missed(number, answered))
    dialogue.say("", f"To do them again later: {missed_command}")


def _missed(number: int, answered: Answered) -> str:
    first = answered.stem.strip().splitlines()[0]
    told = f"\n     A common belief: “{answered.belief}”" if answered.belief else ""
    return f"  {number}. {first}{told}"
