"""Whoever leaves a question while it is being graded finds the answer stored all the same."""

import threading
from pathlib import Path

import pytest
from textual.message import Message

from engine.models.ways import Learn, Step
from engine.sandbox.job import Job, Outcome
from tests.tui.proven import FakeRunner
from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from tui.messages import OpenLesson, OpenWay, Practise
from tui.screens.lesson import LessonScreen

ASKED = "keep-the-size"


class Slow(FakeRunner):
    """Runs nothing before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.may_end = threading.Event()

    def run(self, job: Job) -> Outcome:
        """Wait, then judge by the text."""
        self.may_end.wait()
        return super().run(job)


async def answer_and_leave(told: Story) -> None:
    """Answer with what must be run, and leave at once."""
    await told.pilot.press(*"3", "tab", *"1", "enter")
    told.app.post_message(OpenLesson("conv-sizes"))
    while not isinstance(told.app.screen, LessonScreen):
        await told.pilot.pause()


@pytest.mark.parametrize(
    ("request_of", "keys"),
    [(Practise("conv-sizes", "question", (ASKED,)), ()), (OpenWay("conv-sizes", "learn"), ("enter",))],
    ids=["a question", "a question within what is read"],
)
def test_an_answer_counts_though_its_question_was_left_while_it_was_graded(
    tmp_path: Path, request_of: Message, keys: tuple[str, ...]
) -> None:
    desk, runner = StudyDesk(tmp_path), Slow()
    desk.runner = runner
    desk.keep("learn", Learn((Step("Padding", "Half the kernel on each side.", None, ASKED),)))

    async def story(told: Story) -> None:
        told.app.post_message(request_of)
        await told.settle()
        await told.press(*keys)
        await answer_and_leave(told)
        assert told.app.study.store.attempts() == []
        runner.may_end.set()
        await told.settle()
        assert [(one.item, one.verdict) for one in told.app.study.store.attempts()] == [(ASKED, "right")]

    tell(desk.app(), story)
