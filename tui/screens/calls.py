"""The data flow tab of a lesson about a model.

The tab lists the calls inside the model and shows the code that runs the model.
"""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from torchquiz.engine.models.calls import CallFlow, CallTrace
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Trace
from torchquiz.engine.study.study import Study
from torchquiz.engine.traces.changed_calls import (
    ChangedCalls,
    cost,
    questions_in,
    run_changed,
)
from torchquiz.engine.wording import ARROW
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.tab import Tab
from torchquiz.tui.themes import MUTED, WRONG
from torchquiz.tui.widgets.call_list import CallList
from torchquiz.tui.widgets.numbers import Numbers
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.rows import Rows

ASK_FIRST = (
    "What does it return? Press q to answer the question about it first, or s to see all shapes."
)


class CallsTab(Tab):
    """A list of the calls inside the model, with details of the selected call below it."""

    BINDINGS = bindings("calls")
    DEFAULT_CSS = """
    CallsTab {
        CallList { height: auto; max-height: 60%; max-width: 110; margin: 0 0 1 0; }
        #call { height: 1fr; scrollbar-size-vertical: 1; padding: 0 0 0 2; }
        #call > * { max-width: 100; }
        Numbers { margin: 1 0 0 0; }
        #insight, #trouble { margin: 1 0 0 0; }
    }
    """

    class Ran(Message):
        """A message posted when the model has been run with changed numbers."""

        def __init__(self, number: int, trace: CallTrace) -> None:
            super().__init__()
            self.number = number
            self.trace = trace

    def __init__(self, study: Study, lesson: Lesson, trace: Trace, flow: CallFlow) -> None:
        super().__init__()
        self._study = study
        self._lesson = lesson
        self._insight = trace.insight.strip()
        hidden = questions_in(flow.trace.calls)
        self._calls = ChangedCalls(flow, trace.setup, hidden).at_first()
        self._number = 0
        """The number of the current run; late messages from earlier runs are ignored."""

    def compose(self) -> ComposeResult:
        """Yield the list of calls, the details of the selected call, and the key insight."""
        yield CallList(self._calls)
        with VerticalScroll(id="call", can_focus=False):
            yield Static(id="what")
            yield Static(id="costs")
            yield Static(id="means")
            yield Numbers()
            yield Static(id="trouble")
            yield Static(
                Content.styled("Key insight  ", "bold") + prose(self._insight), id="insight"
            )

    async def activate(self) -> None:
        """Reveal the shapes asked for by questions answered meanwhile, and focus the list."""
        attempts = self._study.store.of_lesson(self._lesson.id)
        self._calls = self._calls.without_hidden({attempt.item for attempt in attempts})
        self.query_one(CallList).focus(scroll_visible=False)
        await self._show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that apply to the selected call."""
        if not self.is_mounted:
            return False
        is_typing = self.query_one(Numbers).has_focus
        if action == "edit":
            return self.query_one(Numbers).has_numbers and not is_typing
        if action == "fold":
            return not is_typing and self._calls.is_foldable(self._chosen)
        if action == "reveal":
            return not is_typing and bool(self._calls.hidden)
        return self._calls.is_changed if action == "restore" else True

    async def action_fold(self) -> None:
        """Fold or unfold the module at the cursor."""
        self._calls = self._calls.toggled(self._chosen)
        await self._show_all()

    async def action_reveal(self) -> None:
        """Show all shapes, even those that unanswered questions ask for."""
        self._calls = self._calls.without_hidden()
        await self._show_all()

    def action_edit(self) -> None:
        """Focus the numbers in the selected call so that the learner can change them."""
        numbers = self.query_one(Numbers)
        numbers.focus(scroll_visible=False)
        numbers.scroll_visible(animate=False)
        self.refresh_bindings()

    async def action_restore(self) -> None:
        """Restore the lesson's original numbers."""
        self._number += 1
        self._calls = self._calls.restored()
        await self._show_all()

    @on(Numbers.Left)
    def leave_numbers(self) -> None:
        """Move the focus from the numbers back to the list of calls."""
        self.query_one(CallList).focus(scroll_visible=False)
        self.show_call()

    @on(Numbers.Changed)
    def run_changed(self, event: Numbers.Changed) -> None:
        """Run the model again with the numbers that the learner has changed."""
        self._calls = self._calls.with_call(event.code)
        self._number += 1
        self._run(self._number, self._calls)
        self.query_one(CallList).focus(scroll_visible=False)
        self.query_one("#trouble", Static).update("Running it on PyTorch …")
        self.query_one("#trouble").display = True

    @work(thread=True, exclusive=True, group="calls")
    def _run(self, number: int, calls: ChangedCalls) -> None:
        """Run the model in a thread and post `Ran` when it has finished."""
        self.post_message(self.Ran(number, run_changed(calls, self._study.runner.run)))

    @on(Ran)
    async def show_trace(self, event: Ran) -> None:
        """Show the new calls, unless the learner has changed the numbers again in the meantime."""
        if event.number == self._number:
            self._calls = self._calls.having(event.trace)
            await self._show_all()

    @on(Rows.Moved)
    def show_call(self) -> None:
        """Show the details of the selected call."""
        calls, at = self._calls, self._chosen
        self.query_one(Numbers).show(calls.code)
        failure = calls.failure()
        self.query_one("#trouble", Static).update(Content.styled(failure, WRONG))
        self.query_one("#trouble").display = bool(failure)
        self.query_one("#insight").display = not calls.is_changed
        if calls.trace.calls:
            self._show_details(at)
        self.show_position(f"{at + 1} of {len(calls.trace.calls)}")
        self.query_one("#call").scroll_home(animate=False)
        self.refresh_bindings()

    def _show_details(self, at: int) -> None:
        """Show what a call does, which values it takes and returns, and what it costs."""
        calls = self._calls
        call, model = calls.trace.calls[at], calls.trace.calls[0]
        where = f"  {call.place}" if call.place else ""
        title = f"{call.path}  {call.code}" if call.path and call.kind == "module" else call.code
        self.query_one("#what", Static).update(Content.assemble((title, "bold"), (where, MUTED)))
        flow = f"{calls.inputs(at) or '–'} {ARROW} {calls.outcome(at) or '–'}"
        flow = flow if calls.is_reached(at) else calls.outcome(at)
        costs = "  ".join(filter(None, (flow, cost(call, model))))
        self.query_one("#costs", Static).update(costs)
        means = ASK_FIRST if calls.question_at(at) else calls.means(at)
        self.query_one("#means", Static).update(prose(means))
        self.query_one("#means").display = bool(means)

    @property
    def _chosen(self) -> int:
        return self.query_one(CallList).chosen

    async def _show_all(self) -> None:
        await self.query_one(CallList).show(self._calls)
        self.show_call()
