"""The child: runs one job in one set of names and reports plain data. Lives for one snippet."""

import ast
import builtins
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

BUILTIN_CLASSES = frozenset(one for one in vars(builtins).values() if type(one) is type)
ANCESTORS = type.__dict__["__mro__"].__get__
"""A class of classes can answer what it likes when asked for `__mro__`."""


def perform(job: Plain) -> Plain:
    """Run the job, and once more if that is wanted; whatever the snippet does comes back as data."""
    if job["is_watched"]:
        sys.stdout.reconfigure(line_buffering=True)
    if job["seed"]:
        seed(job["seed"])
    told = _run(job, job["asks"])
    if job["repeat"]:
        other_seed, count = job["repeat"]
        told["printed"] = os.fstat(OUTPUT).st_size
        seed(other_seed)
        told["again"] = _run(job, job["asks"][:count])
    return told


def _run(job: Plain, asks: list[Plain]) -> Plain:
    """Run the job's blocks, then the asks."""
    names = _main_module()
    started = time.perf_counter()
    raised = None
    for block in job["blocks"]:
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
    """The names of a fresh `__main__`, where pickle, inspect and dataclasses look for the snippet's classes.

    Its builtins are everybody's; this module has a copy of its own.
    """
    sys.modules["__main__"] = ModuleType("__main__")
    names = vars(sys.modules["__main__"])
    names["__builtins__"] = builtins
    return names


def _flush() -> None:
    """A snippet may have closed its output, or put something else in its place."""
    for stream in (sys.__stdout__, sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass


def seed(number: int) -> None:
    """Let every draw follow from a number. The worker has done it with 0 before it forks, so that a child need not.

    `torch.manual_seed` would also keep stack traces for accelerators that may come, which costs 2 ms.
    """
    torch.default_generator.manual_seed(number)
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number)


def _run_block(block: Plain, names: dict[str, Any]) -> Plain | None:
    """Compiled under the author's path and padded to the author's line, so that every traceback opens the right place."""
    path = block["path"]
    source = "\n" * (block["line"] - 1) + block["code"]
    names["__file__"] = path
    _remember(
        path, [f"{line}\n" for line in source.removesuffix("\n").split("\n")], block["line"] - 1
    )
    try:
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except BaseException as error:
        return _described(error, block)
    return None


def _remember(path: str, lines: list[str], begin: int) -> None:
    """Let tracebacks and `inspect` find the lines, beside those of an earlier block that was written at the same path."""
    _, _, known, _ = linecache.cache.get(path, (0, None, [], path))
    lines = [*known[:begin], *lines[len(known[:begin]) :], *known[len(lines) :]]
    linecache.cache[path] = (sum(map(len, lines)), None, lines, path)


def _described(error: BaseException, block: Plain) -> Plain:
    """The exception, and the innermost line of the block that it passed through."""
    line = 0
    if isinstance(error, SyntaxError) and error.filename == block["path"]:
        line = error.lineno or 0
    lines = range(block["line"], block["line"] + block["code"].count("\n") + 1)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == block["path"] and trace.tb_lineno in lines:
            line = trace.tb_lineno
        trace = trace.tb_next
    return _exception(error) | {
        "path": block["path"],
        "line": line,
        "snippet_line": line - block["line"] + 1 if line else 0,
        "role": block["role"],
    }


def _exception(error: BaseException) -> Plain:
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = ""
    lineage = [_class_name(kind) for kind in ANCESTORS(type(error))[:-1]]
    return {
        "type": lineage[0],
        "lineage": lineage,
        "message": message[:MAX_TEXT],
        "through": _modules(error),
    }


def _modules(error: BaseException) -> list[str]:
    """The modules that the exception passed through, the innermost first."""
    frames = [
        frame.f_globals.get("__name__") for frame, _ in traceback.walk_tb(error.__traceback__)
    ]
    return list(dict.fromkeys(name for name in reversed(frames) if type(name) is str))[:MAX_MODULES]


def _class_name(kind: type) -> str:
    """With its module, unless it is one of Python's own: a class can say of itself that it is."""
    return (
        kind.__qualname__
        if kind in BUILTIN_CLASSES
        else f"{kind.__module__}.{kind.__qualname__}"[:MAX_TEXT]
    )


def _answer(ask: Plain, names: dict[str, Any], last: list[Plain]) -> Plain:
    """What an ask came to; an exception that passed through the last block, as of a function defined there, names its line."""
    try:
        return ANSWERS[ask["mode"]](ask, names)
    except BaseException as error:
        described = [_described(error, block) for block in last]
        return {"as": "raised"} | next((one for one in described if one["line"]), _exception(error))


def _value(ask: Plain, names: dict[str, Any]) -> Plain:
    return {"as": "value"} | encode(_evaluated(ask["code"], names))


def _text(ask: Plain, names: dict[str, Any]) -> Plain:
    value = _evaluated(ask["code"], names)
    if isinstance(value, torch.Size):
        value = tuple(value)
    return {"as": "text", "text": format(value, ask["spec"])[:MAX_TEXT]}


def _goal(ask: Plain, names: dict[str, Any]) -> Plain:
    holds = bool(_evaluated(ask["code"], names))
    part = _deciding(ast.parse(ask["code"].strip(), mode="eval").body, names)
    source = ast.unparse(part.left if isinstance(part, ast.Compare) else part)
    return {"as": "goal", "holds": holds, "seen": [(source, encode(eval(source, names))["text"])]}


def _deciding(goal: ast.expr, names: dict[str, Any]) -> ast.expr:
    """The first part of `a and b` that does not hold, else the first; that is what a person wants to see."""
    if not (isinstance(goal, ast.BoolOp) and isinstance(goal.op, ast.And)):
        return goal
    parts = [_deciding(part, names) for part in goal.values]
    for part in parts:
        if not eval(ast.unparse(part), names):
            return part
    return parts[0]


def _class(ask: Plain, names: dict[str, Any]) -> Plain:
    kind = _evaluated(ask["code"], names)
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        raise TypeError(f"{ask['code']} is no exception")
    return {"as": "class", "lineage": [_class_name(one) for one in ANCESTORS(kind)[:-1]]}


ANSWERS = {"value": _value, "text": _text, "goal": _goal, "class": _class}


def _evaluated(code: str, names: dict[str, Any]) -> Any:
    return eval(code.strip(), names)


def _as_python(value: Any) -> Any:
    return tuple(_as_python(one) for one in value) if isinstance(value, list) else value


def encode(value: Any, depth: int = 0) -> Plain:
    """A value as plain data: what it is, what it is compared by, how it is shown.

    Decided by the exact type, which a value cannot lie about: one of a class derived from `int` may equal anything.
    """
    if type(value) is torch.Size:
        return {
            "tag": "shape",
            "data": [encode(int(size)) for size in value],
            "text": str(tuple(value)),
        }
    if type(value) in (torch.Tensor, torch.nn.Parameter):
        return _encode_tensor(value)
    if type(value) in (torch.dtype, torch.device, torch.layout):
        return {"tag": type(value).__name__, "data": str(value), "text": str(value)}
    if value is None or type(value) in (bool, int, str):
        return {
            "tag": type(value).__name__,
            "data": value,
            "text": value if isinstance(value, str) else repr(value),
        }
    if type(value) is float:
        return {"tag": "float", "data": _number(value), "text": shorten(value)}
    if type(value) in (tuple, list, dict) and depth < MAX_DEPTH and len(value) <= MAX_ELEMENTS:
        return _encode_collection(value, depth)
    if issubclass(type(value), type):
        name = _class_name(value)
        return {"tag": "class", "data": name, "text": name}
    return {"tag": "other", "data": None, "text": repr(value)[:MAX_TEXT]}


def _number(value: Any) -> Any:
    """As JSON can carry it: not a number, and what has no end, as text."""
    return value if math.isfinite(value) else str(value)


def shorten(value: float) -> str:
    """A float as a person writes it: 0.8, where the nearest float32 prints as 0.800000011920929."""
    return repr(value) if len(repr(value)) <= 8 else f"{value:.6g}"


def _encode_collection(value: Any, depth: int) -> Plain:
    if isinstance(value, dict):
        pairs = [[encode(key, depth + 1), encode(one, depth + 1)] for key, one in value.items()]
        return {"tag": "dict", "data": pairs, "text": repr(value)[:MAX_TEXT]}
    data = [encode(one, depth + 1) for one in value]
    return {"tag": type(value).__name__, "data": data, "text": repr(value)[:MAX_TEXT]}


def _encode_tensor(value: torch.Tensor) -> Plain:
    text = repr(value.detach())[:MAX_TEXT]
    if value.numel() > MAX_ELEMENTS or value.layout != torch.strided or value.is_meta:
        return {"tag": "other", "data": None, "text": text}
    flat = (
        torch.view_as_real(value.detach().resolve_conj()) if value.is_complex() else value.detach()
    )
    data = [_number(one) for one in flat.flatten().tolist()]
    return {
        "tag": "tensor",
        "data": {"dtype": str(value.dtype), "shape": list(value.shape), "data": data},
        "text": text,
    }
