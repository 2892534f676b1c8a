"""Measures how long a call takes, for the comparisons in a lesson's activity `why`."""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the function imports what it needs, and its annotation is a string.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def _median_ms(run: "Callable[[], object]") -> float:
    """Return the median duration of a call in milliseconds, after one call to warm up.

    The call is timed at least five times.
    """
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
