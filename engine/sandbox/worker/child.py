"""Runs one job in a child and reports plain data.

A child lives for one snippet. All of a job's code shares one set of names.
"""

import ast
import builtins
import io
import linecache
import math
import os
import random
import sys
import time
import traceback
from types import ModuleType
from typing import Any

import torch

OUTPUT = 1
"""The descriptor of what the snippet prints."""
MAX_ELEMENTS = 4096
"""A tensor with more elements is reported by its shape and dtype only."""
MAX_TEXT = 4000
MAX_DEPTH = 8
MAX_MODULES = 30

Plain = dict[str, Any]

BUILTIN_CLASSES = frozenset(value for value in vars(builtins).values() if type(value) is type)
ANCESTORS = type.__dict__["__mro__"].__get__
"""Reads a class's ancestors from `type` itself, because a metaclass can answer what it likes."""


def perform(job: Plain) -> Plain:
    """Run the job, and once more if that is asked for; return what the snippet did, as data."""
    # Somebody follows what is printed, so that it must not wait in a buffer.
    if job["is_watched"] and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    # The worker has already seeded with 0.
    if job["seed"]:
        seed(job["seed"])
    report = _run(job, job["asks"])
    if job["repeat"]:
        other_seed, count = job["repeat"]
        report["printed"] = os.fstat(OUTPUT).st_size
        seed(other_seed)
        report["again"] = _run(job, job["asks"][:count])
    return report


def _run(job: Plain, asks: list[Plain]) -> Plain:
    """Run the job's blocks, then evaluate the asks."""
    names = _main_module()
    started = time.perf_counter()
    raised = None
    for block in job["blocks"]:
        # Only the last block's time counts: those before it are setup.
        started = time.perf_counter()
        raised = _run_block(block, names)
        if raised is not None:
            break
    elapsed_ms = (time.perf_counter() - started) * 1000
    for name, value in job["names"].items():
        names.setdefault(name, _as_python(value))
    answers = [_answer(ask, names, job["blocks"][-1:]) for ask in asks]
    _flush()
    return {"raised": raised, "elapsed_ms": elapsed_ms, "answers": answers}


def _main_module() -> dict[str, Any]:
    """Return the names of a fresh `__main__`.

    pickle, inspect and dataclasses look for the snippet's classes there. Its builtins are shared
    with all modules but this one, which has a copy of its own.
    """
    main = ModuleType("__main__")
    sys.modules["__main__"] = main
    names = vars(main)
    names["__builtins__"] = builtins
    return names


def _flush() -> None:
    """Write out what is buffered; a snippet may have closed or replaced any of the streams."""
    for stream in (sys.__stdout__, sys.stdout, sys.stderr):
        try:
            stream.flush()  # type: ignore[union-attr]  # what is None fails, and is passed over
        except BaseException:
            pass


def seed(number: int) -> None:
    """Make everything random follow from a number.

    The worker calls it with 0 before it forks, so that most children need not.
    """
    # `torch.manual_seed` would also record stack traces for accelerators, which takes 2 ms.
    torch.default_generator.manual_seed(number)
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number)


def _run_block(block: Plain, names: dict[str, Any]) -> Plain | None:
    """Run a block; return the exception that it raised.

    It is compiled under the author's path and padded to the author's line, so that every traceback
    opens the right place.
    """
    path, padding = block["path"], block["line"] - 1
    source = "\n" * padding + block["code"]
    names["__file__"] = path
    lines = [f"{line}\n" for line in source.removesuffix("\n").split("\n")]
    _remember(path, lines, padding)
    try:
        # Without `dont_inherit` this module's own `__future__` imports would apply.
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except BaseException as error:
        return _described(error, block)
    return None


def _remember(path: str, lines: list[str], begin: int) -> None:
    """Let tracebacks and `inspect` find the lines of a block.

    The lines of an earlier block with the same path stay, before and after those of this one.
    """
    entry = linecache.cache.get(path)
    # An entry of one part is a lazy one, which has no lines yet.
    known = entry[2] if entry is not None and len(entry) == 4 else []
    before = known[:begin]
    merged = [*before, *lines[len(before) :], *known[len(lines) :]]
    linecache.cache[path] = (sum(map(len, merged)), None, merged, path)


def _described(error: BaseException, block: Plain) -> Plain:
    """Return the exception, with the innermost line of the block that it passed through."""
    path = block["path"]
    line = 0
    if isinstance(error, SyntaxError) and error.filename == path:
        line = error.lineno or 0
    lines = range(block["line"], block["line"] + block["code"].count("\n") + 1)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path and trace.tb_lineno in lines:
            line = trace.tb_lineno
        trace = trace.tb_next
    return _exception(error) | {
        "path": path,
        "line": line,
        "snippet_line": line - block["line"] + 1 if line else 0,
        "role": block["role"],
    }


def _exception(error: BaseException) -> Plain:
    """Return the class, its ancestors, the message, and the modules passed through."""
    try:
        # The text of a SyntaxError repeats file and line, which are reported apart.
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = ""
    # The last ancestor is `object`.
    lineage = [_class_name(ancestor) for ancestor in ANCESTORS(type(error))[:-1]]
    return {
        "type": lineage[0],
        "lineage": lineage,
        "message": message[:MAX_TEXT],
        "through": _modules(error),
    }


def _modules(error: BaseException) -> list[str]:
    """Return the modules that the exception passed through, the innermost first."""
    frames = [
        frame.f_globals.get("__name__") for frame, _ in traceback.walk_tb(error.__traceback__)
    ]
    names = [name for name in reversed(frames) if type(name) is str]
    return list(dict.fromkeys(names))[:MAX_MODULES]


def _class_name(kind: type) -> str:
    """Return a class's name, with its module unless it is one of Python's own.

    Which those are is looked up, as a class can claim any module for itself.
    """
    if kind in BUILTIN_CLASSES:
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"[:MAX_TEXT]


def _answer(ask: Plain, names: dict[str, Any], last: list[Plain]) -> Plain:
    """Return the answer to an ask, or the exception that it raised.

    An exception that passed through the last block, for instance through a function that is defined
    there, names its line.
    """
    try:
        return ANSWERS[ask["mode"]](ask, names)
    except BaseException as error:
        for block in last:
            described = _described(error, block)
            if described["line"]:
                return {"as": "raised"} | described
        return {"as": "raised"} | _exception(error)


def _value(ask: Plain, names: dict[str, Any]) -> Plain:
    return {"as": "value"} | encode(_evaluated(ask["code"], names))


def _text(ask: Plain, names: dict[str, Any]) -> Plain:
    value = _evaluated(ask["code"], names)
    if isinstance(value, torch.Size):
        value = tuple(value)
    return {"as": "text", "text": format(value, ask["spec"])[:MAX_TEXT]}


def _goal(ask: Plain, names: dict[str, Any]) -> Plain:
    holds = bool(_evaluated(ask["code"], names))
    part = _deciding_part(ast.parse(ask["code"].strip(), mode="eval").body, names)
    source = ast.unparse(part.left if isinstance(part, ast.Compare) else part)
    return {"as": "goal", "holds": holds, "seen": [(source, encode(eval(source, names))["text"])]}


def _deciding_part(goal: ast.expr, names: dict[str, Any]) -> ast.expr:
    """Return the part of `a and b` that a person wants to see.

    That is the first one that does not hold, or the first if all hold.
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
        raise TypeError(f"{ask['code']} is no exception")
    return {"as": "class", "lineage": [_class_name(ancestor) for ancestor in ANCESTORS(kind)[:-1]]}


ANSWERS = {"value": _value, "text": _text, "goal": _goal, "class": _class}


def _evaluated(code: str, names: dict[str, Any]) -> Any:
    return eval(code.strip(), names)


def _as_python(value: Any) -> Any:
    """Return tuples for lists, which is how the parent's tuples arrive."""
    return tuple(_as_python(part) for part in value) if isinstance(value, list) else value


def encode(value: Any, depth: int = 0) -> Plain:
    """Return a value as plain data: what it is, what it is compared by, how it is shown.

    The exact type decides, because a value of a class derived from `int` may claim to equal
    anything.
    """
    kind = type(value)
    if kind is torch.Size:
        sizes = [encode(int(size)) for size in value]
        return {"tag": "shape", "data": sizes, "text": str(tuple(value))}
    if kind in (torch.Tensor, torch.nn.Parameter):
        return _encode_tensor(value)
    if kind in (torch.dtype, torch.device, torch.layout):
        return {"tag": kind.__name__, "data": str(value), "text": str(value)}
    if value is None or kind in (bool, int, str):
        text = value if kind is str else repr(value)
        return {"tag": kind.__name__, "data": value, "text": text}
    if kind is float:
        return {"tag": "float", "data": _number(value), "text": shorten(value)}
    if kind in (tuple, list, dict) and depth < MAX_DEPTH and len(value) <= MAX_ELEMENTS:
        return _encode_collection(value, depth)
    if issubclass(kind, type):
        name = _class_name(value)
        return {"tag": "class", "data": name, "text": name}
    return {"tag": "other", "data": None, "text": repr(value)[:MAX_TEXT]}


def _number(value: Any) -> Any:
    """Return a number as JSON can hold it: infinity and not-a-number become text."""
    return value if math.isfinite(value) else str(value)


def shorten(value: float) -> str:
    """Return a float as a person writes it.

    That is 0.8 where the nearest float32 prints as 0.800000011920929.
    """
    return repr(value) if len(repr(value)) <= 8 else f"{value:.6g}"


def _encode_collection(value: Any, depth: int) -> Plain:
    text = repr(value)[:MAX_TEXT]
    if isinstance(value, dict):
        pairs = [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]
        return {"tag": "dict", "data": pairs, "text": text}
    data = [encode(element, depth + 1) for element in value]
    return {"tag": type(value).__name__, "data": data, "text": text}


def _encode_tensor(value: torch.Tensor) -> Plain:
    text = repr(value.detach())[:MAX_TEXT]
    # A sparse tensor, and one on `meta`, has no list of elements.
    if value.numel() > MAX_ELEMENTS or value.layout != torch.strided or value.is_meta:
        return {"tag": "other", "data": None, "text": text}
    flat = value.detach()
    if value.is_complex():
        flat = torch.view_as_real(flat.resolve_conj())
    numbers = [_number(number) for number in flat.flatten().tolist()]
    data = {"dtype": str(value.dtype), "shape": list(value.shape), "data": numbers}
    return {"tag": "tensor", "data": data, "text": text}
