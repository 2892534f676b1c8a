"""The worker: imports torch once, then forks a fresh child for every snippet.

Started by file path with `python -I`, so that no folder and no variable of the user's can change what it loads. One thread before
torch is imported, and nothing parallel before a fork: an inherited thread pool makes children hang. It reads jobs from the socket
that it was given, each in a file that only its child opens: nothing of a job is in the memory that the next one inherits.

A message is a JSON line, preceded by its length in 8 bytes. Parent to worker: `{"job": …}` with four files attached, the job's,
the report's, the output's and the warnings'; `{"kill": true}` while a job runs. Worker to parent: `{"ready": …}` once, then
`{"started": …}` and `{"status": …}` per job.
"""

import builtins
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from importlib.util import find_spec, module_from_spec
from types import ModuleType

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from itself import Itself
from jail import Jail
from limits import MOST_FILES

HEADER = 8
ATTACHED = 4
OWN_MODULES: dict[str, ModuleType] = {}
"""What a snippet should not find by importing it; held here, since taking modules to pieces would cost every child time."""
CLONE_NUMBERS = {"x86_64": 56, "aarch64": 220}
"""The system call `clone`, by machine."""
IDLE_MS = 20
MANY = 20
"""A second is spent on warming up once nobody waits, or once it is clear that many snippets will come."""
LIBC = ctypes.PyDLL(None)
"""The C library, called without giving up the interpreter's lock: nothing may come between a fork and its child's start."""
STRAYS_S = 0.5
"""How long to wait for what a snippet left running, once it was told to end."""


def main() -> None:
    """Import torch, say so, and serve until the parent is gone."""
    link = socket.socket(fileno=int(sys.argv[1]))
    jail = Jail()
    jail.enter()
    for entry in reversed(json.loads(sys.argv[2])):
        sys.path.append(entry)
    version = _import_torch()
    itself = Itself()
    jail.lock()
    del sys.path[0]
    OWN_MODULES.update((name, module) for name, module in sys.modules.items() if _is_own(module))
    wake, bell = os.pipe()
    os.set_blocking(bell, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
    _become_subreaper()
    _send(link, {"ready": version, "layers": jail.report})
    poll = select.poll()
    poll.register(link, select.POLLIN)
    is_warm, served = False, 0
    while True:
        if not is_warm and (served >= MANY or not poll.poll(IDLE_MS)):
            _warm_up(itself)
            is_warm = True
        message, files = _receive(link)
        if message is None:
            return
        if message[:6] == b'{"job"':
            _send(link, {"status": _serve(link, files, wake, jail, itself)})
            served += 1


def _is_own(module: ModuleType) -> bool:
    """Whether a module is the worker's; the snippet has a `__main__` of its own in any case."""
    return os.path.dirname(getattr(module, "__file__", None) or "") == os.path.dirname(os.path.abspath(__file__))


def _import_torch() -> str:
    import collapse
    import compiler
    import torch

    assert collapse
    _import_with_own_builtins("child")
    _import_with_own_builtins("reporting")
    compiler.refuse()
    torch.set_num_threads(1)
    gc.freeze()
    return str(torch.__version__)


def _import_with_own_builtins(name: str) -> None:
    """Import a module of the worker so that it keeps its builtins, whatever a snippet makes of everybody's."""
    spec = find_spec(name)
    module = module_from_spec(spec)
    module.__dict__["__builtins__"] = dict(vars(builtins))
    sys.modules[name] = module
    spec.loader.exec_module(module)


def _warm_up(itself: Itself) -> None:
    """Do once what every child would do anew: the imports of the first optimiser, the first convolution; then settle the heap.

    Nothing here may leave a thread behind, for a child would wait for it forever.
    """
    import collapse
    import torch
    import torch._dynamo
    import torch.utils.data

    net = torch.nn.Sequential(torch.nn.Conv2d(1, 1, 3), torch.nn.MaxPool2d(2), torch.nn.Flatten(), torch.nn.Linear(9, 2))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    torch.nn.functional.cross_entropy(net(torch.rand(1, 1, 8, 8)), torch.tensor([1])).backward()
    optimizer.step()
    torch.manual_seed(0)
    repr(torch.rand(2))
    gc.collect()
    gc.freeze()
    collapse.collapse(itself.maps())
    if itself.threads() != 1:
        raise RuntimeError("torch started a thread before the first fork")


def _serve(link: socket.socket, files: list[int], wake: int, jail: Jail, itself: Itself) -> int:
    """Fork a child for the job, wait for it or for the order to end it; returns its wait status."""
    worker = os.getpid()
    pid = _fork()
    if pid == 0:
        _be_child(link, files, jail, worker)
    for file in files:
        os.close(file)
    _send(link, {"started": pid})
    poll = select.poll()
    poll.register(link, select.POLLIN)
    poll.register(wake, select.POLLIN)
    while not _has_ended(pid):
        ready = {fd for fd, _ in poll.poll()}
        if wake in ready:
            os.read(wake, 512)
        if link.fileno() in ready:
            order, _ = _receive(link)
            _end_group(pid)
            if order is None:
                os._exit(0)
    _end_group(pid)
    _, status = os.waitpid(pid, 0)
    _end_strays(None if jail.has_own_processes else itself)
    return status


def _be_child(link: socket.socket, files: list[int], jail: Jail, worker: int) -> None:
    """Run the job in this fresh process and report; never returns."""
    try:
        os.setsid()
        job, report, output, warnings = files
        import child
        import reporting

        token, plain = reporting.take(job)
        link.detach()
        nothing = os.open(os.devnull, os.O_RDONLY)
        for file, place in ((nothing, 0), (output, 1), (warnings, 2), (report, reporting.REPORT)):
            os.dup2(file, place)
        os.closerange(reporting.REPORT + 1, MOST_FILES)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        jail.seal_child(worker)
        for name in OWN_MODULES:
            del sys.modules[name]
        reporting.deliver(child.perform, token, plain)
    except BaseException as error:
        os.write(2, f"\n{type(error).__name__}: {error}".encode())
    finally:
        os._exit(70)


def _fork() -> int:
    """Fork without Python's and torch's at-fork hooks where the system call's number is known: they cost a millisecond a child.

    The worker has one thread, so there is nothing for them to do.
    """
    number = CLONE_NUMBERS.get(os.uname().machine) if sys.platform == "linux" else None
    if number is None:
        return os.fork()
    sys.stdout.flush()
    pid: int = LIBC.syscall(number, ctypes.c_ulong(signal.SIGCHLD), 0, 0, 0, 0)
    if pid < 0:
        raise OSError("the worker cannot fork")
    return pid


def _has_ended(pid: int) -> bool:
    """Whether the child has ended, leaving it unreaped so that its number cannot be given to another process."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _become_subreaper() -> None:
    """Have processes that a snippet leaves behind handed to the worker, which ends them."""
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        LIBC.prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _end_strays(itself: Itself | None) -> None:
    """End and reap whatever the snippet started in groups of its own.

    Where the worker is the first process of a namespace (`itself` is None), that is everything else in it.
    """
    deadline = time.monotonic() + STRAYS_S
    while time.monotonic() < deadline:
        if itself is None:
            _end_everything()
        else:
            for stray in itself.children():
                os.kill(stray, signal.SIGKILL)
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return


def _end_everything() -> None:
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _receive(link: socket.socket) -> tuple[bytes | None, list[int]]:
    """One message and the files attached to it; None when the parent is gone."""
    head, files, _, _ = socket.recv_fds(link, HEADER, ATTACHED)
    while 0 < len(head) < HEADER:
        head += link.recv(HEADER - len(head)) or b"\0" * HEADER
    if not head:
        return None, []
    length = int.from_bytes(head, "big")
    body = bytearray()
    while len(body) < length:
        part = link.recv(min(1 << 20, length - len(body)))
        if not part:
            return None, []
        body += part
    return bytes(body), files


def _send(link: socket.socket, message: dict[str, object]) -> None:
    body = json.dumps(message).encode()
    try:
        link.sendall(len(body).to_bytes(HEADER, "big") + body)
    except (BrokenPipeError, ConnectionResetError):
        os._exit(0)


if __name__ == "__main__":
    main()
