"""The learn screen, which teaches a topic step by step, with code and questions."""

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.content import Content
from textual.css.query import NoMatches
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Learn, Step
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.reading import ReadingScreen, Sheet
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.check import StepCheck
from torchquiz.tui.widgets.demo import DemoView
from torchquiz.tui.widgets.forms.choose import Options
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.sessions import answered_before


class LearnScreen(ReadingScreen):
    """A screen that shows one step of a lesson at a time.

    Once the question of a step is visible, it receives the key presses.
    """

    BINDINGS = bindings("learn")
    WAY = "learn"

    def __init__(self, study: Study, lesson: Lesson, learn: Learn) -> None:
        self._learn = learn
        super().__init__(study, lesson)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return one sheet for each step."""
        return tuple(partial(self._step, step) for step in self._learn.steps)

    def on_mount(self) -> None:
        """Focus the question of the current step if its answer line is visible."""
        super().on_mount()
        self.watch(self.query_one("#content"), "scroll_y", self._ask_if_visible, init=False)
        self.call_after_refresh(self._ask_if_visible)

    async def turn(self, step: int) -> None:
        """Show a step and focus its question if the answer line is visible."""
        self.query_one("#content").can_focus = True
        await super().turn(step)
        self.call_after_refresh(self._ask_if_visible)

    def on_key(self, event: Key) -> None:
        """Type a character into the answer line, even if that line does not have the focus yet."""
        line = self._waiting_line
        if line and event.is_printable and event.key not in self.active_bindings:
            event.stop()
            self._ask()
            line.insert_text_at_cursor(event.character or "")

    @property
    def check(self) -> StepCheck | None:
        """The question of the current step, or None if there is none left to answer."""
        try:
            return self.query_one(StepCheck)
        except NoMatches:
            return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that apply to the current step."""
        check = self.check if self.is_mounted else None
        if action in ("on", "skip"):
            is_waiting = check is not None and check.is_asked and not check.is_settled
            return is_waiting == (action == "skip")
        if action not in ("hint", "pick", "retry"):
            return super().check_action(action, parameters)
        if check is None or action == "hint":
            return check is not None and check.session.has_hint
        if action == "pick":
            return not check.is_asked and int(str(parameters[0])) < len(check.session.options)
        return check.can_retry

    async def action_on(self) -> None:
        """Scroll down, focus the question at the end of the step, or show the next step."""
        check = self.check
        if check is None or check.is_asked or self.has_more_below:
            await super().action_on()
        else:
            self._ask()

    async def action_skip(self) -> None:
        """Show the next step without answering the question."""
        if self.is_last:
            self.go_ahead()
        else:
            await self.action_over()

    async def action_hint(self) -> None:
        """Open the next hint."""
        if self.check:
            await self.check.open_hint()

    async def action_retry(self) -> None:
        """Let the learner answer the step's question again."""
        if self.check:
            await self.check.retry()
            self.refresh_bindings()

    def action_pick(self, index: int) -> None:
        """Choose an option of a question that does not have the focus yet."""
        if self.check:
            self._ask()
            self.check.query_one(Options).action_pick(index)

    @on(StepCheck.Changed)
    def follow(self) -> None:
        """Move the focus back to the page once the question is answered."""
        content = self.query_one("#content")
        if self.check:
            content.can_focus = self.check.is_settled or not self.check.is_asked
        if self.check and self.check.is_settled:
            content.focus(scroll_visible=False)
        self.refresh_bindings()

    @property
    def _waiting_line(self) -> Input | None:
        """The first input line of a question without the focus, or None if there is none."""
        check = self.check
        if check is None or check.is_asked:
            return None
        return next(iter(check.query(Input)), None)

    def _ask_if_visible(self) -> None:
        """Focus the question if its answer line is visible."""
        line = self._waiting_line
        if line and line.region and self.query_one("#content").region.contains_region(line.region):
            self._ask()

    def _ask(self) -> None:
        if self.check:
            self.query_one("#content").can_focus = False  # Tab must not leave the answer
            self.check.ask()
            self.refresh_bindings()

    def _step(self, step: Step) -> Iterator[Widget]:
        yield Static(prose(step.title), classes="title")
        yield Static(prose(step.text.strip()), classes="paragraph")
        if step.demo:
            yield DemoView(step.demo, self.lesson.torch)
        if step.check:
            yield self._question(step.check)

    def _question(self, item: str) -> Widget:
        checks = tuple(step.check for step in self._learn.steps if step.check)
        session = self.study.sessions.session_at(self.lesson, "learn", checks, item)
        if not session.is_over and session.item.id == item:
            return StepCheck(session)
        return Static(Content.styled(answered_before(session, item), MUTED), classes="paragraph")
