"""Describes, as plain data, the exceptions that a snippet raises."""

import traceback
from typing import Any

from classes import cut, lineage

MAX_MODULES = 30
"""The maximum number of modules to report among those that an exception passed through."""

Plain = dict[str, Any]


def describe_in_block(error: BaseException, block: Plain) -> Plain:
    """Describe an exception, including the innermost line of this block that it passed through."""
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
    return describe(error) | {
        "path": path,
        "line": line,
        "snippet_line": line - block["line"] + 1 if line else 0,
        "role": block["role"],
    }


def describe(error: BaseException) -> Plain:
    """Return an exception's class, base classes, message, and the modules it passed through."""
    try:
        # The text of a SyntaxError repeats the file and line, which are reported separately.
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = ""
    names = lineage(type(error))
    return {
        "type": names[0],
        "lineage": names,
        "message": cut(message),
        "through": _modules(error),
    }


def _modules(error: BaseException) -> list[str]:
    """Return the modules that the exception passed through, innermost first."""
    frames = [
        frame.f_globals.get("__name__") for frame, _ in traceback.walk_tb(error.__traceback__)
    ]
    names = [cut(name) for name in reversed(frames) if type(name) is str]
    return list(dict.fromkeys(names))[:MAX_MODULES]
