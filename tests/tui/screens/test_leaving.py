"""Whoever leaves a question while it is being graded finds the answer stored all the same."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.message import Message
from textual.widget import Widget

from tests.tui.proven import FakeRunner
from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from torchquiz.engine.models.ways import Learn, Step
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.tui.messages import OpenLesson, OpenWay, Practise
from torchquiz.tui.screens.lesson import LessonScreen
from torchquiz.tui.widgets.entry import BlanksEntry
from torchquiz.tui.widgets.judging import Judging

ASKED = "keep-the-size"
OPENED = [
    (Practise("conv-sizes", "question", (ASKED,)), ()),
    (OpenWay("conv-sizes", "learn"), ("enter",)),
]
IDS = ["a question", "a question within what is read"]


class Slow(FakeRunner):
    """Runs nothing before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.may_end = threading.Event()

    def run(self, job: Job) -> Outcome:
        """Wait, then judge by the text."""
        self.may_end.wait()
        return super().run(job)


async def until(told: Story, is_so: Callable[[], bool]) -> None:
    """Wait for what is on the glass, and for no thread."""
    while not is_so():
        await told.pilot.pause()


async def answer_and_leave(told: Story) -> None:
    """Answer with what must be run, and leave at once."""
    await told.pilot.press(*"3", "tab", *"1", "enter")
    told.app.post_message(OpenLesson("conv-sizes"))
    await until(told, lambda: isinstance(told.app.screen, LessonScreen))


def desk_of(home: Path, runner: Slow) -> StudyDesk:
    """A desk with a question within what is read, and whatever must be run waits."""
    desk = StudyDesk(home)
    desk.runner = runner
    desk.keep("learn", Learn((Step("Padding", "Half the kernel on each side.", None, ASKED),)))
    return desk


@pytest.mark.parametrize(("request_of", "keys"), OPENED, ids=IDS)
def test_an_answer_counts_though_its_question_was_left_while_it_was_graded(
    tmp_path: Path, request_of: Message, keys: tuple[str, ...]
) -> None:
    runner = Slow()
    desk = desk_of(tmp_path, runner)

    async def story(told: Story) -> None:
        told.app.post_message(request_of)
        await told.settle()
        await told.press(*keys)
        await answer_and_leave(told)
        assert told.app.study.store.attempts() == []
        runner.may_end.set()
        await told.settle()
        assert [(one.item, one.verdict) for one in told.app.study.store.attempts()] == [
            (ASKED, "right")
        ]

    tell(desk.app(), story)


@pytest.mark.parametrize(("request_of", "keys"), OPENED, ids=IDS)
def test_a_question_that_is_opened_again_before_its_grade_arrives_has_one_first_try(
    tmp_path: Path, request_of: Message, keys: tuple[str, ...]
) -> None:
    runner = Slow()
    desk = desk_of(tmp_path, runner)

    async def story(told: Story) -> None:
        for _ in range(2):
            told.app.post_message(request_of)
            await until(told, lambda: bool(told.app.screen.query(BlanksEntry)))
            await told.pilot.press(*keys)
            await answer_and_leave(told)
        assert told.app.study.store.attempts() == []
        runner.may_end.set()
        await told.settle()
        tries = told.app.study.store.attempts()
        assert [(one.item, one.try_number) for one in tries] == [(ASKED, 1), (ASKED, 2)]
        assert len({one.session_id for one in tries}) == 1

    tell(desk.app(), story)


def test_a_grade_that_arrives_in_the_moment_in_which_its_question_is_left_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that posted to the question would find it open, and hand the grade to what is closed
    by then.
    """

    def held(widget: Widget, message: Message) -> bool:
        if threading.current_thread() is not threading.main_thread():
            is_posting.set()
            is_left.wait()
        return Widget.check_message_enabled(widget, message)

    is_posting, is_left, runner = threading.Event(), threading.Event(), Slow()
    monkeypatch.setattr(Judging, "check_message_enabled", held)

    async def story(told: Story) -> None:
        told.app.post_message(OPENED[0][0])
        await told.settle()
        runner.may_end.set()
        await told.pilot.press(*"3", "tab", *"1", "enter")
        await until(told, lambda: is_posting.is_set() or bool(told.app.study.store.attempts()))
        told.app.post_message(OpenLesson("conv-sizes"))
        await until(told, lambda: isinstance(told.app.screen, LessonScreen))
        is_left.set()
        await told.settle()
        assert [one.item for one in told.app.study.store.attempts()] == [ASKED]

    tell(desk_of(tmp_path, runner).app(), story)
