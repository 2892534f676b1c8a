"""What the worker costs beside time per snippet: the first outcome, one waiting learner, two workers against one, memory."""

import os
import time
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.programs import programs
from tests.benchmarks.snippets import job, ours
from tests.engine.processes import descendants
from torchquiz.engine.sandbox.pool import Pool

ROUNDS = 5
WAITS = 200
PAUSE_S = 0.02
MANY = 1000


def main(count: int = MANY) -> None:
    """Print one row per figure, with what it should be."""
    print(f"the worker; {count:,} distinct snippets at the end")
    _row(
        "cold start to the first outcome",
        median(_first_outcome() for _ in range(ROUNDS)),
        "s",
        "at most 1.1",
    )
    with Pool(1) as one, Pool(2) as two:
        for pool in (one, two):
            ours(pool, programs())
        _latency(one)
        _scaling(one, two)
        _many(two, count)


def _row(name: str, figure: float, unit: str, aim: str) -> None:
    print(f"  {name:44}{figure:10.2f} {unit:3}{aim}", flush=True)


def _first_outcome() -> float:
    started = time.perf_counter()
    with Pool(1) as pool:
        pool.run(job("print(torch.ones(2).sum())"))
        return time.perf_counter() - started


def _latency(pool: Pool) -> None:
    """One snippet at a time, with pauses, as a learner asks for them."""
    waited = []
    for number in range(WAITS):
        time.sleep(PAUSE_S)
        started = time.perf_counter()
        pool.run(job(f"print(torch.ones({number + 1}).sum())"))
        waited.append((time.perf_counter() - started) * 1000)
    _row("a waiting learner's small snippet, median", median(waited), "ms", "at most 15")
    _row("the same, 95th percentile", quantiles(waited, n=20)[-1], "ms", "at most 15")


def _scaling(one: Pool, two: Pool) -> None:
    ratios = [ours(one, programs()) / ours(two, programs()) for _ in range(ROUNDS)]
    _row("two workers against one", median(ratios), "x", "at least 1.6")


def _many(pool: Pool, count: int) -> None:
    before = _resident_mb()
    seconds = ours(pool, programs(count))
    after = _resident_mb()
    _row(f"{count:,} distinct snippets", seconds, "s", f"at most {30 * count / 10_000:.0f}")
    _row("memory of this process and its workers, before", before, "MB", "")
    _row("the same, after", after, "MB", "flat")


def _resident_mb() -> float:
    """What this process and all that it started hold in memory that is their own."""
    pages = 0.0
    for pid in ("self", *map(str, descendants(os.getpid()))):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        pages += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return pages / 1024


if __name__ == "__main__":
    main()
