"""Measures the time per snippet in a fresh child, and with other methods of running it."""

import io
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, redirect_stdout
from random import Random
from statistics import median

from tests.benchmarks.measurement import SEED, Measurement, show
from tests.benchmarks.programs import SETUP, programs
from torchquiz.engine.sandbox.job import Block, Job
from torchquiz.engine.sandbox.pool import Pool

TITLE = "milliseconds per snippet"
ROUNDS = 7
LIBRARY_ROUNDS = 2
LIBRARY_CODES = 16
"""Number of programs that each of the slower libraries runs in a round."""
FORKED_CODES = 6
PROCESS_CODES = 4
WARM_UP = 48
JOBS = 2
CHILD = "a fresh child each, two workers"
EXEC = "exec() in one process, no isolation"
Run = Callable[[list[str]], object]


def figures() -> Iterator[Measurement]:
    """Compare a fresh child with exec(), then the other methods with a fresh child."""
    codes = programs()
    with Pool(JOBS) as pool, _exec_process() as run_here:
        seconds_in_children(pool, codes[:WARM_UP])
        run_here(codes)
        child_ms, exec_ms = _interleaved(
            lambda: seconds_in_children(pool, codes) / len(codes) * 1000,
            lambda: run_here(codes) / len(codes) * 1000,
        )
    pairs = zip(child_ms, exec_ms, strict=True)
    ours = median(child_ms)
    yield Measurement(EXEC, median(exec_ms), "ms")
    multiple = median(child / inline for child, inline in pairs)
    yield Measurement(CHILD, ours, "ms", multiple, "exec()")
    for name, (open_library, count) in LIBRARIES.items():
        with open_library() as run_all:
            library_ms = _library_ms(run_all, codes[:count])
        yield Measurement(name, library_ms, "ms", library_ms / ours, "a fresh child")
    for jobs, name in ((JOBS, "two at a time"), (1, "one at a time")):
        process_ms = _seconds_in_processes(codes[:PROCESS_CODES], jobs) / PROCESS_CODES * 1000
        multiple = process_ms / ours
        yield Measurement(f"python snippet.py, {name}", process_ms, "ms", multiple, "a fresh child")


def _interleaved(*measures: Callable[[], float]) -> list[list[float]]:
    """Measure all methods in rounds, in a new order each time, so that load affects all alike."""
    random = Random(SEED)
    values: list[list[float]] = [[] for _ in measures]
    for _ in range(ROUNDS):
        for index in random.sample(range(len(measures)), len(measures)):
            values[index].append(measures[index]())
    return values


def job(code: str) -> Job:
    """Return the job by which an item would run a program."""
    return Job((Block(SETUP, role="setup"), Block(code)))


def seconds_in_children(pool: Pool, codes: list[str]) -> float:
    """Run all programs, each of which must print something, and return the seconds it took."""
    started = time.perf_counter()
    outcomes = list(pool.map(job(code) for code in codes))
    elapsed = time.perf_counter() - started
    failed = [outcome for outcome in outcomes if outcome.failure or not outcome.output]
    assert not failed, failed[:1]
    return elapsed


def _seconds_in_processes(codes: list[str], jobs: int) -> float:
    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", SETUP + code], check=True, capture_output=True)

    started = time.perf_counter()
    with ThreadPoolExecutor(jobs) as threads:
        list(threads.map(run, codes))
    return time.perf_counter() - started


def _library_ms(run: Run, codes: list[str]) -> float:
    """Return the median time per program, after one round to warm up."""
    run(codes[:JOBS])
    times_ms = []
    for _ in range(LIBRARY_ROUNDS):
        started = time.perf_counter()
        run(codes)
        times_ms.append((time.perf_counter() - started) / len(codes) * 1000)
    return median(times_ms)


def _run_here(code: str) -> str:
    names: dict[str, object] = {"__name__": "__main__"}
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(SETUP + code, "snippet", "exec"), names)
    return printed.getvalue()


@contextmanager
def _exec_process() -> Iterator[Callable[[list[str]], float]]:
    """Run programs by exec() in another process, so that this one does not import torch."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_exec_each, args=(theirs,))
    process.start()

    def run(codes: list[str]) -> float:
        ours.send(codes)
        return float(ours.recv())

    yield run
    ours.send(None)
    process.join()


def _exec_each(link: "multiprocessing.connection.Connection") -> None:
    import torch

    torch.set_num_threads(1)
    while (codes := link.recv()) is not None:
        started = time.perf_counter()
        for code in codes:
            _run_here(code)
        link.send(time.perf_counter() - started)


@contextmanager
def _pool_of_processes() -> Iterator[Run]:
    """Use the standard library's fastest pool: a fork server that has imported torch, and a child
    per task."""
    with _preloaded().Pool(JOBS, maxtasksperchild=1) as pool:
        yield lambda codes: pool.map(_run_here, codes, chunksize=1)


@contextmanager
def _executor_of_processes() -> Iterator[Run]:
    with ProcessPoolExecutor(JOBS, mp_context=_preloaded(), max_tasks_per_child=1) as pool:
        yield lambda codes: list(pool.map(_run_here, codes))


@contextmanager
def _forks() -> Iterator[Run]:
    """Use `multiprocessing` to fork children with torch, one per snippet and two at a time."""
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


LIBRARIES: dict[str, tuple[Callable[[], AbstractContextManager[Run]], int]] = {
    "multiprocessing.Pool, preloaded, a task per child": (_pool_of_processes, LIBRARY_CODES),
    "ProcessPoolExecutor, preloaded, a task per child": (_executor_of_processes, LIBRARY_CODES),
    "multiprocessing, a fork each from one with torch": (_forks, FORKED_CODES),
}
"""The libraries, each with the number of programs that it runs in a round."""


if __name__ == "__main__":
    show(TITLE, figures())
