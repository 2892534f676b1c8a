"""Compares the run time of commands that only print with an interpreter that does nothing."""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from tests.benchmarks.measurement import SEED, Measurement, show
from tests.benchmarks.processes import TORCHQUIZ, seconds

TITLE = "commands that only print"
ROUNDS = 15
BASELINE = "python -c pass"
COMMANDS = {
    BASELINE: [sys.executable, "-c", "pass"],
    "torchquiz --version": [*TORCHQUIZ, "--version"],
    "torchquiz --help": [*TORCHQUIZ, "--help"],
}


def figures() -> Iterator[Measurement]:
    """Measure the commands in interleaved rounds, after one round to warm up."""
    random, times_ms = Random(SEED), defaultdict(list)
    with tempfile.TemporaryDirectory() as home:
        for _ in range(ROUNDS + 1):
            for name in random.sample(list(COMMANDS), len(COMMANDS)):
                times_ms[name].append(seconds(COMMANDS[name], Path(home)) * 1000)
    medians = {name: median(times_ms[name][1:]) for name in COMMANDS}
    for name, value in medians.items():
        yield Measurement(name, value, "ms", value / medians[BASELINE], BASELINE)


if __name__ == "__main__":
    show(TITLE, figures())
