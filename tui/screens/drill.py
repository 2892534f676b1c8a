"""The drill screen: one quick question after another, then the score."""

import time
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from torchquiz.engine.drills.drawn import DrawnQuestion
from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.grading.grade import Entered, Unreadable
from torchquiz.engine.study.drilling import DrillEntry, Drilling
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import RIGHT as RIGHT_GLYPH
from torchquiz.engine.wording import WRONG as WRONG_GLYPH
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED, RIGHT, WRONG
from torchquiz.tui.widgets.answering import Responded
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.forms.typed import ValueEntry
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.lessons import bar
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words import drills as words

CHECK_CLOCK_S = 0.5
BAR_CELLS, DAY_CELLS = 24, 14


class DrillScreen(Page):
    """A screen that runs a drill.

    Args:
        study: the worker, the clock and the learner's progress.
        entry: the drill.
    """

    CSS_PATH = "drill.tcss"
    BINDINGS = bindings("drill")
    hasty_s: ClassVar[float] = 0.4
    """Seconds during which Enter is ignored after an explanation appears, because learners press
    it out of habit."""

    @dataclass
    class Drawn(Message):
        """A message posted when a question is ready.

        If no question could be made, the message gives the reason.
        """

        drilling: Drilling
        question: DrawnQuestion | None
        reason: str = ""

    def __init__(self, study: Study, entry: DrillEntry) -> None:
        super().__init__()
        self._study = study
        self._entry = entry
        self._drilling = self._begin()
        self._shown_at = float("-inf")
        self._is_finished = False
        self._runs = list(entry.runs)

    def compose_body(self) -> ComposeResult:
        """Yield the heading and an empty area for the first question."""
        yield Heading(self._entry.drill.title, "drill")
        with VerticalScroll(id="content"):
            yield Static("Starting PyTorch …", id="remark")
            yield VerticalGroup(id="question")
            yield Static(id="explanation")

    def on_mount(self) -> None:
        """Request the first question, and update the remaining time regularly."""
        self._draw(self._drilling)
        self.set_interval(CHECK_CLOCK_S, self._show_standing)

    def on_unmount(self) -> None:
        """Stop preparing questions."""
        self._drilling.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that currently do something."""
        drilling = self._drilling
        match action:
            case "next":
                return drilling.grade is not None and not self._is_finished
            case "again":
                return self._is_finished
            case "unknown":
                return drilling.question is not None and drilling.grade is None
            case _:
                return True

    @on(Drawn)
    async def show_question(self, event: Drawn) -> None:
        """Show a question and start the clock, or show why there is no question."""
        event.stop()
        if event.drilling is not self._drilling:
            return
        if event.question is None:
            self._say(Content(event.reason))
            return
        entry = ValueEntry(event.question.answer)
        body = self.query_one("#question")
        with self.app.batch_update():
            await body.remove_children()
            await body.mount(
                Static(prose(event.question.stem), classes="stem"),
                Code(event.question.snippet, classes="block"),
                entry,
            )
        if self._drilling.question is None:
            self._say(Content())
        self._drilling.ask(event.question)
        entry.ask()
        self._show_standing()
        self.refresh_bindings()

    @on(Responded)
    def take_answer(self, event: Responded) -> None:
        """Grade an answer. Go on at once if it is right, and explain it if it is wrong."""
        event.stop()
        if self._drilling.grade is not None or not isinstance(event.response, Entered):
            return
        grade = self._drilling.answer(event.response.texts[0])
        entry = self.query_one(ValueEntry)
        if isinstance(grade, Unreadable):
            entry.says(grade.sentence)
        elif grade.is_right:
            self._say(Content.styled(f"{RIGHT_GLYPH} {self._question.answer.key.text}", RIGHT))
            self._go_on()
        else:
            entry.settle(event.response, grade)
            self._explain()

    def action_unknown(self) -> None:
        """Count the question as missed, and show the right answer."""
        self._drilling.give_up()
        for line in self.query_one(ValueEntry).lines:
            line.disabled = True
        self._explain()

    def action_next(self) -> None:
        """Show the next question, or the score after the last one.

        A key pressed too soon is ignored.
        """
        if time.monotonic() - self._shown_at >= self.hasty_s:
            self._say(Content())
            self._go_on()

    def action_again(self) -> None:
        """Do the drill again."""
        self._drilling.close()
        self._entry = replace(self._entry, runs=tuple(self._runs))
        self._drilling, self._is_finished = self._begin(), False
        self._say(Content("Drawing new questions …"))
        self.query_one("#explanation", Static).update("")
        self._draw(self._drilling)
        self.refresh_bindings()

    def action_close(self) -> None:
        """Return to the list of drills."""
        self.dismiss()

    @property
    def _question(self) -> DrawnQuestion:
        assert self._drilling.question is not None
        return self._drilling.question

    def _begin(self) -> Drilling:
        return Drilling(self._study, self._entry)

    @work(thread=True)
    def _draw(self, drilling: Drilling) -> None:
        """Wait for the next question in a thread, then post `Drawn`."""
        try:
            self.post_message(self.Drawn(drilling, drilling.next_question()))
        except TorchquizError as error:
            self.post_message(self.Drawn(drilling, None, str(error)))
        except CancelledError:
            pass  # the learner has left the screen

    def _go_on(self) -> None:
        if self._drilling.is_over:
            self._finish()
        else:
            self.query_one("#explanation", Static).update("")
            self._draw(self._drilling)
        self.refresh_bindings()

    def _explain(self) -> None:
        """Show the right answer with its explanation, and wait for Enter."""
        self._shown_at = time.monotonic()
        key = Content.styled(f"{WRONG_GLYPH} Right: {self._question.answer.key.text}", WRONG)
        text = Content("\n").join([key, prose(self._question.because)])
        self.query_one("#explanation", Static).update(text)
        self._say(Content())
        self._show_standing()
        self.query_one("#content").focus(scroll_visible=False)
        self.refresh_bindings()

    def _finish(self) -> None:
        """Save the result of the drill, and show it beside earlier ones."""
        self._is_finished = True
        try:
            run = self._drilling.finish()
        except StoreError as error:
            self.notify(str(error), title="Not saved", severity="warning")
            run = self._drilling.run
        earlier, self._runs = self._runs, [*self._runs, run]
        self.query_one("#question").remove_children()
        self.query_one("#explanation", Static).update(self._history())
        self._say(Content.styled(words.result(run, earlier), "bold"))
        self.query_one("#content").focus(scroll_visible=False)

    def _history(self) -> Content:
        most = max(run.answered for run in self._runs) or 1
        lines = [
            Content.assemble(
                (f"{day:<{DAY_CELLS}}", MUTED),
                bar(run.right / most, BAR_CELLS),
                f"  {run.right} of {run.answered}",
            )
            for day, run in words.history(self._runs, self._study.now().astimezone())
        ]
        return Content("\n").join(lines)

    def _show_standing(self) -> None:
        drilling = self._drilling
        if drilling.question is not None:
            self.query_one(Heading).show_place(
                words.standing(drilling.right, drilling.answered, drilling.seconds_left)
            )

    def _say(self, text: Content) -> None:
        remark = self.query_one("#remark", Static)
        remark.update(text)
        remark.display = bool(text.plain)
