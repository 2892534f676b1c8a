"""Prints the current question: its number, text, code and form of answer."""

from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms import plain_form
from torchquiz.tui.plain.hearing import REPORTS
from torchquiz.tui.plain.lines import code_lines
from torchquiz.tui.words import sessions

ASKS_FOR_A_LINE = {"raises", "diagnose"}


def say_question(session: Session, dialogue: Dialogue) -> None:
    """Print the question without its setup code, which is shown on request."""
    item = session.item
    parts = [f"Question {sessions.place_in_session(session)}", item.level, item.proof_state]
    parts += ["again"] if session.tries else []
    parts += [left] if (left := sessions.what_is_left(session)) else []
    dialogue.say("", ", ".join(parts), "")
    dialogue.tell(session.variant.stem)
    if session.variant.snippet:
        dialogue.say("", *code_lines(session.variant.snippet, session.item.kind in ASKS_FOR_A_LINE))
    answer = session.variant.answer
    plain_form(answer).say(answer, session, dialogue)
    for hint in session.hints:
        dialogue.tell("", f"Hint: {hint}")
    dialogue.say("")


def answer_commands(session: Session, *, has_setup: bool, has_code: bool) -> list[str]:
    """Return descriptions of the commands that the learner can type instead of an answer."""
    answer = session.variant.answer
    colon = ":" if plain_form(answer).needs_colon(answer) else ""
    ways = [f"{colon}s for the right answer"] if session.can_give_up else []
    ways += [f"{colon}h for a hint"] if session.has_hint else []
    ways += [f"{colon}n if you don't know"] if session.can_say_unknown else []
    ways += [f"{colon}skip to come back to it later"] if session.can_skip else []
    ways += [f"{colon}setup for the code that runs first"] if has_setup else []
    ways += [":e to experiment"] if has_code else []
    return [*ways, REPORTS, f"{colon}q to stop"]
