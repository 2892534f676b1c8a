"""An answer is stored even if the learner leaves the question while it is being graded."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.message import Message
from textual.widget import Widget

from tests.tui.proven import FakeRunner
from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from torchquiz.engine.grading.grade import Grade, Response
from torchquiz.engine.models.ways import Learn, Step
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.study.session import Session
from torchquiz.tui.messages import OpenLesson, OpenWay, Practise
from torchquiz.tui.screens.lesson import LessonScreen
from torchquiz.tui.widgets.forms.fill import BlanksEntry
from torchquiz.tui.widgets.grader import Grader

ASKED = "keep-the-size"
OPENED = [
    (Practise("conv-sizes", "question", (ASKED,)), ()),
    (OpenWay("conv-sizes", "learn"), ("enter",)),
]
IDS = ["a question", "a question within what is read"]


class Slow(FakeRunner):
    """A fake runner that waits for permission before it runs anything."""

    def __init__(self) -> None:
        super().__init__()
        self.may_end = threading.Event()

    def run(self, job: Job) -> Outcome:
        """Wait, then return an outcome that depends on the text."""
        self.may_end.wait()
        return super().run(job)


async def until(learner: Story, is_so: Callable[[], bool]) -> None:
    """Wait until the screen meets a condition, but not until threads have ended."""
    while not is_so():
        await learner.pilot.pause()


async def answer_and_leave(learner: Story) -> None:
    """Submit an answer that the worker must run, and leave the question at once."""
    await learner.pilot.press(*"3", "tab", *"1", "enter")
    learner.app.post_message(OpenLesson("conv-sizes"))
    await until(learner, lambda: isinstance(learner.app.screen, LessonScreen))


def desk_of(home: Path, runner: Slow) -> StudyDesk:
    """Return a desk with a question in a step of learn, and with a runner that waits."""
    desk = StudyDesk(home)
    desk.runner = runner
    desk.keep("learn", Learn((Step("Padding", "Half the kernel on each side.", None, ASKED),)))
    return desk


@pytest.mark.parametrize(("request_of", "keys"), OPENED, ids=IDS)
def test_an_answer_counts_even_if_the_learner_leaves_while_it_is_graded(
    tmp_path: Path, request_of: Message, keys: tuple[str, ...]
) -> None:
    runner = Slow()
    desk = desk_of(tmp_path, runner)

    async def story(learner: Story) -> None:
        learner.app.post_message(request_of)
        await learner.settle()
        await learner.press(*keys)
        await answer_and_leave(learner)
        assert learner.app.study.store.attempts() == []
        runner.may_end.set()
        await learner.settle()
        assert [
            (attempt.item, attempt.verdict) for attempt in learner.app.study.store.attempts()
        ] == [(ASKED, "right")]

    tell(desk.app(), story)


@pytest.mark.parametrize(("request_of", "keys"), OPENED, ids=IDS)
def test_a_question_opened_again_before_its_grade_arrives_has_only_one_first_try(
    tmp_path: Path, request_of: Message, keys: tuple[str, ...]
) -> None:
    runner = Slow()
    desk = desk_of(tmp_path, runner)

    async def story(learner: Story) -> None:
        for _ in range(2):
            learner.app.post_message(request_of)
            await until(learner, lambda: bool(learner.app.screen.query(BlanksEntry)))
            await learner.pilot.press(*keys)
            await answer_and_leave(learner)
        assert learner.app.study.store.attempts() == []
        runner.may_end.set()
        await learner.settle()
        tries = learner.app.study.store.attempts()
        assert [(attempt.item, attempt.try_number) for attempt in tries] == [(ASKED, 1), (ASKED, 2)]
        assert len({attempt.session_id for attempt in tries}) == 1

    tell(desk.app(), story)


def test_a_grade_that_arrives_just_as_the_learner_leaves_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let a thread find the question open, but post its grade only after it was closed."""

    def held(widget: Widget, message: Message) -> bool:
        if threading.current_thread() is not threading.main_thread():
            is_posting.set()
            is_left.wait()
        return Widget.check_message_enabled(widget, message)

    is_posting, is_left, runner = threading.Event(), threading.Event(), Slow()
    monkeypatch.setattr(Grader, "check_message_enabled", held)

    async def story(learner: Story) -> None:
        learner.app.post_message(OPENED[0][0])
        await learner.settle()
        runner.may_end.set()
        await learner.pilot.press(*"3", "tab", *"1", "enter")
        await until(
            learner, lambda: is_posting.is_set() or bool(learner.app.study.store.attempts())
        )
        learner.app.post_message(OpenLesson("conv-sizes"))
        await until(learner, lambda: isinstance(learner.app.screen, LessonScreen))
        is_left.set()
        await learner.settle()
        assert [attempt.item for attempt in learner.app.study.store.attempts()] == [ASKED]

    tell(desk_of(tmp_path, runner).app(), story)


def test_enter_does_nothing_between_storing_a_grade_and_showing_its_feedback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second Enter at that moment would show the feedback below the next question."""
    offers: list[bool | None] = []
    record = Session.record

    async def story(learner: Story) -> None:
        def recorded(session: Session, response: Response, grade: Grade) -> None:
            record(session, response, grade)
            offers.extend(learner.app.screen.check_action(name, ()) for name in ("next", "retry"))

        monkeypatch.setattr(Session, "record", recorded)
        learner.app.post_message(OPENED[0][0])
        await learner.settle()
        await learner.press(*"3", "tab", *"1", "enter")
        assert offers == [False, False]
        assert learner.app.screen.check_action("next", ())

    runner = Slow()
    runner.may_end.set()
    tell(desk_of(tmp_path, runner).app(), story)
