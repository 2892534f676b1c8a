"""Says the question at hand: where it stands in the session, stem, code and options."""

from engine.models.answers import Option, Write
from engine.session import Session
from engine.workbench import Workbench
from tui import wording
from tui.plain.dialogue import Dialogue

INDENT = "    "
ASKS_FOR_A_LINE = {"raises", "diagnose"}


def say_question(session: Session, dialogue: Dialogue) -> None:
    """Say the question; its setup stays folded until it is asked for."""
    parts = [f"Question {wording.place_in_session(session)}", session.item.level]
    parts += ["again"] if session.tries else []
    parts += [left] if (left := wording.left(session)) else []
    dialogue.say("", ", ".join(parts), "")
    dialogue.tell(session.variant.stem)
    if session.variant.snippet:
        dialogue.say("", *code_lines(session.variant.snippet, session.item.kind in ASKS_FOR_A_LINE))
    if isinstance(session.variant.answer, Write):
        _say_task(session.variant.answer, Workbench(session).draft, dialogue)
    if session.options:
        dialogue.say("")
    for place, (_, option) in enumerate(session.options):
        _say_option(place, option, dialogue)
    for hint in session.hints:
        dialogue.tell("", f"Hint: {hint}")
    dialogue.say("")


def _say_task(answer: Write, draft: str, dialogue: Dialogue) -> None:
    """Say what the code must do, and what there is of it so far."""
    dialogue.say("", "What it must do:")
    dialogue.tell(*(f"  {number}. {check.says}" for number, check in enumerate(answer.checks, start=1)))
    dialogue.say("", "What there is so far:", *code_lines(draft))


def code_lines(code: str, is_numbered: bool = False) -> list[str]:
    """Code, set apart from prose; numbered only where a line's number is part of the answer."""
    lines = code.rstrip("\n").splitlines()
    width = len(str(len(lines)))
    return [f"{INDENT}{number:{width}}  {line}" if is_numbered else INDENT + line for number, line in enumerate(lines, start=1)]


def _say_option(place: int, option: Option, dialogue: Dialogue) -> None:
    letter = wording.letter(place)
    if "\n" in option.text.rstrip("\n"):
        dialogue.say(f"{letter})", *code_lines(option.text))
    elif option.form == "prose":
        dialogue.tell(f"{letter}) {option.text}")
    else:
        dialogue.say(f"{letter}) {option.text}")
