"""Milliseconds per snippet in a fresh child, against what else one could do, on the same programs in the same run."""

import io
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, redirect_stdout
from functools import partial
from statistics import median

from tests.benchmarks.programs import SETUP, programs
from torchquiz.engine.sandbox.job import Block, Job
from torchquiz.engine.sandbox.pool import Pool

ROUNDS = 3
COLD_TIMES = 6
WARM_UP = 48
JOBS = 2
ALONE = "python snippet.py, one at a time"
OURS, EXEC, COLD = (
    "a fresh child each, two workers",
    "exec() in one process, no isolation",
    "python snippet.py, two at a time",
)
Run = Callable[[list[str]], object]


def main() -> None:
    """Print one row per runner: milliseconds per snippet, and how many times ours."""
    codes = programs()
    with ExitStack() as stack:
        pool = stack.enter_context(Pool(JOBS))
        libraries = {
            name: stack.enter_context(open_pool()) for name, open_pool in LIBRARIES.items()
        }
        runners: dict[str, Callable[[list[str]], float]] = {
            OURS: partial(ours, pool),
            EXEC: _in_one_process,
            **{name: partial(_in_library, libraries[name]) for name in libraries},
        }
        for run in runners.values():
            run(codes[:WARM_UP])
        rounds = {name: [] for name in runners}  # type: dict[str, list[float]]
        for _ in range(ROUNDS):
            for name, run in runners.items():
                rounds[name].append(run(codes) / len(codes) * 1000)
    figures = {name: median(times) for name, times in rounds.items()}
    figures[COLD] = _cold(codes[:COLD_TIMES], JOBS) / COLD_TIMES * 1000
    figures[ALONE] = _cold(codes[:COLD_TIMES], 1) / COLD_TIMES * 1000
    print(
        f"{len(codes)} snippets, {JOBS} workers, median of {ROUNDS} interleaved rounds; the cold process {COLD_TIMES} times"
    )
    for name, figure in figures.items():
        print(f"  {name:56}{figure:10.2f} ms{figure / figures[OURS]:10.2f} x")
    best = min(figures[name] for name in LIBRARIES)
    print(
        f"  ours against exec() {figures[OURS] / figures[EXEC]:.1f} (at most 8); the best library against ours"
        f" {best / figures[OURS]:.1f} (at least 2); python against ours {figures[COLD] / figures[OURS]:.0f} (at least 250)"
    )


def job(code: str) -> Job:
    """A program as an item would run it."""
    return Job((Block(SETUP, role="setup"), Block(code)))


def ours(pool: Pool, codes: list[str]) -> float:
    """Seconds for all programs, every one of which must have run."""
    started = time.perf_counter()
    outcomes = list(pool.map(job(code) for code in codes))
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


@contextmanager
def _pool_of_processes() -> Iterator[Run]:
    """The standard library's pool at its best: a fork server that has imported torch, and one task per child."""
    with _preloaded().Pool(JOBS, maxtasksperchild=1) as pool:
        yield lambda codes: list(pool.map(_run_here, codes, chunksize=1))


@contextmanager
def _executor_of_processes() -> Iterator[Run]:
    with ProcessPoolExecutor(JOBS, mp_context=_preloaded(), max_tasks_per_child=1) as pool:
        yield lambda codes: list(pool.map(_run_here, codes))


@contextmanager
def _forks() -> Iterator[Run]:
    """A process with torch that forks a child per snippet by `multiprocessing`, two at a time."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_fork_each, args=(theirs,))
    process.start()

    def run(codes: list[str]) -> object:
        ours.send(codes)
        return ours.recv()

    yield run
    ours.send(None)
    process.join()


def _fork_each(link: "multiprocessing.connection.Connection") -> None:
    import torch

    torch.set_num_threads(1)
    _run_here("print(nn.Linear(1, 1)(torch.ones(1)))")
    context = multiprocessing.get_context("fork")
    while (codes := link.recv()) is not None:
        running: list[multiprocessing.process.BaseProcess] = []
        for code in codes:
            if len(running) == JOBS:
                running.pop(0).join()
            running.append(context.Process(target=_run_here, args=(code,)))
            running[-1].start()
        for process in running:
            process.join()
        link.send(len(codes))


def _preloaded() -> "multiprocessing.context.ForkServerContext":
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["torch", "torch.optim", "torch._dynamo", "torch.utils.data"])
    return context


def _in_library(run: Run, codes: list[str]) -> float:
    started = time.perf_counter()
    run(codes)
    return time.perf_counter() - started


def _cold(codes: list[str], jobs: int) -> float:
    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", SETUP + code], check=True, capture_output=True)

    started = time.perf_counter()
    with ThreadPoolExecutor(jobs) as threads:
        list(threads.map(run, codes))
    return time.perf_counter() - started


LIBRARIES: dict[str, Callable[[], AbstractContextManager[Run]]] = {
    "multiprocessing.Pool, preloaded, one task per child": _pool_of_processes,
    "ProcessPoolExecutor, preloaded, one task per child": _executor_of_processes,
    "multiprocessing, a fork each from a process with torch": _forks,
}


if __name__ == "__main__":
    main()
