"""Says what came of a response: the verdict, why, what really runs, and how it is worked out."""

from torchquiz.engine.grading.grade import Entered, Grade, Unreadable
from torchquiz.engine.grading.typed import read
from torchquiz.engine.models.answers import Reveal, Typed
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms import form_of
from torchquiz.tui.plain.lines import run_lines
from torchquiz.tui.words import grades, runs


def say_feedback(session: Session, dialogue: Dialogue) -> None:
    """Say everything about the response just recorded, the key as soon as nothing is left to try."""
    grade, response = session.grade, session.response
    assert grade is not None and response is not None
    dialogue.say("")
    if isinstance(response, Entered):
        _say_how_it_was_read(session, response, dialogue)
    dialogue.tell(grades.verdict(grade, response, session.options).partition(" ")[2])
    _say_why(grade, dialogue)
    if session.is_key_shown:
        _say_how_it_is(session, grade, dialogue)
    if session.trouble:
        dialogue.tell("", session.trouble)


def _say_how_it_is(session: Session, grade: Grade, dialogue: Dialogue) -> None:
    if not grade.is_right:
        form_of(session.variant.answer).say_key(session, dialogue)
    _say_explanation(session, dialogue)


def _say_explanation(session: Session, dialogue: Dialogue) -> None:
    """Say the worked solution, and what the right program gave; a card's stood with its back."""
    variant = session.variant
    _say_solution(variant.solution, variant.check, dialogue)
    if variant.run and not isinstance(variant.answer, Reveal):
        lines = run_lines(variant.run)
        dialogue.say(
            "",
            f"It ran on {runs.ran(variant.run, session.lesson.torch)}{':' if lines else '.'}",
            *lines,
        )


def say_uncounted(grade: Grade, dialogue: Dialogue) -> None:
    """Say that the engine failed, which is never held against the learner."""
    dialogue.tell("", "Not counted.", grade.because)


def _say_how_it_was_read(session: Session, response: Entered, dialogue: Dialogue) -> None:
    answer = session.variant.answer
    if not isinstance(answer, Typed) or answer.key.tag == "str":
        return
    value = read(response.texts[0], answer.key)
    if not isinstance(value, Unreadable) and value.text != response.texts[0].strip():
        dialogue.say(f"Read as {value.text}.")


def _say_why(grade: Grade, dialogue: Dialogue) -> None:
    said = ""
    for check in grade.checks:
        dialogue.tell(f"  {grades.check_glyph(check)} {check.says}")
        if check.seen and check.seen != said:
            dialogue.tell(f"    → {check.seen}")
            said = check.seen
    if grade.because:
        dialogue.tell(grade.because)
    if grade.belief:
        dialogue.tell(grades.belief(grade))
    if grade.run and (grade.run.code or grade.run.gave):
        dialogue.say("On PyTorch:", *run_lines(grade.run))


def _say_solution(solution: tuple[str, ...], check: str, dialogue: Dialogue) -> None:
    if solution:
        dialogue.say("", "Worked solution:")
        dialogue.tell(*(f"  {number}. {step}" for number, step in enumerate(solution, start=1)))
    if check:
        dialogue.tell(f"Quick check: {check}")
