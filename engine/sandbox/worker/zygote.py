"""The worker: imports torch once, then forks a fresh child for every snippet.

Started by file path with `python -I`, so that no folder and no variable of the user's can change what it loads. One thread before
torch is imported, and nothing parallel before a fork: an inherited thread pool makes children hang.
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

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import collapse
import heap
import hugecode
import preparing
import rehearsal
from itself import Itself
from jail import Jail
from serving import Server

LATE = ("torch._dynamo", "torch.utils.data")
"""What the first optimiser or loader of a snippet imports."""
IDLE_MS = 20
MANY = 20
"""A second is spent on warming up once nobody waits, or once it is clear that many snippets will come."""


def main() -> None:
    """Import torch, say so, and serve until the parent is gone."""
    to_parent, *files = map(_low, json.loads(sys.argv[1]))
    link = socket.socket(fileno=to_parent)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    jail = Jail()
    jail.enter(to_parent)
    itself = Itself()
    heap.reserve(itself.maps)
    for entry in reversed(json.loads(sys.argv[2])):
        sys.path.append(entry)
    version = preparing.import_torch()
    jail.lock()
    del sys.path[0]
    child, reporting = preparing.without_names("child", "reporting")
    server = Server(link, jail, itself, partial(reporting.run_job, child.perform, files))
    server.tell(ready=version, layers=jail.report)
    served = 0
    while served < MANY and server.is_asked(within_ms=IDLE_MS):
        server.serve(is_warm=False)
        served += 1
    _warm_up(itself, child)
    server.tell(warm=True)
    while True:
        server.serve(is_warm=True)


def _low(descriptor: int) -> int:
    """The same file under the lowest free number: a child closes only as many as it may have, and a parent may hold more."""
    low = os.dup(descriptor)
    os.close(descriptor)
    return low


def _warm_up(itself: Itself, child: ModuleType) -> None:
    """Do once what every child would do anew: imports, first calls, the interpreter's learning; then settle the memory.

    Nothing here may leave a thread behind, for a child would wait for it forever.
    """
    for name in LATE:
        import_module(name)
    rehearsal.rehearse(child.perform)
    child.seed(0)
    gc.collect()
    gc.freeze()
    heap.fill_holes()
    collapse.collapse(itself.maps())
    hugecode.move(itself.maps(), itself.pages_in_use)
    if itself.threads() != 1:
        raise RuntimeError("torch started a thread before the first fork")


if __name__ == "__main__":
    main()
