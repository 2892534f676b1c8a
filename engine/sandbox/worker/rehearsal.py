"""Runs small programs before the worker serves, so that its children find everything warm.

The first call of a function loads and looks up what later calls find, and the interpreter rewrites
code that it has run a few times (https://peps.python.org/pep-0659/). A child that does this itself
copies a page of memory for nearly every such step, again in every snippet.
"""

import linecache
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

TIMES = 30
"""After so many runs the interpreter no longer rewrites the code that runs a job."""
PATH = "rehearsal"
"""The path that the programs are compiled under."""


def _read_programs() -> tuple[str, ...]:
    """Return the texts of the programs. Read on import, because the jail hides them later."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rehearsal_programs")
    texts = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                texts.append(file.read())
    return tuple(texts)


PROGRAMS = _read_programs()


def rehearse(perform: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Run the programs as jobs are run, in this process; ignore what they print and raise."""
    for program in PROGRAMS * TIMES:
        perform(_job(program))
    # A snippet must find neither the source of a rehearsal nor the names that it defined.
    linecache.cache.pop(PATH, None)
    sys.modules["__main__"] = ModuleType("__main__")


def _job(program: str) -> dict[str, Any]:
    """Return a job as the parent writes it."""
    return {
        "blocks": [{"code": program, "path": PATH, "line": 1, "role": "snippet"}],
        "asks": [{"code": "torch.ones(2)", "mode": "value", "spec": ""}],
        "names": {},
        "seed": 1,
        "repeat": None,
        "is_watched": False,
    }
