"""Runs in the child, before both sides of a comparison: measures how long code takes."""

from collections.abc import Callable


def _median_ms(run: Callable[[], object]) -> float:
    """Return the median of at least five runs, after one that warms up."""
    import statistics
    import time

    run()
    times_ms: list[float] = []
    began = time.perf_counter()
    while len(times_ms) < 5 or (len(times_ms) < 200 and time.perf_counter() - began < 0.3):
        start = time.perf_counter()
        run()
        times_ms.append((time.perf_counter() - start) * 1000)
    return statistics.median(times_ms)
