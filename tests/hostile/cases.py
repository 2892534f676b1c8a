"""The attacks, as data: what is run, and what a learner sees of it.

A code prints `BREACH` when it reached what it must not reach. It finds the names of `PRELUDE` and of `Surroundings`.
"""

import re
from dataclasses import dataclass

PRELUDE = '''
import ctypes, errno, os, platform, signal, socket, sys, time

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
COLUMN = 0 if platform.machine() == "x86_64" else 1

def call(x86_64, aarch64, *arguments):
    """Make a system call that has to be refused."""
    number = (x86_64, aarch64)[COLUMN]
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result = libc.syscall(ctypes.c_long(number), *wide)
    if result == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    print("BREACH", number, result, flush=True)
    return result

def reach(attack, *arguments, **more):
    """Do what has to fail."""
    result = attack(*arguments, **more)
    print("BREACH", result, flush=True)
    return result

def each(*attacks):
    """Try several ways, each of which has to fail; raises what the last one came to."""
    last = AssertionError("every way went through")
    for attack in attacks:
        try:
            reach(attack)
        except Exception as error:
            last = error
    raise last

def holds_earlier(data):
    """Whether the whole word of an earlier job is in there, of which only the beginning is known."""
    import hashlib, re
    found = re.findall(EARLIER_START.encode() + b"[0-9a-f]{24}", data)
    return any(hashlib.sha256(one).hexdigest() == EARLIER_HASH for one in found)

def pages(begin, end):
    """The pages of this process that can be read, through a pipe so that none is stumbled over."""
    read, write = os.pipe()
    for base in range(begin, end, 4096):
        if libc.mincore(ctypes.c_void_p(base), ctypes.c_size_t(4096), PRESENT) == 0:
            if libc.write(write, ctypes.c_void_p(base), ctypes.c_size_t(4096)) == 4096:
                yield os.read(read, 4096)

PRESENT = ctypes.create_string_buffer(1)

def machine_code(code):
    """Call instructions of one's own, at an address that fits into 32 bits."""
    page = libc.mmap(None, 4096, 7, 0x62, -1, 0)
    ctypes.memmove(page, code, len(code))
    return ctypes.CFUNCTYPE(ctypes.c_long)(page)()
'''

REFUSED = r"^finished: PermissionError: \[Errno (1|13)\]"
NOT_ALLOWED = r"^finished: PermissionError: \[Errno 1\] Operation not permitted"
NO_ACCESS = r"^finished: PermissionError: \[Errno 13\] Permission denied"
HIDDEN = r"^finished: (PermissionError: \[Errno (1|13)\]|FileNotFoundError|ProcessLookupError|NotADirectoryError)"
NO_MEMORY = r"^finished: (MemoryError|RuntimeError: .*alloc|OSError: \[Errno 12\])"
LATE = r"^timeout: it was stopped after"
FLOOD = r"^killed: it printed more than 1024 KiB$"
FINE = r"^finished: \S"
WITHOUT_REPORT = r"^killed: it ended itself before it could report$"
UNREADABLE = r"^killed: it put something else in the place of its report$"
ONLY_ITSELF = r"^(finished: ok|killed: it (ended itself|was ended by|put something else))"


@dataclass(frozen=True, slots=True)
class Case:
    """One attack."""

    name: str
    code: str
    sees: str = NOT_ALLOWED
    """A pattern that occurs in what a learner sees: how it ended, the exception or the reason, and the answers."""
    asks: tuple[str, ...] = ()
    timeout_s: float = 10.0
    """For what is to come to its end; what is not has less."""
    is_quick: bool = False
    """Whether the quick part of the suite runs it."""

    def is_met_by(self, said: str) -> bool:
        """Whether a learner saw what they should."""
        return re.search(self.sees, said) is not None


def _quick(name: str, code: str, sees: str = NOT_ALLOWED, asks: tuple[str, ...] = (), timeout_s: float = 10.0) -> Case:
    return Case(name, code, sees, asks, timeout_s, is_quick=True)


TIME = (
    _quick("endless loop in Python", "while True: pass", LATE, timeout_s=0.3),
    _quick("endless loop in C", "sum(iter(int, 1))", LATE, timeout_s=0.3),
    Case(
        "one long call of torch",
        "import torch\nfor _ in range(999): torch.rand(900, 900) @ torch.rand(900, 900)",
        LATE,
        timeout_s=0.3,
    ),
    Case("sleeping", "time.sleep(99)", LATE, timeout_s=0.3),
    _quick(
        "ignoring every signal, stopping itself",
        "for one in set(signal.Signals) - {9, 19}: signal.signal(one, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nos.kill(os.getpid(), 19)\ntime.sleep(99)",
        LATE,
        timeout_s=0.3,
    ),
    Case("an alarm every millisecond", "signal.setitimer(signal.ITIMER_REAL, 1e-3, 1e-3)\nwhile True: pass", "killed: .*SIGALRM"),
    Case(
        "a signal handler that never returns",
        "def stay(*_):\n    while True: pass\nsignal.signal(signal.SIGALRM, stay)\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\ntime.sleep(9)",
        LATE,
        timeout_s=0.3,
    ),
    Case(
        "an alarm that raises while the report is made",
        "def fail(*_): raise RuntimeError\nsignal.signal(signal.SIGALRM, fail)\nsignal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)",
        "",
        ("list(range(4000))",),
    ),
    Case(
        "a lock held for good", "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()", LATE, timeout_s=0.3
    ),
    Case("a regular expression without end", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", LATE, timeout_s=0.3),
    Case("a huge power", "9 ** 9 ** 9", LATE, timeout_s=0.3),
    _quick(
        "threads that go on",
        "import threading\nfor _ in range(9): threading.Thread(target=time.sleep, args=(99,)).start()",
        "finished: ok$",
    ),
    Case(
        "threads that go on printing",
        "import threading\ndef go():\n    while True: os.write(1, b'x' * 999)\nthreading.Thread(target=go).start()",
        "finished: ok$|" + FLOOD,
    ),
    _quick("an endless repr", "class A:\n    def __repr__(self):\n        while True: pass", LATE, ("A()",), 0.3),
    Case(
        "an endless str of an exception",
        "class A(Exception):\n    def __str__(self):\n        while True: pass\nraise A",
        LATE,
        timeout_s=0.3,
    ),
    Case("an endless comparison", "class A:\n    def __eq__(self, other):\n        while True: pass", LATE, ("A() == 1",), 0.3),
    Case("an endless hash", "class A:\n    def __hash__(self):\n        while True: pass", LATE, ("{A(): 1}",), 0.3),
    Case("an endless format", "class A:\n    def __format__(self, spec):\n        while True: pass", LATE, ("f'{A()}'",), 0.3),
    Case(
        "an output that never flushes",
        "class A:\n    def flush(self):\n        while True: pass\nsys.stdout = A()",
        LATE,
        timeout_s=0.3,
    ),
    Case("an output whose flush leaves", "class A:\n    def flush(self): raise SystemExit(3)\nsys.stdout = A()", "finished: ok$"),
    Case("reading standard input", "input()", r"^finished: EOFError"),
    Case(
        "waiting for standard input",
        "import select\nselect.select([0], [], [], 9)\nprint('at', sys.stdin.read())",
        "finished: ok$",
    ),
)

MEMORY = (
    _quick("400 GB at once", "import torch\ntorch.empty(100_000_000_000)", NO_MEMORY),
    _quick("memory in steps", "import torch\nkept = []\nwhile True: kept.append(torch.empty(1 << 26))", NO_MEMORY, timeout_s=3),
    Case(
        "memory in steps, written to",
        "kept = []\nwhile True: kept.append(b'x' * (64 << 20))",
        NO_MEMORY + "|" + LATE,
        timeout_s=5,
    ),
    Case(
        "memory by malloc",
        "libc.malloc.restype = ctypes.c_void_p\nwhile libc.malloc(64 << 20): pass\nraise MemoryError",
        NO_MEMORY,
    ),
    Case("shared memory, anonymous", "import mmap\nkept = [mmap.mmap(-1, 64 << 20) for _ in range(999)]", NO_MEMORY, timeout_s=3),
    Case(
        "shared memory of multiprocessing",
        "from multiprocessing import shared_memory\nreach(shared_memory.SharedMemory, create=True, size=9)",
        REFUSED,
    ),
    Case(
        "a shared tensor",
        "import torch\nreach(torch.zeros(9).share_memory_)",
        r"^finished: (RuntimeError|PermissionError|OSError)",
    ),
    Case("shared memory of System V", "call(29, 194, 0, 1 << 20, 0o1600)"),
    Case("a message queue of POSIX", "call(240, 180, b'torchquiz', 0o102, 0o600, 0)"),
    Case("a message queue of System V", "call(68, 186, 0, 0o1600)"),
    Case("a file in memory", "call(319, 279, b'torchquiz', 0)"),
    Case("secret memory", "call(447, 447, 0)"),
    Case("a thousand pipes", "kept = [os.pipe() for _ in range(1000)]", r"^finished: OSError: \[Errno 24\]"),
    Case("recursion without end", "def f(): f()\nf()", "^finished: RecursionError"),
    Case(
        "recursion without end and without limit",
        "sys.setrecursionlimit(1 << 30)\nclass A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().x",
        "^(killed: it was ended by SIG(SEGV|KILL)|finished: (MemoryError|RecursionError)|timeout)",
        timeout_s=3,
    ),
    Case(
        "a parser bomb of brackets", "compile('(' * 100_000, '', 'eval')", "^finished: (SyntaxError|MemoryError|RecursionError)"
    ),
    Case(
        "a parser bomb of operators",
        "eval('-' * 1_000_000 + '1')",
        "^(finished: (SyntaxError|MemoryError|RecursionError)|killed)",
        timeout_s=3,
    ),
    Case(
        "a parser bomb of attributes",
        "eval('a' + '.a' * 500_000)",
        "^(finished: (SyntaxError|MemoryError|RecursionError)|killed)",
        timeout_s=3,
    ),
    Case(
        "a constant that folds into much memory",
        "eval('(' + '(1,) * 99999,' * 9 + ') * 99999')",
        "^(finished|timeout|killed)",
        timeout_s=2,
    ),
    _quick("a fork bomb", "while True: os.fork()"),
    _quick(
        "a fork bomb by raw calls",
        "each(*[lambda flags=flags: call(56, 220, flags, 0, 0, 0, 0) for flags in (17, 0, 0x4111, 0x8000)])",
    ),
    Case(
        "fork and vfork by number",
        "each(lambda: call(57, 1079, 0), lambda: call(58, 1071, 0))",
        r"^finished: (PermissionError|OSError)",
    ),
    Case(
        "clone3", "call(435, 435, ctypes.byref((ctypes.c_uint64 * 8)(0, 0, 0, 0, 17)), 64)", r"^finished: OSError: \[Errno 38\]"
    ),
    _quick(
        "a bomb of threads with small stacks",
        "import threading\nthreading.stack_size(32768)\nkept = 0\ntry:\n"
        "    while kept < 5000: threading.Thread(target=time.sleep, args=(9,)).start(); kept += 1\n"
        "except RuntimeError: pass\nprint('BREACH' if kept > 1500 else 'ok', kept)",
        "finished: ok$",
        timeout_s=5,
    ),
)

OUTPUT = (
    _quick("an output flood", "while True: print('x' * 9999)", FLOOD, timeout_s=3),
    Case(
        "an output flood by raw calls",
        "while True: os.write(1, b'x' * 99999)",
        r"^(killed: it printed more|finished: OSError: \[Errno 27\])",
        timeout_s=3,
    ),
    _quick(
        "a flood of warnings",
        "import warnings\nwarnings.simplefilter('always')\nwhile True: warnings.warn('x' * 9999)",
        FLOOD + "|" + LATE,
        timeout_s=0.5,
    ),
    Case("a hole in the output", "os.lseek(1, 1 << 40, 0)\nos.write(1, b'x')", r"^(finished: OSError|killed)"),
    Case(
        "a flood with its own signal on",
        "signal.signal(25, signal.SIG_DFL)\nwhile True: os.write(1, b'x' * 9999)",
        "^killed: it printed more",
        timeout_s=3,
    ),
    Case("a value that is too large", "x = 'a' * 5_000_000", "^killed: its values are too large to be reported", ("x",)),
    _quick("orders to the terminal", r"print('\x1b]52;c;aGk=\x07\x1b[2J', end='')", "finished: ok$"),
    Case("orders to the terminal in values", r"x = '\x1b[2J'", "finished: ok -> str .\\[2J$", ("x",)),
    Case("orders to the terminal in exceptions", r"raise ValueError('\x1b[2J')", "^finished: ValueError: .\\[2J$"),
    Case("half a character", r"x = '\ud800'", "finished: ok -> str \ufffd$", ("x",)),
    Case("a nested value", "x = []\nfor _ in range(100_000): x = [x]", r"^(finished: ok -> RecursionError|killed)", ("x",), 3),
    Case("a value that holds itself", "x = []\nx.append(x)", r"finished: ok -> list \[\[\.\.\.\]\]$", ("x",)),
    Case("a value of a billion parts", "x = [1]\nfor _ in range(8): x = [x] * 99", "^(timeout|killed)|MemoryError", ("x",), 0.5),
    Case("a number of a million digits", "x = 10 ** 1_000_000", "finished: ok -> ValueError", ("x",)),
    Case("a number beyond floats", "x = 10 ** 400", "finished: ok -> int 1000", ("x",)),
    Case("a generator without end", "import itertools\nx = itertools.count()", r"finished: ok -> other count\(0\)$", ("x",)),
)

ENDING = (
    Case("os._exit", "os._exit(3)", "^killed: it ended itself with status 3$"),
    _quick("os._exit as if all were well", "os._exit(0)", WITHOUT_REPORT, ("1",)),
    Case("os._exit that does not exit", "os._exit = lambda status: None", "finished: ok$"),
    Case("sys.exit", "sys.exit(3)", "^finished: SystemExit"),
    Case("sys.exit in an ask", "x = 1", "^finished: ok -> SystemExit", ("sys.exit(3)",)),
    Case("a segmentation fault", "ctypes.string_at(0)", "^killed: it was ended by SIGSEGV$"),
    Case("an abort", "os.abort()", "^killed: it was ended by SIGABRT$"),
    _quick("a signal without a name", "os.kill(os.getpid(), 40)", "^killed: it was ended by signal 40$"),
    Case("atexit", "import atexit\natexit.register(print, 'BREACH')", "finished: ok$"),
    Case("an orphan that holds the output open", "import subprocess\nsubprocess.Popen(['sleep', '99'], start_new_session=True)"),
    Case("starting a shell", "print('BREACH' if os.system('true') == 0 else 'ok')", "^finished: ok$"),
    Case("another program in its own place", "os.execv('/bin/true', ['true'])"),
    Case("posix_spawn", "reach(os.posix_spawn, '/bin/true', ['true'], {})"),
    Case("a program from memory", "call(322, 281, 1, b'', 0, 0, 0x1000)"),
)

FILES = (
    _quick("reading the user's file", "reach(lambda: open(CANARY).read())", HIDDEN),
    Case("reading the user's folder", "reach(os.listdir, FOLDER)", HIDDEN),
    Case(
        "reading the home folder",
        "each(lambda: os.listdir(HOME), lambda: os.listdir('/home'), lambda: os.listdir('/root'))",
        HIDDEN,
    ),
    Case("reading the project", "reach(os.listdir, PROJECT)", HIDDEN),
    Case("reading the password file", "reach(lambda: open('/etc/passwd').read())", HIDDEN),
    _quick("writing to the user's file", "reach(lambda: open(CANARY, 'a').write('x'))", HIDDEN),
    Case("emptying the user's file", "reach(os.truncate, CANARY, 0)", HIDDEN),
    Case("deleting the user's file", "reach(os.remove, CANARY)", HIDDEN),
    Case("moving the user's file", "reach(os.rename, CANARY, CANARY + '2')", HIDDEN),
    Case("linking to the user's file", "each(lambda: os.link(CANARY, '/tmp/x'), lambda: os.symlink(CANARY, '/tmp/x'))", HIDDEN),
    Case(
        "mode, owner and times of the user's file",
        "each(lambda: os.chmod(CANARY, 0o777), lambda: os.chown(CANARY, 0, 0), lambda: os.utime(CANARY), lambda: os.setxattr(CANARY, 'user.x', b''))",
        HIDDEN,
    ),
    _quick("writing to the virtual environment", "reach(lambda: open(VENV + '/pyvenv.cfg', 'a').write('x'))", HIDDEN),
    Case("writing beside torch", "import torch\nreach(lambda: open(os.path.dirname(torch.__file__) + '/x.py', 'w'))", HIDDEN),
    Case("deleting the virtual environment", "import shutil\nreach(shutil.rmtree, VENV)", HIDDEN),
    _quick(
        "flags of a file that may be read",
        "import fcntl\nfile = os.open(VENV + '/pyvenv.cfg', os.O_RDONLY)\nflags = bytearray(8)\n"
        "each(lambda: fcntl.ioctl(file, 0x80086601, flags), lambda: fcntl.ioctl(file, 0x40086602, bytes(flags)))",
        r"^finished: (PermissionError|OSError: \[Errno (1|25)\])",
    ),
    Case(
        "a lease on a file that may be read",
        "import fcntl\nfile = open(VENV + '/pyvenv.cfg')\nreach(fcntl.fcntl, file, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
        REFUSED,
    ),
    Case(
        "watching a folder by fcntl",
        "import fcntl\nfolder = os.open(VENV, os.O_RDONLY)\nreach(fcntl.fcntl, folder, fcntl.F_NOTIFY, 0x80000000 | 4)",
        REFUSED,
    ),
    Case(
        "filling the disk",
        "each(*[lambda at=at: open(at + '/torchquiz-hostile', 'wb') for at in ('/tmp', '/var/tmp', '/dev/shm', '/', '.', FOLDER)])",
        HIDDEN,
    ),
    Case(
        "a file without a name",
        "each(*[lambda at=at: os.open(at, os.O_TMPFILE | os.O_RDWR) for at in ('/tmp', '/dev/shm', FOLDER)])",
        HIDDEN,
    ),
    Case(
        "a temporary file",
        "import tempfile\nreach(tempfile.TemporaryFile)",
        r"^finished: (PermissionError|FileNotFoundError|OSError)",
    ),
    Case(
        "a named pipe or a device",
        "each(lambda: os.mkfifo('/tmp/x'), lambda: os.mknod('/tmp/x'), lambda: os.mknod('/tmp/x', 0o60600, 0x800))",
        HIDDEN,
    ),
    Case(
        "raw disks and memory",
        "each(*[lambda at=at: open(at, 'rb').read(1) for at in ('/dev/mem', '/dev/kmsg', '/dev/vda', '/dev/sda', '/dev/tty')])",
        HIDDEN,
    ),
    Case("opening by handle", "call(303, 264, -100, CANARY.encode(), (ctypes.c_int * 40)(128), (ctypes.c_int * 4)(), 0)"),
    Case("opening by handle, forged", "call(304, 265, 1, (ctypes.c_int * 40)(8, 1, 2, 0), 0)"),
    Case("a way round by openat2", "call(437, 437, -100, CANARY.encode(), (ctypes.c_uint64 * 3)(), 24)"),
    Case("a way round by name of a descriptor", "reach(lambda: open('/proc/self/root' + CANARY).read())", HIDDEN),
    Case("upwards out of a folder that may be read", "reach(lambda: open(VENV + '/lib/' + '../' * 20 + CANARY).read())", HIDDEN),
    Case("a new root", "each(lambda: os.chroot('/usr'), lambda: call(155, 41, b'/', b'/'))"),
    Case("mounting", "each(lambda: call(165, 40, b'none', b'/mnt', b'tmpfs', 0, 0), lambda: call(166, 39, b'/proc', 2))"),
    Case(
        "mounting the new way",
        "each(lambda: call(430, 430, b'tmpfs', 0), lambda: call(428, 428, -100, b'/', 1), lambda: call(429, 429, 1, b'', 1, b'/', 4))",
    ),
    Case("watching files", "each(lambda: call(294, 26, 0), lambda: call(300, 262, 0, 0))"),
    Case(
        "the user's clock and host name",
        "each(lambda: call(227, 112, 0, ctypes.byref((ctypes.c_long * 2)())), lambda: socket.sethostname('x'))",
    ),
)

PROCESSES = (
    _quick(
        "the environment of the parent",
        "each(*[lambda pid=pid: open(f'/proc/{pid}/environ').read() for pid in (PARENT, 1, 'self')])",
        HIDDEN,
    ),
    Case(
        "the command line of the parent",
        "each(*[lambda pid=pid: open(f'/proc/{pid}/cmdline').read() for pid in (PARENT, 1, os.getppid())])",
        HIDDEN,
    ),
    Case("a list of processes", "reach(os.listdir, '/proc')", HIDDEN),
    _quick(
        "the worker's memory by its file",
        "each(*[lambda at=at: open(f'/proc/{at}/mem', 'rb').read(1) for at in (1, '1/task/1', PARENT, 'self', 'thread-self')])",
        HIDDEN,
    ),
    _quick(
        "the worker's map, environment and files",
        "each(*[lambda at=at: os.open(f'/proc/1/{at}', 0) for at in"
        " ('maps', 'task', 'task/1/maps', 'task/1/environ', 'task/1/fd', 'task/1/root', 'statm')])",
        HIDDEN,
    ),
    Case("writing to its own memory by its file", "reach(lambda: open('/proc/self/mem', 'r+b'))", HIDDEN),
    _quick(
        "the memory of others", "each(*[lambda pid=pid: call(310, 270, pid, 0, 0, 0, 0, 0) for pid in (1, os.getppid(), PARENT)])"
    ),
    Case("writing to the memory of others", "call(311, 271, 1, 0, 0, 0, 0, 0)"),
    _quick(
        "tracing",
        "each(lambda: call(101, 117, 16, os.getppid(), 0, 0), lambda: call(101, 117, 0x4206, 1, 0, 0), lambda: call(101, 117, 0, 0, 0, 0))",
    ),
    Case(
        "a handle on a process",
        "each(lambda: call(434, 434, 1, 0), lambda: call(438, 438, 3, 0, 0), lambda: call(440, 440, 3, 0, 0, 4, 0))",
    ),
    Case("comparing processes", "call(312, 272, 1, os.getpid(), 0, 0, 0)"),
    _quick(
        "killing the parent", "each(*[lambda pid=pid: os.kill(pid, 9) for pid in (PARENT, os.getppid(), 1, 0, -1, -os.getpid())])"
    ),
    Case(
        "killing by other calls",
        "each(lambda: call(200, 130, 1, 9), lambda: call(234, 131, 1, 1, 9), lambda: call(129, 138, 1, 9, 0), lambda: call(424, 424, 3, 9, 0, 0))",
    ),
    _quick(
        "a signal to the worker by way of a pipe",
        "import fcntl\nread, write = os.pipe()\nfcntl.fcntl(read, 8, 1)\nfcntl.fcntl(read, 10, signal.SIGINT)\n"
        "fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC)\nos.write(write, b'x')\ntime.sleep(0.1)\nprint('BREACH')",
        REFUSED,
    ),
    Case(
        "a signal by way of an ioctl",
        "import fcntl\nread, write = os.pipe()\nreach(fcntl.ioctl, read, 0x5452, (1).to_bytes(4, 'little'))",
        r"^finished: (PermissionError|OSError)",
    ),
    _quick("limits of the worker", "import resource\nreach(resource.prlimit, os.getppid(), resource.RLIMIT_NOFILE, (0, 0))"),
    Case(
        "raising its own limits",
        "import resource\nfor one in range(16):\n    try: resource.setrlimit(one, (-1, -1)); print(one)\n    except ValueError as error: last = error\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "^finished: ValueError",
    ),
    Case("outliving the worker", "for one in (1, 36): reach(lambda: call(157, 167, one, 0, 0, 0, 0))"),
    Case(
        "rules of its own",
        "each(lambda: call(157, 167, 22, 2, 0), lambda: call(317, 277, 0, 0, 0), lambda: call(157, 167, 4, 1, 0, 0, 0))",
    ),
    Case(
        "becoming somebody else",
        "each(lambda: os.setuid(0) or os.setuid(1), lambda: os.setresgid(0, 0, 0), lambda: call(126, 91, 0, 0), lambda: os.setgroups([0]))",
    ),
    Case(
        "new namespaces",
        "each(*[lambda flag=flag: call(272, 97, flag) for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000)])",
    ),
    Case(
        "threads in new namespaces",
        "each(*[lambda flag=flag: call(56, 220, 0x10f00 | flag, 0, 0, 0, 0) for flag in (0x40000000, 0x4000000, 0x8000000)])",
    ),
    Case("other namespaces", "each(lambda: call(308, 268, 1, 0), lambda: os.open('/proc/1/ns/net', 0))", HIDDEN),
    Case(
        "slowing others down",
        "each(lambda: os.nice(-5), lambda: os.sched_setscheduler(0, 1, os.sched_param(9)), lambda: os.setpriority(0, 1, 19), lambda: os.sched_setaffinity(1, [0]))",
    ),
)

NETWORK = (
    _quick("TCP to this machine", "reach(socket.create_connection, ('127.0.0.1', PORT), 0.2)"),
    Case("TCP to elsewhere", "reach(socket.create_connection, ('1.1.1.1', 53), 0.2)"),
    _quick("UDP", "reach(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT)))"),
    Case(
        "a name of a host",
        "reach(socket.gethostbyname, 'pytorch.org')",
        "^finished: (gaierror|socket.gaierror|OSError|PermissionError)",
    ),
    Case("listening", "reach(lambda: socket.create_server(('', 0)))"),
    Case("a unix socket", "reach(lambda: socket.socket(socket.AF_UNIX).connect(SOCKET))"),
    Case("an abstract socket", "reach(lambda: socket.socket(socket.AF_UNIX).connect(ABSTRACT))"),
    Case("a pair of sockets", "reach(socket.socketpair)"),
    Case(
        "other families of sockets",
        "each(*[lambda family=family: socket.socket(family, socket.SOCK_RAW) for family in (2, 10, 16, 17, 31, 38, 40, 44)])",
    ),
    Case(
        "fetching a file",
        "import urllib.request\nreach(urllib.request.urlopen, f'http://127.0.0.1:{PORT}')",
        "^finished: urllib.error.URLError",
    ),
    Case(
        "messages on the worker's socket",
        "each(*[lambda fd=fd: call(46, 211, fd, ctypes.create_string_buffer(64), 0) for fd in range(3, 9)])",
    ),
)

KERNEL = (
    _quick("bpf", "call(321, 280, 5, 0, 0)"),
    _quick(
        "io_uring",
        "each(lambda: call(425, 425, 8, ctypes.create_string_buffer(120)), lambda: call(426, 426, 3, 1, 0, 0, 0, 0), lambda: call(427, 427, 3, 0, 0, 0))",
    ),
    Case(
        "keys of the kernel",
        "each(lambda: call(250, 219, 0, -3, 1), lambda: call(248, 217, b'user', b'x', b'x', 1, -3), lambda: call(249, 218, b'user', b'x', 0, -3))",
    ),
    Case("faults handled by the user", "call(323, 282, 1)"),
    Case("counters of the machine", "call(298, 241, ctypes.create_string_buffer(128), 0, -1, -1, 0)"),
    Case(
        "modules of the kernel",
        "each(lambda: call(313, 273, 3, b'', 0), lambda: call(175, 105, b'', 0, b''), lambda: call(246, 104, 0, 0, 0, 0))",
    ),
    Case("restarting the machine", "call(169, 142, 0xFEE1DEAD, 672274793, 0, 0)"),
    Case("timers that outlive", "each(lambda: call(222, 107, 0, 0, ctypes.byref(ctypes.c_int())), lambda: call(283, 85, 1, 0))"),
    Case("moving pages of others", "each(lambda: call(256, 238, 1, 8, b'', b''), lambda: call(279, 239, 1, 0, 0, 0, 0, 0))"),
    Case("asynchronous input and output", "call(206, 0, 8, ctypes.byref(ctypes.c_ulong()))"),
    Case(
        "copying between descriptors",
        "each(lambda: call(275, 76, 0, 0, 1, 0, 9, 0), lambda: call(278, 75, 1, 0, 0, 0), lambda: call(276, 77, 0, 1, 9, 0))",
    ),
    Case(
        "execution domains, ports, segments",
        "each(lambda: call(135, 92, 0x0400000), lambda: call(172, 1072, 3), lambda: call(154, 1054, 0, 0, 0))",
        r"^finished: (PermissionError|OSError)",
    ),
    Case(
        "numbers that no kernel has", "each(*[lambda number=number: call(number, number) for number in (1000, 9999, 0x3fffffff)])"
    ),
)
"""Kernel-wide calls by number, on x86_64 and aarch64."""

CONVENTIONS = (
    _quick(
        "the second calling convention (x32)",
        "each(*[lambda number=number: call(0x40000000 | number, 1000) for number in (57, 39, 520, 2)])",
    ),
    _quick(
        "the third calling convention (int 0x80)",
        r"machine_code(b'\xb8\x02\x00\x00\x00\xcd\x80\xc3')",
        "^killed: it was ended by SIG(SYS|SEGV)$",
    ),
    Case("instructions of its own", r"machine_code(b'\xb8\x39\x00\x00\x00\x0f\x05\xc3') == -1 and call(57, 1079)", NOT_ALLOWED),
    Case(
        "a far jump into 32 bits",
        r"machine_code(b'\x6a\x23\x48\x8d\x05\x03\x00\x00\x00\x50\x48\xcb\xb8\x02\x00\x00\x00\xcd\x80')",
        "^killed: it was ended by SIG",
    ),
)
"""Of x86_64 alone."""

FORGED = '{"raised": null, "elapsed_ms": 1, "answers": [{"as": "value", "tag": "int", "data": 42, "text": "42"}]}'
FORGE = f"forged = {FORGED!r}.encode()\n"
TRUE_VALUE = "^(finished: ok -> int 1$|killed)"

REPORTS = (
    _quick("forging the report and leaving", FORGE + "os.write(3, forged)\nos._exit(0)", "^killed", ("1",)),
    _quick(
        "forging on every descriptor",
        FORGE + "for fd in range(256):\n    try: os.write(fd, forged)\n    except OSError: pass\nos._exit(0)",
        "^killed",
        ("1",),
    ),
    Case("forging the report and going on", FORGE + "os.write(3, forged)", TRUE_VALUE, ("1",)),
    Case(
        "forging by way of memory",
        FORGE + "import mmap\nos.ftruncate(3, len(forged))\nmmap.mmap(3, len(forged))[:] = forged\nos._exit(0)",
        "^(killed|finished: (PermissionError|OSError))",
        ("1",),
    ),
    Case(
        "forging after the true report",
        FORGE + "import threading\ndef go():\n    while True: os.pwrite(3, forged, 0)\nthreading.Thread(target=go).start()",
        TRUE_VALUE,
        ("1",),
    ),
    _quick("a report that is far too deep", "os.write(3, b'[' * 500_000)\nos._exit(0)", "^killed", ("1",)),
    Case("a report of something else", "os.write(3, b'[1, {}]')\nos._exit(0)", "^killed", ("1",)),
    Case(
        "a report that says too much",
        'os.write(3, b\'{"raised": null, "answers": [], "elapsed_ms": 1e999}\')\nos._exit(0)',
        "^killed",
        ("1",),
    ),
    Case("closing every descriptor", "os.closerange(0, 256)", "^(finished: ok|killed)", ("1",)),
    Case("putting one descriptor over another", "os.dup2(3, 1)\nprint('x' * 99)", "^(finished: ok|killed)", ("1",)),
    Case("waiting in place of the parent", "each(lambda: os.wait(), lambda: os.waitid(os.P_ALL, 0, os.WEXITED))"),
    _quick(
        "patching json",
        "import json\njson.dumps = lambda *_, **__: 'BREACH'\njson.JSONEncoder.encode = json.dumps",
        "^(finished: ok -> int 1$|killed)",
        ("1",),
    ),
    Case("patching the writer of the report", "os.write = lambda *_: 0", "^(finished: ok -> int 1$|killed|timeout)", ("1",)),
    Case(
        "patching builtins",
        "import builtins\nfor name in ('len', 'repr', 'isinstance', 'type', 'str', 'open', 'print', '__import__'): setattr(builtins, name, None)",
        "^(finished|killed)",
        ("1",),
    ),
    Case(
        "patching builtins for itself",
        "import builtins\nbuiltins.len = lambda one: 42\n__builtins__.len(())",
        "^finished: ok -> int 42$",
        ("len('a')",),
    ),
    Case(
        "patching the builtins of the child",
        "__builtins__.isinstance = __builtins__.type = __builtins__.repr = lambda *_: int",
        "^finished: ok -> str a$",
        ("'a'",),
    ),
    Case(
        "patching the machinery through its frames",
        "frame = sys._getframe()\nwhile frame:\n    frame.f_globals.update(encode=lambda *_: {'tag': 'int', 'data': 42, 'text': '42'})\n    frame = frame.f_back",
        "^(finished|killed)",
        ("1",),
    ),
    Case(
        "patching print",
        "import builtins\nbuiltins.print = None\nsys.stdout = sys.stderr = None",
        "^finished: ok -> int 1$",
        ("1",),
    ),
    _quick(
        "patching torch for the next snippet",
        "import torch\ntorch.nn.Linear = torch.arange = torch.Tensor.sum = None\ntorch.set_default_dtype(torch.float64)\ntorch.manual_seed = None",
        "finished: ok",
    ),
    Case("emptying torch", "import torch\nvars(torch).clear()", "^(finished|killed)", ("1",)),
    Case(
        "emptying the interpreter",
        "for module in list(sys.modules.values()):\n    if module is not None: vars(module).clear()",
        "^(finished|killed)",
        ("1",),
    ),
    _quick(
        "walking the frames for other jobs",
        "frame = sys._getframe()\nfound = ''\nwhile frame:\n    found += repr(frame.f_locals) + repr(list(frame.f_globals))\n    frame = frame.f_back\nprint('BREACH' if holds_earlier(found.encode()) else 'ok')",
        "finished: ok$",
    ),
    Case(
        "walking the garbage for other jobs",
        "import gc\nfound = ''.join(repr(one)[:9999] for one in gc.get_objects() if type(one) in (dict, list, tuple) and len(one) < 99)\nprint('BREACH' if holds_earlier(found.encode(errors='replace')) else 'ok')",
        "finished: ok$",
        timeout_s=9,
    ),
    _quick(
        "walking the memory for other jobs",
        "libc.sbrk.restype = ctypes.c_void_p\nheap, mapped = libc.sbrk(0) >> 12 << 12, id(object()) >> 12 << 12\n"
        "for begin, end in ((heap - (256 << 20), heap), (mapped - (1 << 30), mapped + (1 << 30))):\n"
        "    for page in pages(begin, end):\n"
        "        if holds_earlier(page): print('BREACH', flush=True)",
        "finished: ok$",
        timeout_s=9,
    ),
    Case(
        "the machinery by its name", "import __main__\nprint('BREACH' if hasattr(__main__, '_serve') else 'ok')", "finished: ok$"
    ),
)

LIES = (
    _quick(
        "an int that is none",
        "class A(int):\n    def __repr__(self): return '1'\n    def __eq__(self, other): return True\nx = A(5)",
        "-> other 1$",
        ("x",),
    ),
    Case("a str that is none", "class A(str):\n    def __eq__(self, other): return True\nx = A('a')", "-> other ", ("x",)),
    Case("a float that is none", "class A(float):\n    def __float__(self): return 1.0\nx = A(5)", "-> other ", ("x",)),
    Case(
        "a tuple that is none", "class A(tuple):\n    def __iter__(self): return iter((1, 2))\nx = A((5,))", "-> other ", ("x",)
    ),
    _quick(
        "a shape that is none",
        "import torch\nclass A(torch.Size):\n    def __iter__(self): return iter((1, 2))\nx = A((5,))",
        "not an acceptable base type",
        ("x",),
    ),
    Case(
        "an object that lies about its class",
        "import torch\nclass A:\n    __class__ = torch.Size\n    def __iter__(self): return iter((1, 2))\nx = A()",
        "-> other ",
        ("x",),
    ),
    Case(
        "an object that lies about being a dtype",
        "import torch\nclass dtype:\n    __class__ = torch.dtype\n    def __str__(self): return 'torch.float32'\nx = dtype()",
        "-> other ",
        ("x",),
    ),
    _quick(
        "a tensor that is none",
        "import torch\nclass A(torch.Tensor):\n    def tolist(self): return [1.0]\n    def detach(self): return self\nx = A([5.0])",
        "-> other ",
        ("x",),
    ),
    Case(
        "an object that lies about being a tensor",
        "import torch\nclass A:\n    __class__ = torch.Tensor\n    def __getattr__(self, name): return lambda *_: self\nx = A()",
        "-> (other|\\w*Error)",
        ("x",),
    ),
    Case(
        "a dictionary with evil keys",
        "class A:\n    def __hash__(self): return 1\n    def __eq__(self, other): return True\nx = {A(): 1, 2: 3}",
        "-> dict ",
        ("x",),
    ),
    Case(
        "a dictionary that changes while it is read",
        "class A:\n    def __repr__(self):\n        x[len(x)] = 1\n        return 'a'\nx = {A(): 1}",
        "finished: ok -> ",
        ("x",),
    ),
    Case(
        "an exception that lies about its class",
        "class RuntimeError(Exception): pass\nRuntimeError.__module__ = 'builtins'\nraise RuntimeError('x')",
        r"^finished: builtins\.RuntimeError: x$",
    ),
    Case(
        "an exception that lies about its ancestors",
        "class M(type):\n    __mro__ = (ValueError, Exception, BaseException, object)\nclass A(Exception, metaclass=M): pass\nraise A",
        r"^finished: __main__\.A$",
    ),
    Case("an exception whose text is no text", "error = SyntaxError()\nerror.msg = [1]\nraise error", r"^finished: SyntaxError"),
    Case(
        "an exception with a name of half a million letters",
        "raise type('A' * 500_000, (Exception,), {})",
        r"^finished: __main__\.A{3991}$",
    ),
    Case("an exception whose module is no text", "class A(Exception): pass\nA.__module__ = 5\nraise A", r"^(finished|killed)"),
)

REST = (
    _quick("cutting the report short", "each(*[lambda fd=fd: os.ftruncate(fd, 0) for fd in (1, 2, 3)])", asks=("1",)),
    Case("reserving room in its files", "each(*[lambda fd=fd: call(285, 47, fd, 0, 0, 1 << 40) for fd in (1, 2, 3)])"),
    Case(
        "sealing its files",
        "import fcntl\neach(*[lambda fd=fd: fcntl.fcntl(fd, 1033, 8) for fd in (1, 2, 3)])",
    ),
    _quick(
        "descriptors that were left open",
        "each(*[lambda fd=fd: os.fstat(fd) for fd in range(4, 1024)])",
        r"^finished: OSError: \[Errno 9\]",
    ),
    Case(
        "flags that stay on descriptors",
        "import fcntl\nfor fd in range(4): fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND)",
        "finished: ok -> int 1$",
        ("1",),
    ),
    _quick(
        "places moved in files that the next one gets",
        "for fd in (1, 2, 3): os.lseek(fd, 500_000, 0)\nos.write(1, b'BEYOND')\nos._exit(0)",
        "^killed",
        ("1",),
    ),
    _quick(
        "writing to its files for as long as it can",
        "import mmap, threading\nos.write(1, b'x' * 4096)\nhere = mmap.mmap(1, 4096)\ndef go():\n    while True: here[:3] = b'old'\n"
        "threading.Thread(target=go, daemon=True).start()",
        "^finished: ok -> int 1$",
        ("1",),
    ),
    Case(
        "other modules in the place of the reporter's",
        "class Fake:\n    def __getattr__(self, name): return lambda *_, **__: 'BREACH'\n"
        "for name in ('json', 'json.encoder', 'os', 'ctypes', 'child', 'reporting', 'serving', 'jail'): sys.modules[name] = Fake()",
        "finished: ok -> int 1$",
        ("1",),
    ),
    _quick(
        "writing over the code of torch",
        "import torch\nfor code in (ctypes.CDLL(torch._C.__file__).PyInit__C, libc.getpid):\n"
        "    base = ctypes.cast(code, ctypes.c_void_p).value >> 12 << 12\n"
        "    if libc.mprotect(ctypes.c_void_p(base), ctypes.c_size_t(4096), 7) == 0: ctypes.memset(base, 0xCC, 4096)\n"
        "os.getpid()",
        "^killed: it was ended by SIG",
    ),
    Case(
        "taking the code of torch away",
        "at = id(type) >> 21 << 21\nlibc.munmap(ctypes.c_void_p(at - (1 << 30)), ctypes.c_size_t(2 << 30))",
        "^(killed: it was ended by SIG|finished)",
    ),
    Case(
        "a hundred thousand pieces of memory",
        "for number in range(100_000):\n    if libc.mmap(None, 4096, number % 2, 0x22, -1, 0) == ctypes.c_void_p(-1).value: raise MemoryError",
        NO_MEMORY,
        timeout_s=5,
    ),
    Case("memory that must not be swapped", "each(lambda: call(149, 228, 0, 4096), lambda: call(151, 230, 1))"),
    Case(
        "a list of locks that goes in circles",
        "head = (ctypes.c_long * 3)()\nhead[0] = ctypes.addressof(head)\nhead[2] = 1\n"
        "print(libc.syscall(273 if COLUMN == 0 else 99, ctypes.byref(head), 24))",
        "finished: ok$",
    ),
    _quick(
        "a listener for the calls of others",
        "rules = (ctypes.c_uint64 * 2)(1, 0)\n"
        "each(lambda: call(317, 277, 1, 8, ctypes.byref(rules)), lambda: call(157, 167, 0x59616D61, -1, 0, 0, 0))",
    ),
    Case("processors and priorities of its own", "each(lambda: os.sched_setaffinity(0, [0]), lambda: call(251, 30, 1, 0, 0))"),
    Case(
        "wiping or moving memory of the worker", "each(lambda: call(448, 448, 3, 0), lambda: call(440, 440, -10000, 0, 0, 4, 0))"
    ),
    Case(
        "walls of its own",
        "each(lambda: call(444, 444, 0, 0, 1), lambda: call(445, 445, 3, 1, 0, 0), lambda: call(446, 446, 3, 0))",
    ),
    Case(
        "calls that later kernels brought",
        "each(*[lambda number=number: call(number, number, 0, 0, 0, 0) for number in range(447, 470)])",
    ),
    Case(
        "a thousand waiters",
        "import select\nkept = [select.epoll() for _ in range(1000)]",
        r"^finished: OSError: \[Errno 24\]",
    ),
)
"""Descriptors, memory, code and calls that the other groups leave out."""

TOKEN = (
    "frame = sys._getframe()\nwhile 'TOKEN' not in frame.f_globals: frame = frame.f_back\ntoken = frame.f_globals['TOKEN'].raw\n"
    'def answer(sort, data): return b\'{"as": "value", "tag": "%s", "data": %s, "text": ""}\' % (sort, data)\n'
    "def tell(answer, raised=b'null'):\n"
    '    os.write(3, token + b\'{"raised": %s, "elapsed_ms": 1, "answers": [%s]}\' % (raised, answer))\n'
    "    os._exit(0)\n"
)
"""Finds the token of the job and writes a report of its own; nobody can prevent that, and the parent must stand it."""


def _told(name: str, code: str) -> Case:
    return _quick(name, TOKEN + code, UNREADABLE, ("1",))


TOLD = (
    _told("a report with its token that is far too deep", "tell(answer(b'list', b'[' * 400_000 + b']' * 400_000))"),
    _told(
        "a report with its token, of sizes with a million digits",
        "tell(answer(b'tensor', b'{\"dtype\": \"\", \"data\": [], \"shape\": [%s]}' % b', '.join([b'9' * 4200] * 240)))",
    ),
    _told("a report with its token, of a float that is none", "tell(answer(b'float', b'1' + b'0' * 400))"),
    _told("a report with its token, of not a number", "tell(answer(b'float', b'NaN'))"),
    _told(
        "a report with its token, of a key that nothing can be looked up by",
        "tell(answer(b'dict', b'[[%s, %s]]' % ((answer(b'dict', b'[]'),) * 2)))",
    ),
    _told(
        "a report with its token, of a message that takes long to be understood",
        'tell(answer(b\'int\', b\'1\'), b\'{"type": "A", "lineage": ["OSError"], "through": [], "message": "%s"}\' % (b\'[Errno 1] \' * 90_000))',
    ),
)

LONG_CALLS = (
    Case(
        "two gigabytes of chance in one call", "open('/dev/urandom', 'rb', 0).readinto(bytearray(2 << 30))", LATE, timeout_s=0.5
    ),
    Case(
        "pages asked for and given back by the million",
        "libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]\nhere = libc.mmap(None, 2 << 30, 3, 0x22, -1, 0)\n"
        "while True: libc.madvise(here, 2 << 30, 23) or libc.madvise(here, 2 << 30, 4)",
        LATE,
        timeout_s=0.5,
    ),
    Case(
        "barriers on all processors by fifty threads",
        "import threading\ndef go():\n    while True: libc.syscall((324, 283)[COLUMN], 1, 0, 0)\n"
        "for _ in range(50): threading.Thread(target=go).start()\ngo()",
        LATE,
        timeout_s=0.5,
    ),
    Case(
        "four hundred threads that keep every processor busy",
        "import hashlib, threading\nthreading.stack_size(65536)\ndef go():\n    while True: hashlib.sha256(bytes(1 << 20))\n"
        "try:\n    for _ in range(400): threading.Thread(target=go).start()\nexcept RuntimeError: pass\ngo()",
        LATE,
        timeout_s=1,
    ),
    _quick(
        "a first thread that leaves while another stays",
        "import threading\nthreading.Thread(target=time.sleep, args=(99,)).start()\nlibc.syscall((60, 93)[COLUMN], 0)",
        LATE,
        timeout_s=0.3,
    ),
    Case(
        "a hundred thousand signals that wait",
        "waiting = range(34, 65)\nsignal.pthread_sigmask(signal.SIG_BLOCK, waiting)\ntry:\n"
        "    for number in range(100_000): os.kill(os.getpid(), 34 + number % 31)\nexcept OSError: pass",
        "finished: ok$",
        timeout_s=3,
    ),
)
"""Calls and threads that the kernel has to break off when the time is up."""

SHARED = (
    _quick(
        "threads with descriptors of their own",
        "each(*[lambda flags=flags: call(56, 220, flags, 0, 0, 0, 0) for flags in (0x10900, 0x10B00, 0x18900, 0x110900)])",
    ),
    _quick(
        "the name of the machine", "print('BREACH' if HOST in (*os.uname(), socket.gethostname()) else 'ok')", "finished: ok$"
    ),
    _quick("the worker's command line as its own", "print('BREACH' if any(sys.argv) else 'ok')", "finished: ok$"),
    Case(
        "every flag on its descriptors",
        "import fcntl\nfor fd in range(4):\n    for bit in range(31):\n"
        "        try: fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | 1 << bit)\n        except OSError: pass",
        "finished: ok -> int 1$",
        ("1",),
    ),
    Case(
        "words in its files that the kernel writes to when a thread ends",
        "import mmap, threading\nos.pwrite(1, bytes(4096), 0)\nhere = mmap.mmap(1, 4096)\n"
        "at = ctypes.addressof(ctypes.c_char.from_buffer(here))\n"
        "def go(): libc.syscall((218, 96)[COLUMN], ctypes.c_void_p(at + 8)); libc.syscall((202, 98)[COLUMN], ctypes.c_void_p(at), 6, 0, None)\n"
        "for _ in range(9): threading.Thread(target=go, daemon=True).start()\ngo()",
        "finished: ok -> int 1$",
        ("1",),
    ),
    Case(
        "limits of nothing at all",
        "import resource\nfor one in range(1, 16): resource.setrlimit(one, (0, 0))",
        r"^killed: it ended itself with status 70",
        ("1",),
    ),
    Case(
        "waiters that wait for one another",
        "import select\nkept = [select.epoll() for _ in range(240)]\nfor one in kept:\n    for other in kept:\n"
        "        try: one.register(other.fileno(), 1)\n        except OSError: pass",
        "finished: ok$",
        timeout_s=5,
    ),
    _quick(
        "a line that is turned around", r"raise ValueError('\u202e3\u2069\u2028')", "^finished: ValueError: \ufffd3\ufffd\ufffd$"
    ),
)
"""What threads, descriptors and the machine's names have in common with others, or seem to."""

CASES = (
    *TIME,
    *MEMORY,
    *OUTPUT,
    *ENDING,
    *FILES,
    *PROCESSES,
    *NETWORK,
    *KERNEL,
    *CONVENTIONS,
    *REPORTS,
    *LIES,
    *REST,
    *TOLD,
    *LONG_CALLS,
    *SHARED,
)
QUICK = tuple(case for case in CASES if case.is_quick)
