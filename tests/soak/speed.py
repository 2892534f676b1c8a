"""`python -m tests.soak.speed`: the benchmarks of the worker and of a generated bank at ten times their size."""

from tests.benchmarks import generated, worker

if __name__ == "__main__":
    worker.main(10_000)
    print(flush=True)
    generated.main(10_000)
