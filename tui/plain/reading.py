"""The ways that are read, line by line: each says its sheets, and gives the session that its questions are, if it has any."""

from collections.abc import Callable
from functools import partial

from torchquiz.engine.models.ways import Learn, Start, Step, Why
from torchquiz.engine.study.session import Session
from torchquiz.engine.tables import aligned
from torchquiz.tui.plain.demo import say_demo, say_table
from torchquiz.tui.plain.lines import code_lines
from torchquiz.tui.plain.session import Sitting
from torchquiz.tui.plain.sheets import Reader
from torchquiz.tui.words.comparison import SHARED, measures
from torchquiz.tui.words.sessions import answered_before

Sit = Callable[[Session], Sitting]
"""Sits down to a session with the learner at hand."""


def say_start(start: Start, reader: Reader) -> None:
    """What, when, and the example."""

    def whole() -> None:
        reader.dialogue.tell("", start.what.strip(), "", f"When: {start.when.strip()}")
        say_demo(start.example, reader.lesson.torch, reader.dialogue)

    reader.read(whole)


def say_why(why: Why, reader: Reader) -> None:
    """The problem, both programs, and what was measured."""

    def programs() -> None:
        reader.dialogue.tell("", why.problem.strip())
        if why.shared:
            reader.dialogue.say("", f"{SHARED}:", "", *code_lines(why.shared))
        for side in (why.before, why.after):
            reader.dialogue.tell("", f"{side.name}:")
            say_demo(side.demo, reader.lesson.torch, reader.dialogue)

    def measured() -> None:
        say_table(aligned(measures(why)), reader.dialogue)
        reader.dialogue.tell("", why.so.strip())

    reader.read(programs, measured)


def say_learn(learn: Learn, reader: Reader, sit: Sit) -> None:
    """The steps, each with its question."""
    checks = tuple(step.check for step in learn.steps if step.check)
    reader.read(*(partial(_say_step, step, checks, reader, sit) for step in learn.steps))


def _say_step(step: Step, checks: tuple[str, ...], reader: Reader, sit: Sit) -> None:
    reader.dialogue.tell("", step.title, "", step.text.strip())
    if step.demo:
        say_demo(step.demo, reader.lesson.torch, reader.dialogue)
    if not step.check:
        return
    session = reader.study.sittings.session_at(reader.lesson, "learn", checks, step.check)
    if session.is_over or session.item.id != step.check:
        reader.dialogue.tell("", answered_before(session, step.check))
    sitting = sit(session)
    while not session.is_over and session.item.id == step.check:
        sitting.ask()
