"""Executors as a user would write them, to be named as `tests.engine.executors:spawned`."""

import multiprocessing
import os
from concurrent.futures import Executor, ProcessPoolExecutor


def spawned() -> Executor:
    """Processes that share nothing with this one."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def dying() -> Executor:
    """A process that is gone before it has proven anything."""
    return ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), initializer=os._exit, initargs=(3,)
    )


def number() -> int:
    """No executor at all."""
    return 3
