"""Prints the steps that teach a lesson, each followed by its question if it has one."""

from functools import partial

from torchquiz.engine.models.ways import Learn, Step
from torchquiz.tui.plain.demo import say_demo
from torchquiz.tui.plain.reader import Reader
from torchquiz.tui.plain.session_loop import MakeLoop
from torchquiz.tui.words.sessions import answered_before


def say_learn(learn: Learn, reader: Reader, make_loop: MakeLoop) -> None:
    """Print the steps, each followed by its question if it has one."""
    checks = tuple(step.check for step in learn.steps if step.check)
    reader.read(*(partial(_say_step, step, checks, reader, make_loop) for step in learn.steps))


def _say_step(step: Step, checks: tuple[str, ...], reader: Reader, make_loop: MakeLoop) -> None:
    reader.dialogue.tell("", step.title, "", step.text.strip())
    if step.demo:
        say_demo(step.demo, reader.lesson.torch, reader.dialogue)
    if step.check:
        _ask_check(step.check, checks, reader, make_loop)


def _ask_check(check: str, checks: tuple[str, ...], reader: Reader, make_loop: MakeLoop) -> None:
    """Ask a step's question or, if it was answered before, print the result."""
    session = reader.study.sessions.session_at(reader.lesson, "learn", checks, check)
    if session.is_over or session.item.id != check:
        reader.dialogue.tell("", answered_before(session, check))
    loop = make_loop(session)
    while not session.is_over and session.item.id == check:
        loop.ask()
