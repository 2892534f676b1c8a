"""Runs drills in plain text: a list to choose from, quick questions, and the score."""

from torchquiz.engine.drills.drawn import DrawnQuestion
from torchquiz.engine.errors import StoreError
from torchquiz.engine.grading.grade import Unreadable
from torchquiz.engine.progress.drill_runs import DrillRun
from torchquiz.engine.study.drilling import DrillEntry, Drilling, drill_entries
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import RIGHT, WRONG, duration
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms.typed import VALUES
from torchquiz.tui.plain.hearing import Stopped
from torchquiz.tui.plain.lines import code_lines
from torchquiz.tui.words import drills as words

STOP = ("q", "quit", ":q")
COMMANDS = "n if you don't know, q to stop"


def run_drills(study: Study, dialogue: Dialogue, lesson_id: str = "") -> None:
    """Run the drills that the learner chooses, one after another, until the learner stops.

    Raises:
        EOFError: The input has ended.
        TorchquizError: No question can be drawn, or PyTorch cannot run.
    """
    while True:
        entries = drill_entries(study, lesson_id)
        if not entries:
            return dialogue.tell("No lesson here has drills.")
        _say_entries(entries, dialogue)
        line = dialogue.ask("\nType a number to begin a drill, or press Enter to end: ").strip()
        if not line or line.lower() in STOP:
            return None
        if line.isdecimal() and 1 <= int(line) <= len(entries):
            _run(study, dialogue, entries[int(line) - 1])
        else:
            dialogue.tell(f"“{line}” is not the number of a drill.")


def _say_entries(entries: list[DrillEntry], dialogue: Dialogue) -> None:
    dialogue.tell("", "Drills: quick questions with new numbers each time, against the clock.")
    for number, entry in enumerate(entries, start=1):
        time = duration(entry.drill.seconds)
        dialogue.tell(f"  {number}. {entry.drill.title}, {time}: {words.best(entry.runs)}")


def _run(study: Study, dialogue: Dialogue, entry: DrillEntry) -> None:
    """Run a drill and print its score. Nothing is stored if the learner stops early."""
    drilling = Drilling(study, entry)
    prompt = COMMANDS
    try:
        while not drilling.is_over:
            _ask(drilling, dialogue, prompt)
            prompt = ""
        _say_result(drilling, dialogue, study)
    except Stopped:
        dialogue.tell("", "Stopped; the score is not saved.")
    finally:
        drilling.close()


def _ask(drilling: Drilling, dialogue: Dialogue, commands: str) -> None:
    """Ask one question, and repeat it until the answer can be parsed.

    Raises:
        Stopped: The learner stops.
    """
    question = drilling.next_question()
    dialogue.say("")
    dialogue.tell(question.stem)
    dialogue.say(*code_lines(question.snippet))
    drilling.ask(question)
    what = VALUES.get(question.answer.key.tag, "The value")
    prompt = f"{what}, {commands}: " if commands else f"{what}: "
    while True:
        line = dialogue.ask(prompt).strip()
        if line.lower() in STOP:
            raise Stopped
        if line.lower() in ("n", ":n"):
            drilling.give_up()
            return _explain(question, dialogue)
        grade = drilling.answer(line)
        if isinstance(grade, Unreadable):
            dialogue.tell(grade.sentence)
            prompt = f"{what}: "
            continue
        if grade.is_right:
            left = words.standing(drilling.right, drilling.answered, drilling.seconds_left)
            return dialogue.tell(f"{RIGHT} {left}")
        return _explain(question, dialogue)


def _explain(question: DrawnQuestion, dialogue: Dialogue) -> None:
    dialogue.tell(f"{WRONG} Right: {question.answer.key.text}", question.because)
    dialogue.ask("Press Enter to go on; the clock is stopped until then: ")


def _say_result(drilling: Drilling, dialogue: Dialogue, study: Study) -> None:
    runs: list[DrillRun] = list(drilling.entry.runs)
    try:
        run = drilling.finish()
    except StoreError as error:
        dialogue.tell(str(error))
        run = drilling.run
    dialogue.tell("", "Time is up.", words.result(run, runs))
    for day, earlier in words.history([*runs, run], study.now().astimezone()):
        dialogue.tell(f"  {day}: {earlier.right} of {earlier.answered} right")
