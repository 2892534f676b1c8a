"""Runs one job in a child and reports the results as plain data.

A child runs a single job, whose blocks and asks share one set of names.
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
"""The descriptor that the snippet prints to."""
MAX_ELEMENTS = 4096
"""A tensor or collection with more elements is reported only as text."""
MAX_TEXT = 4000
MAX_DEPTH = 8
MAX_MODULES, MAX_ANCESTORS = 30, 1000

Plain = dict[str, Any]

# Classes are compared by `is` and described by `type` itself, because a metaclass can make a class
# equal to anything and return anything for its name and its ancestors.

BUILTIN_CLASSES = tuple(value for value in vars(builtins).values() if type(value) is type)
ANCESTORS = type.__dict__["__mro__"].__get__
QUALIFIED_NAME = type.__dict__["__qualname__"].__get__
MODULE = type.__dict__["__module__"].__get__


def perform(job: Plain) -> Plain:
    """Run the job, and again if it asks for a repetition; return what the snippet did, as data."""
    # A watcher follows what is printed, so it must not wait in a buffer.
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
        # Only the last block's time counts, because those before it are setup.
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

    pickle, inspect and dataclasses look for the snippet's classes there. It shares its builtins
    with all modules except this one, which has its own copy.
    """
    main = ModuleType("__main__")
    sys.modules["__main__"] = main
    names = vars(main)
    names["__builtins__"] = builtins
    return names


def _flush() -> None:
    """Flush the output streams, any of which a snippet may have closed or replaced."""
    for stream in (sys.__stdout__, sys.stdout, sys.stderr):
        try:
            stream.flush()  # type: ignore[union-attr]  # None raises, which is ignored
        except BaseException:
            pass


def seed(number: int) -> None:
    """Seed every random generator.

    The worker calls this with 0 before it forks, so that most children need not.
    """
    # `torch.manual_seed` would also record stack traces for accelerators, which takes 2 ms.
    torch.default_generator.manual_seed(number)
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number)


def _run_block(block: Plain, names: dict[str, Any]) -> Plain | None:
    """Run a block; return the exception that it raised, described as data.

    It is compiled with the author's path and padded to the author's line, so that tracebacks point
    to the right place.
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
        return _described(error, block)
    return None


def _remember(path: str, lines: list[str], begin: int) -> None:
    """Make the lines of a block available to tracebacks and `inspect`.

    Lines of an earlier block with the same path are kept, before and after those of this block.
    """
    entry = linecache.cache.get(path)
    # An entry with a single part is lazy and has no lines yet.
    known = entry[2] if entry is not None and len(entry) == 4 else []
    before = known[:begin]
    merged = [*before, *lines[len(before) :], *known[len(lines) :]]
    linecache.cache[path] = (sum(map(len, merged)), None, merged, path)


def _described(error: BaseException, block: Plain) -> Plain:
    """Return the exception as data, with the innermost line of the block that it passed through."""
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
        # The text of a SyntaxError repeats the file and line, which are reported separately.
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = ""

    lineage = _lineage(type(error))
    return {
        "type": lineage[0],
        "lineage": lineage,
        "message": _cut(message),
        "through": _modules(error),
    }


def _modules(error: BaseException) -> list[str]:
    """Return the modules that the exception passed through, the innermost first."""
    frames = [
        frame.f_globals.get("__name__") for frame, _ in traceback.walk_tb(error.__traceback__)
    ]
    names = [_cut(name) for name in reversed(frames) if type(name) is str]
    return list(dict.fromkeys(names))[:MAX_MODULES]


def _class_name(kind: type) -> str:
    """Return a class's name, with its module unless it is a builtin.

    Builtins are looked up in a list, because a class can claim to be from any module.
    """
    name: str = QUALIFIED_NAME(kind)
    return name if _is_one_of(kind, BUILTIN_CLASSES) else _cut(f"{MODULE(kind)}.{name}")


def _lineage(kind: type) -> list[str]:
    """Return the names of a class and of its ancestors, without `object`, which is the last."""
    return [_class_name(ancestor) for ancestor in ANCESTORS(kind)[:-1][:MAX_ANCESTORS]]


def _is_one_of(kind: type, kinds: tuple[type, ...]) -> bool:
    return any(kind is other for other in kinds)


def _cut(text: str) -> str:
    """Return the first characters as a plain `str`; a subclass could return any number of them."""
    return str.__getitem__(text, slice(MAX_TEXT))


def _answer(ask: Plain, names: dict[str, Any], last: list[Plain]) -> Plain:
    """Return the answer to an ask, or the exception that it raised.

    If the exception passed through the last block, for instance through a function defined there,
    the line in that block is reported.
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
    return {"as": "text", "text": _cut(format(value, ask["spec"]))}


def _goal(ask: Plain, names: dict[str, Any]) -> Plain:
    holds = bool(_evaluated(ask["code"], names))
    part = _deciding_part(ast.parse(ask["code"].strip(), mode="eval").body, names)
    source = ast.unparse(part.left if isinstance(part, ast.Compare) else part)
    text = encode(eval(source, names))["text"]
    return {"as": "goal", "holds": holds, "seen": [(_cut(source), text)]}


def _deciding_part(goal: ast.expr, names: dict[str, Any]) -> ast.expr:
    """Return the part of a goal such as `a and b` that decided it.

    That is the first part that does not hold, or the first part if all hold.
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
    return {"as": "class", "lineage": _lineage(kind)}


ANSWERS = {"value": _value, "text": _text, "goal": _goal, "class": _class}


def _evaluated(code: str, names: dict[str, Any]) -> Any:
    return eval(code.strip(), names)


def _as_python(value: Any) -> Any:
    """Return a value with its lists turned into tuples, which arrive as lists."""
    return tuple(_as_python(part) for part in value) if isinstance(value, list) else value


def encode(value: Any, depth: int = 0) -> Plain:
    """Return a value as plain data: its type as a tag, the data to compare, and the text to show.

    Only exact types are reported as data, because a subclass of `int` may claim to equal anything.
    """
    kind = type(value)
    if kind is torch.Size:
        sizes = [encode(int(size)) for size in value]
        return _plain("shape", sizes, str(tuple(value)))
    if kind is torch.Tensor or kind is torch.nn.Parameter:
        return _encode_tensor(value)
    if _is_one_of(kind, (torch.dtype, torch.device, torch.layout)):
        return _plain(kind.__name__, str(value), str(value))
    if value is None or _is_one_of(kind, (bool, int, str)):
        return _plain(kind.__name__, value, value if kind is str else repr(value))
    if kind is float:
        return _plain("float", _number(value), shorten(value))
    if _is_one_of(kind, (tuple, list, dict)) and depth < MAX_DEPTH and len(value) <= MAX_ELEMENTS:
        return _encode_collection(value, depth)
    if issubclass(kind, type):
        name = _class_name(value)
        return _plain("class", name, name)
    return _plain("other", None, repr(value))


def _plain(tag: str, data: Any, text: str) -> Plain:
    return {"tag": tag, "data": data, "text": _cut(text)}


def _number(value: Any) -> Any:
    """Return a number in a form that JSON can hold: infinity and NaN become text."""
    return value if math.isfinite(value) else str(value)


def shorten(value: float) -> str:
    """Return a float as a person writes it.

    That is 0.8 where the nearest float32 prints as 0.800000011920929.
    """
    return repr(value) if len(repr(value)) <= 8 else f"{value:.6g}"


def _encode_collection(value: Any, depth: int) -> Plain:
    text = repr(value)
    if isinstance(value, dict):
        pairs = [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]
        return _plain("dict", pairs, text)
    data = [encode(element, depth + 1) for element in value]
    return _plain(type(value).__name__, data, text)


def _encode_tensor(value: torch.Tensor) -> Plain:
    text = repr(value.detach())
    # A sparse tensor, and one on `meta`, has no list of elements.
    if value.numel() > MAX_ELEMENTS or value.layout != torch.strided or value.is_meta:
        return _plain("other", None, text)
    flat = value.detach()
    if value.is_complex():
        flat = torch.view_as_real(flat.resolve_conj())
    numbers = [_number(number) for number in flat.flatten().tolist()]
    data = {"dtype": str(value.dtype), "shape": list(value.shape), "data": numbers}
    return _plain("tensor", data, text)
