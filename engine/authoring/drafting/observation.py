"""Runs an author's snippet, and chooses the expression that learners are asked to evaluate."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torchquiz.engine.authoring.drafting.source import DraftSource
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.luck import luck_in
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome, Raised
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.sandbox.values import is_comparable, plain

SEED = "torch.manual_seed(0)"
ATOM = re.compile(r"[\w.]+(\[[^\[\]]*\])*(\([^()]*\))?")
"""An expression after which a method can be called without brackets: `x.grad` or `m[1, 2]`."""
LONGEST_OUTPUT = 80
"""The maximum number of characters of printed output that learners are asked for."""
MOST_ELEMENTS = 12
"""The maximum number of elements that a tensor may have to fit into an option."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What an author's snippet does when it runs, and the expression to ask learners for."""

    setup: str
    """All code that runs before the snippet."""
    snippet: str
    outcome: Outcome
    ask: str
    """The expression to evaluate. It is empty for the printed output, or if the snippet raises."""
    value: Value | None
    """The value of `ask`, or None if `ask` is empty."""
    tensors: Mapping[str, tuple[int, ...]]
    """The tensors that the snippet assigns, in order, with their shapes."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs variations of a snippet, all of them after the same setup."""

    setup: str
    workers: Workers

    def run(self, snippet: str, asks: Sequence[str] = ()) -> Outcome:
        """Run a snippet, then evaluate expressions, and return the outcome."""
        blocks = (Block(self.setup, "setup", role="setup"), Block(snippet))
        return self.workers.run(Job(blocks, tuple(map(Ask, asks))))

    def value(self, snippet: str, ask: str) -> Value | None:
        """Run a snippet, then return the value of an expression, or None if either fails."""
        outcome = self.run(snippet, [ask])
        if outcome.failure or not outcome.answers:
            return None
        answer = outcome.answers[0]
        return answer if isinstance(answer, Value) else None


def observe(source: DraftSource, setup: str, workers: Workers) -> Observation:
    """Run a snippet, and return what it does and which expression to ask learners for.

    If no expression is given, learners are asked for the printed output if that is short, or else
    for the shape of the last tensor that is assigned, or else for the last value that can be
    compared.

    Args:
        source: the author's code.
        setup: code that runs before it, such as a lesson's setup.
        workers: the workers that run the code.

    Raises:
        TorchquizError: the code cannot be run, or produces nothing that learners could be asked
            for.
    """
    runner = Runner(joined(setup, source.setup), workers)
    names = source.assigned
    outcome = runner.run(source.snippet, [f"{name}.shape" for name in names])
    if outcome.ended != "finished":
        raise TorchquizError(f"The code cannot be run: {outcome.reason}.")
    if outcome.raised is not None:
        if outcome.raised.role == "setup":
            raise TorchquizError(f"The setup does not run: {outcome.raised.sentence}.")
        return Observation(runner.setup, source.snippet, outcome, "", None, {})
    shapes = {
        name: plain(answer)
        for name, answer in zip(names, outcome.answers, strict=True)
        if isinstance(answer, Value) and answer.tag == "shape"
    }
    ask, value = _asked(source, runner, list(shapes), outcome)
    snippet = _seeded(runner.setup, source.snippet, ask)
    if ask and snippet != source.snippet:
        value = runner.value(snippet, ask)
    in_order = dict(reversed(shapes.items()))
    return Observation(runner.setup, snippet, outcome, ask, value, in_order)


def _seeded(setup: str, snippet: str, ask: str) -> str:
    """Return the snippet, with a seed added if that makes its random answer reproducible."""
    seeded = f"{SEED}\n{snippet}"
    depends_on_chance = luck_in(setup, snippet, ask or None)
    return seeded if depends_on_chance and not luck_in(setup, seeded, ask or None) else snippet


def _asked(
    source: DraftSource, runner: Runner, tensors: Sequence[str], outcome: Outcome
) -> tuple[str, Value | None]:
    """Return the expression to ask learners for, and its value.

    If learners are asked for the printed output, the expression is empty and the value is None.
    """
    if source.ask:
        return _comparable(source.ask, runner, source.snippet)
    if 0 < len(outcome.output.strip()) <= LONGEST_OUTPUT:
        return "", None
    if tensors:
        ask = f"{tensors[0]}.shape"
        return ask, runner.value(source.snippet, ask)
    if outcome.output.strip():
        return "", None
    for name in source.assigned:
        value = runner.value(source.snippet, name)
        if value is not None and is_comparable(value):
            return name, value
    raise TorchquizError("The code computes no value to ask for; name an expression with --ask.")


def _comparable(ask: str, runner: Runner, snippet: str) -> tuple[str, Value]:
    """Return an expression whose value can be shown as an option, and the value.

    For a small tensor, the expression converts it to a number or a list.
    """
    answer = runner.run(snippet, [ask]).answers[0]
    if isinstance(answer, Raised):
        raise TorchquizError(f"`{ask}` cannot be evaluated: {answer.sentence}.")
    assert isinstance(answer, Value)
    if answer.tag == "tensor" and len(answer.data["data"]) <= MOST_ELEMENTS:
        tensor = ask if ATOM.fullmatch(ask) else f"({ask})"
        as_number = f"{tensor}.tolist()" if answer.data["shape"] else f"{tensor}.item()"
        value = runner.value(snippet, as_number)
        if value is not None:
            return as_number, value
    if not is_comparable(answer) or answer.tag == "tensor":
        raise TorchquizError(
            f"`{ask}` evaluates to {answer.text}, which is too long for an option. Ask for its"
            " shape, its dtype or a single number."
        )
    return ask, answer
