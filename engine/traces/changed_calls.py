"""Tracks the calls inside a model while the learner changes the model's input."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.calls import Call, CallError, CallFlow, CallTrace
from torchquiz.engine.sandbox.job import Block, Job, Outcome
from torchquiz.engine.traces.calls import empty_trace, run_calls
from torchquiz.engine.wording import WRONG, counted, parameters

FEW = 8
"""The largest number of calls for which the whole list is shown at first, without folding."""
FAILS, NOT_REACHED = f"{WRONG} fails", "– not reached"
HIDDEN = "?"
"""The text that is shown in place of a shape that a question asks for."""


@dataclass(frozen=True, slots=True)
class ChangedCalls:
    """The calls inside a lesson's model, with the learner's changes to the model's input.

    Args:
        own: the lesson's own calls.
        setup: the code that defines the model.
        hidden: ids of the questions whose answers are not shown yet.
    """

    own: CallFlow
    setup: str
    hidden: frozenset[str] = frozenset()
    call: str = ""
    """The learner's code, or an empty string for the lesson's own code."""
    changed_trace: CallTrace | None = None
    """The trace of the changed code, or None if nothing was changed."""
    folded: frozenset[str] = field(default=frozenset())
    """The paths of modules whose inner calls are not shown."""
    reached: int | None = None
    """The number of calls that began, or None if all did. The lesson's own calls follow them."""

    @property
    def trace(self) -> CallTrace:
        """The trace of the learner's latest run or, before the first run, that of the lesson."""
        return self.changed_trace or self.own.trace

    @property
    def code(self) -> str:
        """The current code that calls the model."""
        return self.call or self.own.call

    @property
    def is_changed(self) -> bool:
        """Whether the current code differs from the lesson's code."""
        return self.code != self.own.call

    @property
    def rows(self) -> list[int]:
        """The indices of the calls that are not hidden inside a folded call."""
        rows = []
        skip_below: int | None = None
        for at, call in enumerate(self.trace.calls):
            if skip_below is not None and call.depth > skip_below:
                continue
            skip_below = None
            rows.append(at)
            if call.kind == "module" and call.path in self.folded:
                skip_below = call.depth
        return rows

    def at_first(self) -> "ChangedCalls":
        """Return a copy for first display, with the model's parts folded if the list is long."""
        if len(self.trace.calls) <= FEW:
            return self
        paths = {call.path for call in self.trace.calls if call.depth == 1 and call.path}
        return replace(self, folded=frozenset(filter(self._is_foldable_path, paths)))

    def is_foldable(self, at: int) -> bool:
        """Return whether a call can be folded because it contains other calls.

        The call to the model itself cannot be folded.
        """
        calls = self.trace.calls
        is_inner = at > 0 and at + 1 < len(calls)
        return is_inner and calls[at].kind == "module" and calls[at + 1].depth > calls[at].depth

    def toggled(self, at: int) -> "ChangedCalls":
        """Return a copy in which a call is folded, or unfolded if it was folded."""
        if not self.is_foldable(at):
            return self
        return replace(self, folded=self.folded ^ {self.trace.calls[at].path})

    def with_call(self, call: str) -> "ChangedCalls":
        """Return a copy with different code, whose results are not known yet."""
        return replace(self, call=call)

    def having(self, trace: CallTrace) -> "ChangedCalls":
        """Return a copy that includes the trace from running the current code.

        If a call failed, the lesson's remaining calls are listed as not reached.
        """
        count = len(trace.calls)
        if trace.error is None or not self._begins_alike(trace):
            return replace(self, changed_trace=trace, reached=None)
        calls = (*trace.calls, *self.own.trace.calls[count:])
        return replace(self, changed_trace=structs.replace(trace, calls=calls), reached=count)

    def restored(self) -> "ChangedCalls":
        """Return a copy without the learner's changes."""
        return replace(self, call="", changed_trace=None, reached=None)

    def without_hidden(self, answered: Collection[str] | None = None) -> "ChangedCalls":
        """Return a copy that no longer hides the answers to the answered questions.

        If `answered` is None, the copy hides no answers at all.
        """
        hidden = frozenset() if answered is None else self.hidden - set(answered)
        return replace(self, hidden=hidden)

    def question_at(self, at: int) -> str:
        """Return the id of the question that must be answered before a call's output is shown.

        Return an empty string if the output may be shown now.
        """
        question = self.trace.calls[at].question
        return question if question in self.hidden else ""

    def is_reached(self, at: int) -> bool:
        """Return whether the latest run reached this call."""
        return self.reached is None or at < self.reached

    def outcome(self, at: int) -> str:
        """Return the output of a call as text, or the reason why it has none."""
        if not self.is_reached(at):
            return NOT_REACHED
        return self.output(at) if self.trace.calls[at].is_done else FAILS

    def output(self, at: int) -> str:
        """Return the shapes of a call's output, or `?` if a question asks for them."""
        return self._shown(self.trace.calls[at].output)

    def inputs(self, at: int) -> str:
        """Return the shapes of a call's inputs, or `?` if a question asks for them."""
        return ", ".join(map(self._shown, self.trace.calls[at].inputs))

    def failure(self) -> str:
        """Return the reason the model failed, with the file and line.

        Return an empty string if it did not fail.
        """
        error = self.trace.error
        if error is None:
            return ""
        place = f" ({error.place})" if error.file not in ("", "call") else ""
        return f"{error.sentence}{place}"

    def means(self, at: int) -> str:
        """Return the author's explanation of a call or, for a changed input, what is different."""
        call = self.trace.calls[at]
        if not self.is_changed:
            return call.means.strip()
        before = self._own_call(at)
        if before is None or not call.is_done or not self.is_reached(at):
            return ""
        if before.output == call.output:
            return f"Still {_size(call)}, as in the lesson."
        return f"Now {_size(call)}; in the lesson, it was {_size(before)}."

    def _own_call(self, at: int) -> Call | None:
        """Return the lesson's own call at an index, or None if the latest run differs there."""
        own, call = self.own.trace.calls, self.trace.calls[at]
        same = at < len(own) and (own[at].path, own[at].type) == (call.path, call.type)
        return own[at] if same else None

    def _begins_alike(self, trace: CallTrace) -> bool:
        """Return whether a trace matches the beginning of the lesson's own calls."""
        own = [(call.path, call.type) for call in self.own.trace.calls[: len(trace.calls)]]
        return own == [(call.path, call.type) for call in trace.calls]

    def _shown(self, shape: str) -> str:
        """Return a shape, or `?` if it is the answer to a question that is not answered yet."""
        secret = {call.output for call in self.own.trace.calls if call.question in self.hidden}
        return HIDDEN if shape in secret else shape

    def _is_foldable_path(self, path: str) -> bool:
        return any(
            self.is_foldable(at) for at, call in enumerate(self.trace.calls) if call.path == path
        )


def run_changed(calls: ChangedCalls, run: Callable[[Job], Outcome]) -> CallTrace:
    """Run the model with the current code, and return the trace.

    If the worker itself fails, its message is the error in the trace.
    """
    setup = Block(calls.setup, calls.own.file or "setup", calls.own.line, "setup")
    try:
        return run_calls((setup,), calls.code, run, calls.own.trace.device)
    except (TorchquizError, ValueError) as error:
        return empty_trace(CallError("Error", (), str(error), "", 0, ()))


def cost(call: Call, model: Call) -> str:
    """Return a call's parameters and multiply-adds, each with its percentage of the total."""
    texts = []
    if call.parameters and not call.is_repeated:
        texts.append(parameters(call.parameters) + _share(call.parameters, model.parameters))
    if call.multiply_adds:
        products = counted(call.multiply_adds, "multiply-add")
        texts.append(products + _share(call.multiply_adds, model.multiply_adds))
    return ", ".join(texts)


def name_of(call: Call) -> str:
    """Return a short name for a call: the last part of the module's path, or a function's name."""
    if call.kind == "step":
        return f"· {call.type}"
    return call.path.rpartition(".")[2] or call.type


def questions_in(calls: Sequence[Call]) -> frozenset[str]:
    """Return the ids of the questions that ask for the outputs of these calls."""
    return frozenset(call.question for call in calls if call.question)


def _share(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.0f} %)" if whole and part != whole else ""


def _size(call: Call) -> str:
    return ", ".join(filter(None, (call.output, parameters(call.parameters))))
