"""Runs two benchmarks at ten times their usual size: `python -m tests.soak.speed`."""

from tests.benchmarks import generated_bank, worker
from tests.benchmarks.measurement import show

MANY = 10_000

if __name__ == "__main__":
    show(worker.TITLE, worker.figures(MANY))
    show(generated_bank.TITLE, generated_bank.figures(MANY))
