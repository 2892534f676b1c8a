"""Prints feedback on a response: the verdict, the reason, what its code did, and the solution."""

from torchquiz.engine.grading.grade import Grade
from torchquiz.engine.study.documentation import documentation_url
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms import plain_form
from torchquiz.tui.plain.lines import run_lines
from torchquiz.tui.words import grades, runs


def say_feedback(session: Session, dialogue: Dialogue) -> None:
    """Print feedback on the response, and the right answer if the learner has no tries left."""
    grade, response, answer = session.grade, session.response, session.variant.answer
    assert grade is not None and response is not None
    dialogue.say("")
    if reading := session.form.reading(answer, response):
        dialogue.say(f"Read as {reading}.")
    dialogue.tell(grades.verdict(session))
    _say_why(grade, dialogue)
    if session.is_key_shown:
        _say_how_it_is(session, grade, dialogue)
    if session.trouble:
        dialogue.tell("", session.trouble)


def say_right_answer(session: Session, dialogue: Dialogue) -> None:
    """Print the right answer and its explanation, which the feedback has left out so far."""
    assert session.grade is not None
    dialogue.say("")
    _say_how_it_is(session, session.grade, dialogue)


def _say_how_it_is(session: Session, grade: Grade, dialogue: Dialogue) -> None:
    if not grade.is_right:
        answer = session.variant.answer
        plain_form(answer).say_key(answer, session, dialogue)
    _say_explanation(session, dialogue)


def _say_explanation(session: Session, dialogue: Dialogue) -> None:
    """Print the worked solution and what the correct program returned."""
    variant = session.variant
    _say_solution(variant.solution, variant.check, dialogue)
    if variant.run and not session.form.shows_run:
        lines = run_lines(variant.run)
        end = ":" if lines else "."
        dialogue.say(
            "", f"It ran on {runs.version_and_time(variant.run, session.lesson.torch)}{end}", *lines
        )
    for name in session.item.docs:
        dialogue.say(f"Documentation: {documentation_url(name, session.lesson.torch)}")


def say_uncounted(grade: Grade, dialogue: Dialogue) -> None:
    """Print that a response does not count, and why it could not be graded."""
    dialogue.tell("", "Not counted.", grade.because)


def _say_why(grade: Grade, dialogue: Dialogue) -> None:
    shown = ""
    for check in grade.checks:
        dialogue.tell(f"  {grades.check_glyph(check)} {check.says}")
        if check.seen and check.seen != shown:
            dialogue.tell(f"    → {check.seen}")
            dialogue.say(*(f"      {line}" for line in check.picture.splitlines()))
            shown = check.seen
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
