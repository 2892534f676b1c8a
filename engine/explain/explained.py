"""Traces a model, runs it with other inputs, and generates the questions about it."""

import ast
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from torchquiz.engine.errors import TorchquizError, WorkerError
from torchquiz.engine.explain.questions.choose import candidates, ranked
from torchquiz.engine.explain.questions.question import Question
from torchquiz.engine.explain.subject import META, Subject, Tried, is_large
from torchquiz.engine.explain.target import Target
from torchquiz.engine.explain.variations import Variation, variations
from torchquiz.engine.models.calls import CallTrace
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.traces.calls import run_calls, split_call

Run = Callable[[Job], Outcome]
LOSSES = ("y.sum()", "y[0].sum()", "y.logits.sum()", "next(iter(y.values())).sum()")
"""Expressions that compute a loss from an output. The first one with a gradient is used."""
MOST_TRIED = 3
THREADS = 2


@dataclass(frozen=True, slots=True)
class Explained:
    """A traced model and all questions that can be asked about it, best first."""

    target: Target
    trace: CallTrace
    subject: Subject
    questions: Sequence[Question]


def traced(target: Target, run: Run) -> CallTrace:
    """Run the model once, and return the trace of its calls.

    The trace ends early if the model fails.

    Raises:
        TorchquizError: the worker cannot run the model.
    """
    try:
        weights = str(target.weights.resolve()) if target.weights else ""
        return run_calls(target.setups, target.call, run, weights=weights)
    except WorkerError:
        raise
    except (TorchquizError, ValueError) as error:
        raise TorchquizError(f"{target.shown}: {error}") from None


def explained(target: Target, trace: CallTrace, run: Run) -> Explained:
    """Run the model with other inputs, and return the model with the questions about it.

    Args:
        target: the model.
        trace: the trace of the model, which must be complete.
        run: a function that runs a job. Several threads call it.
    """
    loss, without = _gradients(target, trace, run)
    code, first_line = _class_code(target)
    subject = Subject(
        name=target.name,
        call=target.call,
        trace=trace,
        source=code,
        file=target.source.main.name if target.source else "",
        first_line=first_line,
        tried=_tried(target, trace, run),
        loss=loss,
        without_gradient=without,
    )
    return Explained(target, trace, subject, ranked(candidates(subject)))


def _tried(target: Target, trace: CallTrace, run: Run) -> tuple[Tried, ...]:
    """Run the model with other inputs. Return at most one run that fails and two that do not."""
    others = variations(target.call)
    device = "meta" if is_large(trace) else "cpu"

    def attempt(other: Variation) -> Tried | None:
        try:
            found = run_calls(target.setups, other.call, run, device)
        except TorchquizError:
            return None
        return Tried(other.call, found, other.what)

    with ThreadPoolExecutor(THREADS) as threads:
        results = [tried for tried in threads.map(attempt, others) if tried is not None]
    return tuple(_kept(results))


def _kept(results: Sequence[Tried]) -> Iterator[Tried]:
    failing = [tried for tried in results if tried.trace.phase == "run"]
    running = [tried for tried in results if tried.trace.is_complete]
    yield from failing[:1]
    yield from running[:1]
    yield from running[-1:] if len(running) > 1 else ()


def _gradients(target: Target, trace: CallTrace, run: Run) -> tuple[str, tuple[str, ...]]:
    """Return an expression for a loss, and the names of the parameters that get no gradient."""
    build, arguments = split_call(target.call)
    setups = (*target.setups, *([Block(META, "setup", role="setup")] if is_large(trace) else []))
    snippet = Block(f"model = {build}\ny = model({arguments})")
    asks = [Ask(f"({loss}).requires_grad") for loss in LOSSES]
    outcome = run(Job((*setups, snippet), tuple(asks)))
    loss = next(
        (code for code, answer in zip(LOSSES, outcome.answers, strict=False) if _is_true(answer)),
        "",
    )
    if not loss or outcome.raised is not None:
        return "", ()
    backward = Block(f"model = {build}\ny = model({arguments})\n({loss}).backward()")
    names = "[name for name, p in model.named_parameters() if p.grad is None][:20]"
    second = run(Job((*setups, backward), (Ask(names),)))
    answer = second.answers[0] if second.answers else None
    if second.raised is not None or not isinstance(answer, Value):
        return "", ()
    return loss, tuple(plain(answer))


def _is_true(answer: object) -> bool:
    return isinstance(answer, Value) and answer.data is True


def _class_code(target: Target) -> tuple[str, int]:
    """Return the code of the model's class, and the line on which it begins.

    Return an empty string and 0 if the code is not known.
    """
    if target.source is None:
        return "", 0
    code = target.source.main.code
    for node in ast.parse(code).body:
        if isinstance(node, ast.ClassDef) and node.name == target.name:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            return "\n".join(code.split("\n")[first - 1 : node.end_lineno]), first
    return "", 0
