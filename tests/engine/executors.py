"""Executors like those that users pass to `--executor`: `tests.engine.executors:spawned`."""

import multiprocessing
import os
from concurrent.futures import Executor, ProcessPoolExecutor


def spawned() -> Executor:
    """Return an executor whose process inherits nothing from this one."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def dying() -> Executor:
    """Return an executor whose process exits before it has proven anything."""
    return ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), initializer=os._exit, initargs=(3,)
    )


def number() -> int:
    """Return something that is not an executor."""
    return 3
