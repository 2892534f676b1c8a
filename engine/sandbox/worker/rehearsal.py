"""Runs small programs before the worker serves jobs, so that its children need not warm up.

The first call of a function loads and caches data for later calls, and the interpreter specialises
code that it has run a few times (https://peps.python.org/pep-0659/). In a child, nearly every such
step would copy a page of memory, and every child would have to repeat it.
"""

import linecache
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

TIMES = 30
"""The number of runs after which the interpreter no longer specialises the code that runs a job."""
PATH = "rehearsal"
"""The file name with which the programs are compiled."""


def _read_programs() -> tuple[str, ...]:
    """Return the programs' source code, read before Landlock makes their files inaccessible."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rehearsal_programs")
    texts = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                texts.append(file.read())
    return tuple(texts)


PROGRAMS = _read_programs()


def rehearse(perform: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Run the programs like jobs, but in this process, ignoring their output and exceptions."""
    for program in PROGRAMS * TIMES:
        perform(_job(program))
    # A snippet must not find a rehearsal's source, or the names that it defined.
    linecache.cache.pop(PATH, None)
    sys.modules["__main__"] = ModuleType("__main__")


def _job(program: str) -> dict[str, Any]:
    """Return a program as a job, in the same form in which the parent sends jobs."""
    return {
        "blocks": [{"code": program, "path": PATH, "line": 1, "role": "snippet"}],
        "asks": [{"code": "torch.ones(2)", "mode": "value", "spec": ""}],
        "names": {},
        "seed": 1,
        "is_watched": False,
    }
