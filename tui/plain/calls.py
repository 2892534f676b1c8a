"""Prints the calls inside a model, and lets the learner change the input and run it again."""

from collections.abc import Iterator

from torchquiz.engine.models.calls import CallFlow
from torchquiz.engine.models.ways import Trace
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.tables import aligned
from torchquiz.engine.traces.changed_calls import (
    HIDDEN,
    ChangedCalls,
    name_of,
    questions_in,
    run_changed,
)
from torchquiz.engine.traces.numbers import Number, numbers, with_number
from torchquiz.engine.wording import parameters
from torchquiz.tui.plain.demo import say_table
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.flow import CHANGE, EQUALS, LETTERS, OWN
from torchquiz.tui.plain.lines import INDENT

SHAPES = "shapes"
"""The word that a learner types to see the shapes that questions ask for."""


class CallChanges:
    """A model's calls, which are traced again when the learner changes the input."""

    def __init__(
        self,
        trace: Trace,
        flow: CallFlow,
        answered: frozenset[str],
        runner: SnippetRunner,
        dialogue: Dialogue,
    ) -> None:
        self._runner = runner
        self._dialogue = dialogue
        hidden = questions_in(flow.trace.calls) - answered
        self._calls = ChangedCalls(flow, trace.setup, hidden)

    @property
    def prompt(self) -> str:
        """The part of the prompt that lists what the learner can type."""
        own = f", {OWN} for the lesson's original numbers" if self._calls.is_changed else ""
        shapes = f", {SHAPES} to see every shape" if self._calls.hidden else ""
        return f"NAME=VALUE to change a number{own}{shapes}"

    def say(self) -> None:
        """Print the code, every call with its output and parameters, and the numbers to change."""
        self._dialogue.say("", INDENT + self._calls.code, "")
        say_table(aligned(list(self._rows()), right=slice(2, 3)), self._dialogue)
        if self._calls.hidden:
            self._dialogue.tell("", f"Each shape shown as {HIDDEN} is the answer to a question.")
        if failure := self._calls.failure():
            self._dialogue.tell("", failure)
        changes = [f"{name}={number.text}" for name, number in self._numbers().items()]
        self._dialogue.tell("", f"Numbers that can be changed: {', '.join(changes)}")

    def take(self, line: str) -> None:
        """Apply the changes in a line of input, run the model again and print its calls.

        Print an error if the line is invalid.
        """
        if line == OWN:
            self._calls = self._calls.restored()
            return self.say()
        if line == SHAPES:
            self._calls = self._calls.without_hidden()
            return self.say()
        try:
            changed = self._calls.with_call(self._changed_code(line))
        except ValueError as error:
            return self._dialogue.tell(str(error))
        self._dialogue.say("Running it on PyTorch …")
        self._calls = changed.having(run_changed(changed, self._runner.run))
        return self.say()

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        for at, call in enumerate(self._calls.trace.calls):
            name = call.path if call.kind == "module" and call.path else name_of(call)
            shape = self._calls.outcome(at)
            yield INDENT * max(call.depth - 1, 0) + name, shape, parameters(call.parameters)

    def _numbers(self) -> dict[str, Number]:
        """Return the numbers in the code, named `a`, `b` and so on."""
        return dict(zip(LETTERS, numbers(self._calls.code), strict=False))

    def _changed_code(self, line: str) -> str:
        """Return the code with changes such as `a=4 c=32` applied.

        Raises:
            ValueError: a change cannot be parsed, or it names an unknown number.
        """
        code = self._calls.code
        for change in EQUALS.sub("=", line).replace(",", " ").split():
            match = CHANGE.fullmatch(change)
            number = self._numbers().get(match[1].lower()) if match else None
            if match is None or number is None:
                raise ValueError(
                    f"“{change}” is not a valid change. Write NAME=VALUE, such as a=8, with a name"
                    " from the list above."
                )
            place = list(self._numbers()).index(match[1].lower())
            code = with_number(code, numbers(code)[place], match[2])
        return code
