"""Measures the costs of the worker other than the time per snippet.

They are the time to the first outcome, the delay for a waiting learner, the speed of two workers,
the cost of many snippets, and the memory.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.measurement import Measurement, show
from tests.benchmarks.programs import programs
from tests.benchmarks.snippets import job, seconds_in_children
from tests.engine.processes import descendants
from torchquiz.engine.sandbox.pool import Pool

TITLE = "the worker"
STARTS = 3
ROUNDS = 5
WAITS = 100
PAUSE_S = 0.02
MANY = 1000


def figures(count: int = MANY) -> Iterator[Measurement]:
    """Measure each cost, the last one by running `count` distinct snippets."""
    first_s = median(_seconds_to_first_outcome() for _ in range(STARTS))
    yield Measurement("cold start to the first outcome", first_s, "s")
    with Pool(1) as single, Pool(2) as double:
        for pool in (single, double):
            seconds_in_children(pool, programs())
        yield from _waiting(single)
        ratios = [
            seconds_in_children(single, programs()) / seconds_in_children(double, programs())
            for _ in range(ROUNDS)
        ]
        yield Measurement("two workers against one", median(ratios), "×")
        yield from _many(double, count)


def _seconds_to_first_outcome() -> float:
    started = time.perf_counter()
    with Pool(1) as pool:
        pool.run(job("print(torch.ones(2).sum())"))
        return time.perf_counter() - started


def _waiting(pool: Pool) -> Iterator[Measurement]:
    """Run one snippet at a time, with pauses between them, as a learner does."""
    waits_ms = []
    for number in range(WAITS):
        time.sleep(PAUSE_S)
        started = time.perf_counter()
        pool.run(job(f"print(torch.ones({number + 1}).sum())"))
        waits_ms.append((time.perf_counter() - started) * 1000)
    yield Measurement("a waiting learner's small snippet, median", median(waits_ms), "ms")
    yield Measurement("the same, 95th percentile", quantiles(waits_ms, n=20)[-1], "ms")


def _many(pool: Pool, count: int) -> Iterator[Measurement]:
    before = _mebibytes()
    yield Measurement("memory of this process and its workers", before, "MiB")
    seconds = seconds_in_children(pool, programs(count))
    yield Measurement(f"{count:,} distinct snippets", seconds, "s")
    after = _mebibytes()
    yield Measurement("memory after them", after, "MiB", after / before, "before")


def _mebibytes() -> float:
    """Return the memory of this process and its descendants, dividing shared pages among them."""
    kibibytes = 0
    for pid in ("self", *map(str, descendants(os.getpid()))):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        kibibytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kibibytes / 1024


if __name__ == "__main__":
    show(TITLE, figures())
