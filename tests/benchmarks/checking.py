"""Measures loading and proving the lessons that come with torchquiz."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.measurement import Measurement, show
from tests.benchmarks.processes import check, snippets_note
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS

TITLE = "the lessons that come with torchquiz"
ROUNDS = 5


def figures() -> Iterator[Measurement]:
    """Measure loading the lessons, a check with an empty cache, and a check with a full one."""
    files = lesson_files([BANKS])
    load_s = median(_seconds_to_load(files) for _ in range(ROUNDS))
    items = sum(len(load_bank(file).items) for file in files)
    note = f"{len(files)} lessons, {items} items"
    yield Measurement("load, with positions", load_s * 1000, "ms", note=note)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        cold = check(home)
        yield Measurement(
            "check with an empty cache", cold["seconds"], "s", note=snippets_note(cold)
        )
        again = check(home)
    multiple = again["seconds"] / cold["seconds"]
    note = snippets_note(again)
    yield Measurement("check again", again["seconds"], "s", multiple, "the first check", note)


def _seconds_to_load(files: list[Path]) -> float:
    started = time.perf_counter()
    for file in files:
        load_bank(file)
    return time.perf_counter() - started


if __name__ == "__main__":
    show(TITLE, figures())
