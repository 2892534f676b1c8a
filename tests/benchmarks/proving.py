"""Measures how busy the workers are during a proof of all lessons, and what each check costs."""

import time
from collections.abc import Iterator
from unittest.mock import patch

from tests.benchmarks.measurement import Measurement, show
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS
from torchquiz.engine.proof import asked_value
from torchquiz.engine.proof.luck import luck_in
from torchquiz.engine.proving.lesson import prove_lessons
from torchquiz.engine.proving.lesson_proof import LessonFile
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

TITLE = "what each check adds to the proof of the lessons"
JOBS = 2


def figures() -> Iterator[Measurement]:
    """Prove all lessons without a cache, and measure how many seconds each check takes."""
    luck = TimedLuck()
    files = [LessonFile(path, path.name) for path in lesson_files([BANKS])]
    with (
        Pool(JOBS) as pool,
        threads(pool) as provers,
        patch.object(asked_value, "luck_in", luck.reason),
    ):
        began = time.perf_counter()
        prove_lessons(files, provers, None)
        wall_s = time.perf_counter() - began
    yield from shares(dict(pool.seconds), luck.seconds, wall_s)


def shares(seconds: dict[str, float], luck_s: float, wall_s: float) -> Iterator[Measurement]:
    """Yield the total, and the seconds of each check as a multiple of the lessons' own code.

    Args:
        seconds: seconds that the workers spent, by the purpose of the job.
        luck_s: seconds spent on following the code, which needs no worker.
        wall_s: duration of the whole proof.
    """
    total, own = sum(seconds.values()), seconds.pop("", 0.0)
    busy = total / (JOBS * wall_s) * 100
    note = f"{total:.1f} worker-seconds in {wall_s:.1f} s"
    yield Measurement(f"{JOBS} workers are busy, twins included", busy, "%", note=note)
    yield Measurement("code of the lessons", own, "s")
    for purpose, value in sorted((seconds | {"luck": luck_s}).items()):
        yield Measurement(purpose, value, "s", value / own, "code of the lessons")
    added = total - own + luck_s
    yield Measurement("all checks together", added, "s", added / own, "code of the lessons")


class TimedLuck:
    """Calls `luck_in`, and adds up the processor time that it takes."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def reason(self, setup: str, snippet: str, ask: str | None) -> str:
        """Return the result of `luck_in`."""
        began = time.thread_time()
        try:
            return luck_in(setup, snippet, ask)
        finally:
            self.seconds += time.thread_time() - began


if __name__ == "__main__":
    show(TITLE, figures())
