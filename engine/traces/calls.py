"""Runs a model once in a child process, and parses the trace of its calls."""

import ast
import json
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import ValidationError

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.calls import CallError, CallTrace
from torchquiz.engine.models.decoding import convert
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome, program
from torchquiz.engine.text.printable import printable

TIMEOUT_S = 30.0
CALL = "call"
"""The file name under which the code of the call appears in tracebacks."""
PROGRAMS = ("layouts", "calls", "tracing")
OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "MemoryError")
"""Parts of the messages with which PyTorch and Python report that memory has run out."""


def split_call(code: str) -> tuple[str, str]:
    """Split a call such as `Net()(torch.rand(2, 3))` into the model and its arguments.

    Raises:
        ValueError: the code is not such a call. The message is a sentence.
    """
    text = code.strip()
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"`{text}` is not valid Python.") from None
    if not isinstance(tree, ast.Call):
        raise ValueError(
            f"`{text}` does not call a model; write it like `Net()(torch.rand(8, 3, 64, 64))`."
        )
    build = ast.get_source_segment(text, tree.func) or ast.unparse(tree.func)
    arguments = [ast.get_source_segment(text, node) or "" for node in tree.args]
    for keyword in tree.keywords:
        value = ast.get_source_segment(text, keyword.value) or ""
        arguments.append(f"{keyword.arg}={value}" if keyword.arg else f"**{value}")
    return build, ", ".join(arguments)


def calls_job(setups: Sequence[Block], call: str, device: str = "cpu", weights: str = "") -> Job:
    """Return a job that builds a model, runs it once, and traces its calls.

    Args:
        setups: the code that defines the model.
        call: the call to the model, such as `Net()(torch.rand(8, 3, 64, 64))`.
        device: `cpu`, or `meta` to compute only shapes.
        weights: the path of a file with weights to load into the model first. The worker is allowed
            to read this file. If the path is empty, the model keeps its initial weights.

    Raises:
        ValueError: the code is not a call. The message is a sentence.
    """
    build, arguments = split_call(call)
    lambdas = f"_build = lambda: ({build}\n)\n_given = lambda: _arguments({arguments}\n)"
    programs = (*PROGRAMS, "weights") if weights else PROGRAMS
    blocks = (*setups, *map(program, programs), Block(lambdas, CALL, role="setup"))
    ask = Ask(f"_trace(_build, _given, {device!r}, {weights!r})")
    return Job(blocks, (ask,), timeout_s=TIMEOUT_S)


def run_calls(
    setups: Sequence[Block],
    call: str,
    run: Callable[[Job], Outcome],
    device: str = "cpu",
    weights: str = "",
) -> CallTrace:
    """Run a model, and return the trace of its calls.

    The model runs on the `meta` device if it needs too much memory or time on the CPU. If `weights`
    names a file, its weights are loaded into the model first.

    Raises:
        ValueError: the code is not a call. The message is a sentence.
        TorchquizError: the job did not finish, or the worker cannot run.
    """
    outcome = run(calls_job(setups, call, device, weights))
    if device == "cpu" and _is_too_big(outcome):
        outcome = run(calls_job(setups, call, "meta", weights))
    return read_calls(outcome)


def read_calls(outcome: Outcome) -> CallTrace:
    """Read the trace of a model's calls from the outcome of a job.

    Raises:
        TorchquizError: the job did not finish, or its report is not valid.
    """
    if outcome.ended != "finished":
        remedy = " Use a smaller input." if outcome.ended == "timeout" else ""
        raise TorchquizError(f"the model did not finish: {outcome.reason}.{remedy}")
    if outcome.raised is not None:
        raised = outcome.raised
        return empty_trace(
            CallError(
                raised.type,
                raised.lineage,
                raised.message,
                raised.path,
                raised.line,
                raised.through,
            )
        )
    answer = outcome.answers[0] if outcome.answers else None
    if not isinstance(answer, Value) or answer.tag != "str":
        raise TorchquizError("the model cannot be traced, because it changes PyTorch itself.")
    try:
        return convert(_cleaned(json.loads(answer.data)), CallTrace)
    except (ValueError, ValidationError, RecursionError):
        raise TorchquizError("the trace of the model is not valid.") from None


def empty_trace(error: CallError) -> CallTrace:
    """Return an empty trace for a model that could not be built."""
    return CallTrace(
        device="cpu",
        phase="build",
        error=error,
        calls=(),
        left_out=0,
        unwatched=(),
        inputs=(),
        state={},
    )


def _is_too_big(outcome: Outcome) -> bool:
    """Return whether a run failed because the model needed too much memory or time."""
    if outcome.ended in ("timeout", "killed"):
        return True
    texts = [outcome.failure]
    answer = outcome.answers[0] if outcome.answers else None
    if isinstance(answer, Value) and answer.tag == "str":
        trace = read_calls(outcome)
        texts += [trace.error.type, trace.error.message] if trace.error else []
    return any(part in text for part in OUT_OF_MEMORY for text in texts)


def _cleaned(value: Any) -> Any:
    """Return plain data in which every string has been made safe to print."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {printable(key): _cleaned(part) for key, part in value.items()}
    return value
