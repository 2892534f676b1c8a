"""`python -m tests.benchmarks`: all benchmarks, one after another."""

from tests.benchmarks import checking, screens, snippets

if __name__ == "__main__":
    for benchmark in (snippets, screens, checking):
        benchmark.main()
        print(flush=True)
