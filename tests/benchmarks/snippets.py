"""Milliseconds per snippet in a fresh child, against what else one could do, on the same programs in the same run."""

import io
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from statistics import median

from engine.sandbox.job import Block, Job
from engine.sandbox.pool import Pool
from tests.benchmarks.programs import SETUP, programs

ROUNDS = 3
COLD = 6
JOBS = 2


def main() -> None:
    """Print one row per runner: milliseconds per snippet, and how many times ours."""
    codes = programs()
    with Pool(JOBS) as pool, Preloaded() as preloaded:
        runners: dict[str, Callable[[], float]] = {
            "a fresh child each, two workers": lambda: _ours(pool, codes),
            "exec() in one process, no isolation": lambda: _in_one_process(codes),
            "process pool, torch preloaded, one task per child": lambda: preloaded.time(codes),
        }
        for run in runners.values():
            run()
        rounds = {name: [] for name in runners}  # type: dict[str, list[float]]
        for _ in range(ROUNDS):
            for name, run in runners.items():
                rounds[name].append(run() / len(codes) * 1000)
    figures = {name: median(times) for name, times in rounds.items()}
    figures["python snippet.py, two at a time"] = _cold(codes[:COLD]) / COLD * 1000
    ours = figures["a fresh child each, two workers"]
    print(f"{len(codes)} snippets, {JOBS} workers, median of {ROUNDS} interleaved rounds; the cold process {COLD} times")
    for name, figure in figures.items():
        print(f"  {name:52}{figure:10.2f} ms{figure / ours:10.2f} x")


def _job(code: str) -> Job:
    return Job((Block(SETUP, role="setup"), Block(code)))


def _ours(pool: Pool, codes: list[str]) -> float:
    started = time.perf_counter()
    outcomes = list(pool.map(_job(code) for code in codes))
    elapsed = time.perf_counter() - started
    failed = [outcome for outcome in outcomes if outcome.failure or not outcome.output]
    assert not failed, failed[:1]
    return elapsed


def _run_here(code: str) -> str:
    names: dict[str, object] = {"__name__": "__main__"}
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(SETUP + code, "snippet", "exec"), names)
    return printed.getvalue()


def _in_one_process(codes: list[str]) -> float:
    """In a process of its own, so that this one stays without torch."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_exec_all, args=(codes, sender))
    process.start()
    elapsed = float(receiver.recv())
    process.join()
    return elapsed


def _exec_all(codes: list[str], sender: "multiprocessing.connection.Connection") -> None:
    import torch

    torch.set_num_threads(1)
    for code in codes[:10]:
        _run_here(code)
    started = time.perf_counter()
    for code in codes:
        _run_here(code)
    sender.send(time.perf_counter() - started)


class Preloaded:
    """The standard library's pool at its best: a fork server that has imported torch, and one task per child."""

    def __enter__(self) -> "Preloaded":
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["torch", "torch.optim", "torch._dynamo", "torch.utils.data"])
        self._pool = context.Pool(JOBS, maxtasksperchild=1)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.terminate()
        self._pool.join()

    def time(self, codes: list[str]) -> float:
        """Seconds for all programs."""
        started = time.perf_counter()
        self._pool.map(_run_here, codes, chunksize=1)
        return time.perf_counter() - started


def _cold(codes: list[str]) -> float:
    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", SETUP + code], check=True, capture_output=True)

    started = time.perf_counter()
    with ThreadPoolExecutor(JOBS) as threads:
        list(threads.map(run, codes))
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
