"""Prints a data flow, lets the learner change its numbers, and runs it again."""

import re
from collections.abc import Sequence

from torchquiz.engine.models.ways import Stage, Trace
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.tables import aligned
from torchquiz.engine.traces.changed_flow import ChangedFlow
from torchquiz.engine.traces.flow import run_flow
from torchquiz.engine.traces.numbers import Number, numbers, with_number
from torchquiz.engine.wording import memory, parameters, shape
from torchquiz.tui.plain.demo import say_table
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import INDENT

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Matches a change of a number: `2b=8`.
CHANGE = re.compile(r"(\w+)=(\S+)")
# Matches an equals sign with the spaces around it: ` = `.
EQUALS = re.compile(r"\s*=\s*")
OWN = "0"


class FlowChanges:
    """The stages of a data flow, with the learner's changes to their numbers."""

    def __init__(self, trace: Trace, runner: SnippetRunner, dialogue: Dialogue) -> None:
        self._trace = trace
        self._runner = runner
        self._dialogue = dialogue
        self._flow = ChangedFlow(trace.stages)

    @property
    def prompt(self) -> str:
        """The part of the prompt that lists what the learner can type.

        It is empty if no number can be changed.
        """
        own = f", {OWN} for the lesson's original numbers" if self._flow.is_changed else ""
        return (
            f"NAME=VALUE to change a number{own}"
            if own or numbers_by_name(self._flow.codes)
            else ""
        )

    def say(self) -> None:
        """Print every stage with its code and explanation, then the numbers that can be changed."""
        for place in range(len(self._flow)):
            self._dialogue.tell("", _headed(place, self._flow.stage(place)))
            self._say_code_and_meaning(place)
        self._say_numbers()

    def take(self, line: str) -> None:
        """Apply the changes in a line of input, run all stages again and print the result.

        Print an error if the line is invalid.
        """
        if line == OWN:
            self._flow = ChangedFlow(self._trace.stages)
            return self._say_what_became()
        try:
            flow = with_changes(self._flow, line)
        except ValueError as error:
            return self._dialogue.tell(str(error))
        self._dialogue.say("Running it on PyTorch …")
        self._flow = flow.having(
            run_flow(self._trace.setup, self._trace.stages, flow.codes, self._runner.run)
        )
        return self._say_what_became()

    def _say_what_became(self) -> None:
        """Print all stages again, with code and explanation only for those that changed."""
        self._dialogue.say("")
        for place in range(len(self._flow)):
            if failure := self._flow.failure_at(place):
                self._dialogue.tell(f"{place + 1}. {self._flow.stage(place).name}: {failure}")
                continue
            self._dialogue.tell(_headed(place, self._flow.stage(place)))
            if self._flow.means(place) != self._trace.stages[place].means.strip():
                self._say_code_and_meaning(place)
        self._say_numbers()

    def _say_code_and_meaning(self, place: int) -> None:
        self._dialogue.say(*(INDENT + line for line in self._flow.stage(place).code.splitlines()))
        self._dialogue.tell(self._flow.means(place))

    def _say_numbers(self) -> None:
        by_stage: dict[int, list[str]] = {}
        for name, (stage, number) in numbers_by_name(self._flow.codes).items():
            by_stage.setdefault(stage, []).append(f"{name}={number.text}")
        rows = [
            (f"{stage + 1}. {self._flow.stage(stage).name}", ", ".join(changes))
            for stage, changes in by_stage.items()
        ]
        if rows:
            self._dialogue.tell("", "Numbers that can be changed:")
            say_table(aligned(rows), self._dialogue)


def numbers_by_name(codes: Sequence[str]) -> dict[str, tuple[int, Number]]:
    """Return the numbers in all stages by name, each with the index of its stage.

    For example, the third number in the second stage is named `2c`.
    """
    return {
        f"{place + 1}{_letters(at)}": (place, number)
        for place, code in enumerate(codes)
        for at, number in enumerate(numbers(code))
    }


def with_changes(flow: ChangedFlow, line: str) -> ChangedFlow:
    """Return a copy of the data flow, not yet run, with changes such as `2b=8 5a=2048`.

    Raises:
        ValueError: A change cannot be parsed, or it names an unknown number.
    """
    for change in EQUALS.sub("=", line).replace(",", " ").split():
        match = CHANGE.fullmatch(change)
        if not match:
            raise ValueError(
                f"“{change}” is not a valid change."
                " Write NAME=VALUE, such as 2b=8, and separate several changes with spaces."
            )
        name, text = match[1].lower(), match[2]
        place, number = numbers_by_name(flow.codes).get(name, (None, None))
        if place is None or number is None:
            raise ValueError(
                f"“{name}” does not name a number in this data flow; the list above shows "
                "those you can change."
            )
        flow = flow.with_code(place, with_number(flow.codes[place], number, text))
    return flow


def _headed(place: int, stage: Stage) -> str:
    costs = (shape(stage.after), parameters(stage.parameters), memory(stage.memory))
    return f"{place + 1}. {stage.name}: {', '.join(filter(None, costs))}"


def _letters(at: int) -> str:
    """Return the letters that name an index: `a` to `z`, then `aa`, `bb` and so on."""
    return LETTERS[at % len(LETTERS)] * (at // len(LETTERS) + 1)
