"""Prints the result of a session, and the command that repeats the missed items."""

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.study.rules import Rules
from torchquiz.engine.study.summary import ItemResult, Summary
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.words import sessions


def say_summary(
    summary: Summary, rules: Rules, lesson: Lesson, missed_command: str, dialogue: Dialogue
) -> None:
    """Print the score, then each missed item with the misconception behind the learner's answer.

    The command that repeats them is printed unless it is empty.
    """
    first, *rest = sessions.result_lines(summary, rules)
    dialogue.tell("", f"{lesson.title}: {first}", *rest)
    if not summary.missed:
        return
    dialogue.say("", "Missed on the first try:")
    for number, missed in enumerate(summary.missed, start=1):
        dialogue.tell(_missed(number, missed))
    if missed_command:
        dialogue.say("", f"To repeat them later: {missed_command}")


def _missed(number: int, missed: ItemResult) -> str:
    first_line = missed.stem.strip().splitlines()[0]
    belief = f"\n     A common belief: “{missed.belief}”" if missed.belief else ""
    return f"  {number}. {first_line}{belief}"
