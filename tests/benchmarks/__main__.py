"""`python -m tests.benchmarks`: all benchmarks, one after another."""

from tests.benchmarks import checking, generated, lessons, screens, snippets, worker

if __name__ == "__main__":
    for benchmark in (snippets, worker, screens, checking, generated, lessons):
        benchmark.main()
        print(flush=True)
