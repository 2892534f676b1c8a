"""Runs a worker, which imports torch once and then forks a fresh child for every snippet.

This script is started by its path, with `python -I`, so that the user's folders and environment
variables cannot change what it loads. Torch uses a single thread, and no other thread exists before
a fork, because a child that inherits a thread pool hangs.
"""

import gc
import json
import os
import signal
import socket
import sys
from functools import partial
from importlib import import_module
from types import ModuleType

# The siblings are imported by bare names, so that no module of torchquiz is ever loaded here.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import collapse
import heap
import hugecode
import preparing
import rehearsal
from jail import Jail
from procfs import ProcFiles
from serving import JobServer

LATE = ("torch._dynamo", "torch.utils.data")
"""The modules that a snippet's first optimiser or data loader would import."""
IDLE_MS = 20
MANY = 20
"""The number of jobs after which the worker warms up, which takes a second.

It warms up earlier if no job arrives within `IDLE_MS`.
"""


def main() -> None:
    """Import torch, report that it is ready, and serve jobs until the parent ends."""
    arguments = map(json.loads, sys.argv[1:])
    descriptors, search_path, is_brief, module, readable, folder = arguments
    to_parent, *files = map(_lowest, descriptors)
    link = socket.socket(fileno=to_parent)
    # Python would turn Ctrl+C into an exception, but only the parent decides when the worker ends.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    jail = Jail()
    jail.enter(to_parent)
    proc_files = ProcFiles()
    heap.reserve(proc_files.maps)
    for entry in reversed(search_path):
        sys.path.append(entry)
    version = preparing.import_torch()
    # Do this before privileges are dropped, because another user may not be able to enter the
    # folder.
    if folder:
        os.chdir(folder)
    jail.lock(readable)
    del sys.path[0]
    if module:
        preparing.preload(module)
    child, reporting = preparing.without_names("child", "reporting")
    run_job = partial(reporting.run_job, child.perform, files)
    server = JobServer(link, jail, proc_files, run_job)
    server.report(ready=version, layers=jail.layers)
    while is_brief:
        server.serve(is_warm=False)
    served = 0
    while served < MANY and server.is_job_waiting(within_ms=IDLE_MS):
        server.serve(is_warm=False)
        served += 1
    _warm_up(proc_files, child)
    server.report(warm=True)
    while True:
        server.serve(is_warm=True)


def _lowest(descriptor: int) -> int:
    """Move an open file to the lowest free descriptor.

    If the parent has many open files, its descriptors may be higher than those that a child closes.
    """
    low = os.dup(descriptor)
    os.close(descriptor)
    return low


def _warm_up(proc_files: ProcFiles, child: ModuleType) -> None:
    """Do work that every child would have to repeat, then prepare the memory for fast forks.

    This work consists of imports, first calls, and the interpreter's specialisation of code. No
    thread may be left running, because a child would wait for it forever.
    """
    for name in LATE:
        import_module(name)
    rehearsal.rehearse(child.perform)
    child.seed(0)
    # Without `freeze`, garbage collection in a child would write to every object and copy every
    # page.
    gc.collect()
    gc.freeze()
    heap.fill_holes()
    collapse.collapse(proc_files.maps())
    hugecode.move(proc_files.maps(), proc_files.pages_in_use)
    if proc_files.threads() != 1:
        raise RuntimeError("torch started a thread before the first fork")


if __name__ == "__main__":
    main()
