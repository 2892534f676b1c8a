"""Runs a job in a child process and returns the results as plain data.

A child runs a single job. The job's blocks of code and the expressions to evaluate share one
namespace.
"""

import ast
import builtins
import contextlib
import io
import linecache
import random
import sys
import time
from types import ModuleType
from typing import Any

import torch
from classes import cut, lineage
from encoding import encode
from exceptions import describe, describe_in_block

Plain = dict[str, Any]


def perform(job: Plain) -> Plain:
    """Run the job's blocks of code, evaluate its expressions, and return a report as plain data."""
    # Output must not wait in a buffer, because a watcher may be following it.
    if job["is_watched"] and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    # The worker has already set the seed 0.
    if job["seed"]:
        seed(job["seed"])
    names = _main_module()
    started = time.perf_counter()
    raised = None
    for block in job["blocks"]:
        # Only the last block's time counts, because the blocks before it are setup.
        started = time.perf_counter()
        raised = _run_block(block, names)
        if raised is not None:
            break
    elapsed_ms = (time.perf_counter() - started) * 1000
    for name, value in job["names"].items():
        names.setdefault(name, _as_python(value))
    answers = [_answer(ask, names, job["blocks"][-1:]) for ask in job["asks"]]
    _flush()
    return {"raised": raised, "elapsed_ms": elapsed_ms, "answers": answers}


def _main_module() -> dict[str, Any]:
    """Create a fresh `__main__` module, and return its namespace.

    Pickle, inspect and dataclasses look there for the snippet's classes. The module uses the normal
    builtins, whereas this file has its own copy of them.
    """
    main = ModuleType("__main__")
    sys.modules["__main__"] = main
    names = vars(main)
    names["__builtins__"] = builtins
    return names


def _flush() -> None:
    """Flush the output streams, even though the snippet may have closed or replaced them."""
    for stream in (sys.__stdout__, sys.stdout, sys.stderr):
        try:
            stream.flush()  # type: ignore[union-attr]  # None raises, which is ignored
        except BaseException:
            pass


def seed(number: int) -> None:
    """Seed all random number generators.

    The worker calls this with 0 before it forks, so most children do not have to.
    """
    # `torch.manual_seed` would also record stack traces for accelerators, which takes 2 ms.
    torch.default_generator.manual_seed(number)
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number)


def _run_block(block: Plain, names: dict[str, Any]) -> Plain | None:
    """Run a block of code. Return a description of the exception that it raised, if any.

    The code is compiled under the path of the file it came from and padded to its original line
    number, so that tracebacks point to the right place.
    """
    path, padding = block["path"], block["line"] - 1
    source = "\n" * padding + block["code"]
    names["__file__"] = path
    lines = [f"{line}\n" for line in source.removesuffix("\n").split("\n")]
    _remember(path, lines, padding)
    try:
        # Without `dont_inherit`, this module's own `__future__` imports would apply.
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except BaseException as error:
        return describe_in_block(error, block)
    return None


def _remember(path: str, lines: list[str], begin: int) -> None:
    """Make the lines of a block available to tracebacks and `inspect`.

    If an earlier block had the same path, its lines before and after this block are kept.
    """
    entry = linecache.cache.get(path)
    # An entry with a single part is lazy and has no lines yet.
    known = entry[2] if entry is not None and len(entry) == 4 else []
    before = known[:begin]
    merged = [*before, *lines[len(before) :], *known[len(lines) :]]
    linecache.cache[path] = (sum(map(len, merged)), None, merged, path)


def _answer(ask: Plain, names: dict[str, Any], last: list[Plain]) -> Plain:
    """Evaluate an expression of the job. Return its value or a description of the exception.

    If the exception passed through the last block, for instance through a function defined there,
    the description contains the line in that block.
    """
    try:
        return ANSWERS[ask["mode"]](ask, names)
    except BaseException as error:
        for block in last:
            described = describe_in_block(error, block)
            if described["line"]:
                return {"as": "raised"} | described
        return {"as": "raised"} | describe(error)


def _value(ask: Plain, names: dict[str, Any]) -> Plain:
    return {"as": "value"} | encode(_evaluated(ask["code"], names))


def _text(ask: Plain, names: dict[str, Any]) -> Plain:
    value = _evaluated(ask["code"], names)
    if isinstance(value, torch.Size):
        value = tuple(value)
    return {"as": "text", "text": cut(format(value, ask["spec"]))}


def _goal(ask: Plain, names: dict[str, Any]) -> Plain:
    holds = bool(_evaluated(ask["code"], names))
    part = _deciding_part(ast.parse(ask["code"].strip(), mode="eval").body, names)
    sources = [ast.unparse(side) for side in _sides(part)]
    seen = [(cut(source), encode(eval(source, names))["text"]) for source in sources]
    return {"as": "goal", "holds": holds, "seen": seen}


def _sides(part: ast.expr) -> list[ast.expr]:
    """Return the parts of a condition whose values are worth reporting.

    For a comparison these are the left side and, if it is a single expression that has to be
    computed, the right side. Any other condition is returned unchanged.
    """
    if not isinstance(part, ast.Compare):
        return [part]
    right = part.comparators[0]
    is_computed = any(isinstance(node, ast.Name | ast.Call) for node in ast.walk(right))
    return [part.left, right] if is_computed and len(part.comparators) == 1 else [part.left]


def _deciding_part(goal: ast.expr, names: dict[str, Any]) -> ast.expr:
    """Return the part of a goal such as `a and b` that decided the result.

    This is the first part that is false or, if all parts are true, the first part.
    """
    if not (isinstance(goal, ast.BoolOp) and isinstance(goal.op, ast.And)):
        return goal
    parts = [_deciding_part(part, names) for part in goal.values]
    for part in parts:
        if not eval(ast.unparse(part), names):
            return part
    return parts[0]


def _class(ask: Plain, names: dict[str, Any]) -> Plain:
    kind = _evaluated(ask["code"], names)
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        raise TypeError(f"{ask['code']} is not an exception class")
    return {"as": "class", "lineage": lineage(kind)}


def _printed(ask: Plain, names: dict[str, Any]) -> Plain:
    """Run statements in a copy of the namespace, and return their output, trimmed."""
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        exec(compile(ask["code"], "check", "exec", dont_inherit=True), dict(names))
    lines = [line.rstrip() for line in stream.getvalue().split("\n")]
    return {"as": "value"} | encode("\n".join(lines).strip("\n"))


ANSWERS = {
    "value": _value,
    "text": _text,
    "goal": _goal,
    "class": _class,
    "printed": _printed,
}


def _evaluated(code: str, names: dict[str, Any]) -> Any:
    return eval(code.strip(), names)


def _as_python(value: Any) -> Any:
    """Convert lists to tuples, at every level of a value."""
    return tuple(_as_python(part) for part in value) if isinstance(value, list) else value
