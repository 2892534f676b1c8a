"""Attacks on other processes and shared resources, and attacks by exiting."""

from tests.hostile.cases.case import HIDDEN, NO_MEMORY, REFUSED, WITHOUT_REPORT, AttackCase, quick

ENDING = (
    AttackCase("os._exit", "os._exit(3)", "^killed: it exited with status 3$"),
    quick("os._exit with status 0", "os._exit(0)", WITHOUT_REPORT, ("1",)),
    AttackCase("replacing os._exit", "os._exit = lambda status: None", "finished: ok$"),
    AttackCase("sys.exit", "sys.exit(3)", "^finished: SystemExit"),
    AttackCase("sys.exit in an ask", "x = 1", "^finished: ok -> SystemExit", ("sys.exit(3)",)),
    quick(
        "SIGKILL to itself",
        "import threading\nthread = threading.get_native_id()\n"
        "each(lambda: os.kill(os.getpid(), 9), lambda: call(234, 131, os.getpid(), thread, 9),"
        " lambda: call(62, 129, os.getpid(), 9 | 1 << 32))",
    ),
    quick(
        "SIGKILL when its processor time is up",
        "import resource\nbefore = resource.getrlimit(resource.RLIMIT_CPU)\n"
        "try: resource.setrlimit(resource.RLIMIT_CPU, (1, 1)); print('BREACH')\n"
        "except (ValueError, PermissionError): pass\n"
        "each(lambda: call(302, 261, os.getpid(), 0, (ctypes.c_uint64 * 2)(1, 1), 0))",
    ),
    AttackCase("a segmentation fault", "ctypes.string_at(0)", "^killed: it was killed by SIGSEGV$"),
    AttackCase("an abort", "os.abort()", "^killed: it was killed by SIGABRT$"),
    quick(
        "a signal without a name",
        "os.kill(os.getpid(), 40)",
        "^killed: it was killed by signal 40$",
    ),
    AttackCase("atexit", "import atexit\natexit.register(print, 'BREACH')", "finished: ok$"),
    AttackCase(
        "an orphan that keeps the output open",
        "import subprocess\nsubprocess.Popen(['sleep', '99'], start_new_session=True)",
    ),
    AttackCase(
        "starting a shell", "print('BREACH' if os.system('true') == 0 else 'ok')", "^finished: ok$"
    ),
    AttackCase("replacing itself by another program", "os.execv('/bin/true', ['true'])"),
    AttackCase("posix_spawn", "reach(os.posix_spawn, '/bin/true', ['true'], {})"),
    AttackCase("a program from memory", "call(322, 281, 1, b'', 0, 0, 0x1000)"),
)

PROCESSES = (
    quick(
        "the environment of the parent",
        "each(*[lambda pid=pid: open(f'/proc/{pid}/environ').read() for pid in (PARENT, 1, 'self')])",
        HIDDEN,
    ),
    AttackCase(
        "the command line of the parent",
        "each(*[lambda pid=pid: open(f'/proc/{pid}/cmdline').read() for pid in (PARENT, 1, os.getppid())])",
        HIDDEN,
    ),
    AttackCase("a list of processes", "reach(os.listdir, '/proc')", HIDDEN),
    quick(
        "the worker's memory through /proc",
        "each(*[lambda at=at: open(f'/proc/{at}/mem', 'rb').read(1) for at in (1, '1/task/1', PARENT, 'self', 'thread-self')])",
        HIDDEN,
    ),
    quick(
        "the worker's map, environment and files",
        "each(*[lambda at=at: os.open(f'/proc/1/{at}', 0) for at in"
        " ('maps', 'task', 'task/1/maps', 'task/1/environ', 'task/1/fd', 'task/1/root', 'statm')])",
        HIDDEN,
    ),
    AttackCase(
        "writing to its own memory through /proc",
        "reach(lambda: open('/proc/self/mem', 'r+b'))",
        HIDDEN,
    ),
    quick(
        "the memory of others",
        "each(*[lambda pid=pid: call(310, 270, pid, 0, 0, 0, 0, 0) for pid in (1, os.getppid(), PARENT)])",
    ),
    AttackCase("writing to the memory of others", "call(311, 271, 1, 0, 0, 0, 0, 0)"),
    quick(
        "tracing",
        "each(lambda: call(101, 117, 16, os.getppid(), 0, 0), lambda: call(101, 117, 0x4206, 1, 0, 0), lambda: call(101, 117, 0, 0, 0, 0))",
    ),
    AttackCase(
        "a handle on a process",
        "each(lambda: call(434, 434, 1, 0), lambda: call(438, 438, 3, 0, 0), lambda: call(440, 440, 3, 0, 0, 4, 0))",
    ),
    AttackCase("comparing processes", "call(312, 272, 1, os.getpid(), 0, 0, 0)"),
    quick(
        "killing the parent",
        "each(*[lambda pid=pid: os.kill(pid, 9) for pid in (PARENT, os.getppid(), 1, 0, -1, -os.getpid())])",
    ),
    AttackCase(
        "killing by other calls",
        "each(lambda: call(200, 130, 1, 9), lambda: call(234, 131, 1, 1, 9), lambda: call(129, 138, 1, 9, 0), lambda: call(424, 424, 3, 9, 0, 0))",
    ),
    quick(
        "a signal to the worker through a pipe",
        "import fcntl\nread, write = os.pipe()\nfcntl.fcntl(read, 8, 1)\nfcntl.fcntl(read, 10, signal.SIGINT)\n"
        "fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC)\nos.write(write, b'x')\ntime.sleep(0.1)\nprint('BREACH')",
        REFUSED,
    ),
    AttackCase(
        "a signal through an ioctl",
        "import fcntl\nread, write = os.pipe()\nreach(fcntl.ioctl, read, 0x5452, (1).to_bytes(4, 'little'))",
        r"^finished: (PermissionError|OSError)",
    ),
    quick(
        "changing the worker's limits",
        "import resource\nreach(resource.prlimit, os.getppid(), resource.RLIMIT_NOFILE, (0, 0))",
    ),
    AttackCase(
        "raising its own limits",
        "import resource\nfor limit in range(16):\n    try: resource.setrlimit(limit, (-1, -1)); print(limit)\n    except ValueError as error: last = error\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "^finished: ValueError",
    ),
    AttackCase(
        "outliving the worker",
        "for option in (1, 36): reach(lambda: call(157, 167, option, 0, 0, 0, 0))",
    ),
    AttackCase(
        "adding a seccomp filter",
        "each(lambda: call(157, 167, 22, 2, 0), lambda: call(317, 277, 0, 0, 0), lambda: call(157, 167, 4, 1, 0, 0, 0))",
    ),
    AttackCase(
        "becoming another user",
        "each(lambda: os.setuid(0) or os.setuid(1), lambda: os.setresgid(0, 0, 0), lambda: call(126, 91, 0, 0), lambda: os.setgroups([0]))",
    ),
    AttackCase(
        "new namespaces",
        "each(*[lambda flag=flag: call(272, 97, flag) for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000)])",
    ),
    AttackCase(
        "threads in new namespaces",
        "each(*[lambda flag=flag: call(56, 220, 0x10f00 | flag, 0, 0, 0, 0) for flag in (0x40000000, 0x4000000, 0x8000000)])",
    ),
    AttackCase(
        "other namespaces",
        "each(lambda: call(308, 268, 1, 0), lambda: os.open('/proc/1/ns/net', 0))",
        HIDDEN,
    ),
    AttackCase(
        "changing priorities",
        "each(lambda: os.nice(-5), lambda: os.sched_setscheduler(0, 1, os.sched_param(9)), lambda: os.setpriority(0, 1, 19), lambda: os.sched_setaffinity(1, [0]))",
    ),
)

SHARED = (
    quick(
        "threads with their own descriptors",
        "each(*[lambda flags=flags: call(56, 220, flags, 0, 0, 0, 0) for flags in (0x10900, 0x10B00, 0x18900, 0x110900)])",
    ),
    quick(
        "threads with their own descriptors by close_range",
        "import threading\n"
        "def unshare(): libc.syscall(436, 3000, 3000, 2) or print('BREACH', flush=True)\n"
        "for _ in range(3):\n"
        "    thread = threading.Thread(target=unshare)\n    thread.start()\n    thread.join()\n"
        "each(lambda: call(436, 436, 3000, 3000, 2), lambda: call(436, 436, 3000, 3000, 6))",
    ),
    quick(
        "thousands of descriptors in threads",
        "import threading\nopen_files = []\n"
        "def fill():\n    libc.syscall(436, 3000, 3000, 2)\n    try:\n"
        "        while True: open_files.append(os.dup(1))\n    except OSError: pass\n    time.sleep(1)\n"
        "threads = [threading.Thread(target=fill) for _ in range(20)]\n"
        "for thread in threads: thread.start()\nfor thread in threads: thread.join()\n"
        "print('BREACH' if len(open_files) > 256 else 'ok')",
        "finished: ok$",
        timeout_s=5,
    ),
    quick(
        "the name of the machine",
        "print('BREACH' if HOST in (*os.uname(), socket.gethostname()) else 'ok')",
        "finished: ok$",
    ),
    quick(
        "the worker's command line in sys.argv",
        "print('BREACH' if any(sys.argv) else 'ok')",
        "finished: ok$",
    ),
    AttackCase(
        "every flag on its descriptors",
        "import fcntl\nfor fd in range(4):\n    for bit in range(31):\n"
        "        try: fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | 1 << bit)\n        except OSError: pass",
        "finished: ok -> int 1$",
        ("1",),
    ),
    AttackCase(
        "a file that the kernel writes to when a thread ends",
        "import mmap, threading\nos.pwrite(1, bytes(4096), 0)\nhere = mmap.mmap(1, 4096)\n"
        "at = ctypes.addressof(ctypes.c_char.from_buffer(here))\n"
        "def go(): libc.syscall((218, 96)[COLUMN], ctypes.c_void_p(at + 8)); libc.syscall((202, 98)[COLUMN], ctypes.c_void_p(at), 6, 0, None)\n"
        "for _ in range(9): threading.Thread(target=go, daemon=True).start()\ngo()",
        "finished: ok -> int 1$",
        ("1",),
    ),
    AttackCase(
        "lowering all its limits to zero",
        "import resource\nfor limit in range(1, 16): resource.setrlimit(limit, (0, 0))",
        r"^killed: it exited with status 70",
        ("1",),
    ),
    AttackCase(
        "epoll descriptors that wait for each other",
        "import select\nkept = [select.epoll() for _ in range(240)]\nfor poll in kept:\n    for other in kept:\n"
        "        try: poll.register(other.fileno(), 1)\n        except OSError: pass",
        "finished: ok$",
        timeout_s=5,
    ),
    quick(
        "invisible characters in values and exceptions",
        r"x = '3\u200b\u2060\ufeff'; raise ValueError('3\u00ad\u061c\U000e0041')",
        "^finished: ValueError: 3\ufffd\ufffd\ufffd -> str 3\ufffd\ufffd\ufffd$",
        ("x",),
    ),
    quick(
        "a line that is reversed",
        r"raise ValueError('\u202e3\u2069\u2028')",
        "^finished: ValueError: \ufffd3\ufffd\ufffd$",
    ),
)
"""Attacks through resources that threads, descriptors and names share with other processes."""

REST = (
    quick(
        "truncating its files",
        "each(*[lambda fd=fd: os.ftruncate(fd, 0) for fd in (1, 2, 3)])",
        asks=("1",),
    ),
    AttackCase(
        "allocating space in its files",
        "each(*[lambda fd=fd: call(285, 47, fd, 0, 0, 1 << 40) for fd in (1, 2, 3)])",
    ),
    AttackCase(
        "sealing its files",
        "import fcntl\neach(*[lambda fd=fd: fcntl.fcntl(fd, 1033, 8) for fd in (1, 2, 3)])",
    ),
    quick(
        "searching for open descriptors",
        "each(*[lambda fd=fd: os.fstat(fd) for fd in range(4, 1024)])",
        r"^finished: OSError: \[Errno 9\]",
    ),
    AttackCase(
        "flags that remain on descriptors",
        "import fcntl\nfor fd in range(4): fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND)",
        "finished: ok -> int 1$",
        ("1",),
    ),
    quick(
        "moving the position in its files",
        "for fd in (1, 2, 3): os.lseek(fd, 500_000, 0)\nos.write(1, b'BEYOND')\nos._exit(0)",
        "^killed",
        ("1",),
    ),
    quick(
        "writing to its files until it is ended",
        "import mmap, threading\nos.write(1, b'x' * 4096)\nhere = mmap.mmap(1, 4096)\ndef go():\n    while True: here[:3] = b'old'\n"
        "threading.Thread(target=go, daemon=True).start()",
        "^finished: ok -> int 1$",
        ("1",),
    ),
    AttackCase(
        "replacing the reporter's modules",
        "class Fake:\n    def __getattr__(self, name): return lambda *_, **__: 'BREACH'\n"
        "for name in ('json', 'json.encoder', 'os', 'ctypes', 'child', 'reporting', 'serving', 'jail'): sys.modules[name] = Fake()",
        "finished: ok -> int 1$",
        ("1",),
    ),
    quick(
        "overwriting torch's code",
        "import torch\nfor code in (ctypes.CDLL(torch._C.__file__).PyInit__C, libc.getpid):\n"
        "    base = ctypes.cast(code, ctypes.c_void_p).value >> 12 << 12\n"
        "    if libc.mprotect(ctypes.c_void_p(base), ctypes.c_size_t(4096), 7) == 0: ctypes.memset(base, 0xCC, 4096)\n"
        "os.getpid()",
        "^killed: it was killed by SIG",
    ),
    AttackCase(
        "unmapping torch's code",
        "at = id(type) >> 21 << 21\nlibc.munmap(ctypes.c_void_p(at - (1 << 30)), ctypes.c_size_t(2 << 30))",
        "^(killed: it was killed by SIG|finished)",
    ),
    AttackCase(
        "a hundred thousand pieces of memory",
        "for number in range(100_000):\n    if libc.mmap(None, 4096, number % 2, 0x22, -1, 0) == ctypes.c_void_p(-1).value: raise MemoryError",
        NO_MEMORY,
        timeout_s=5,
    ),
    AttackCase(
        "memory that must not be swapped",
        "each(lambda: call(149, 228, 0, 4096), lambda: call(151, 230, 1))",
    ),
    AttackCase(
        "a circular list of locks",
        "head = (ctypes.c_long * 3)()\nhead[0] = ctypes.addressof(head)\nhead[2] = 1\n"
        "print(libc.syscall(273 if COLUMN == 0 else 99, ctypes.byref(head), 24))",
        "finished: ok$",
    ),
    quick(
        "listening for other processes' calls",
        "rules = (ctypes.c_uint64 * 2)(1, 0)\n"
        "each(lambda: call(317, 277, 1, 8, ctypes.byref(rules)), lambda: call(157, 167, 0x59616D61, -1, 0, 0, 0))",
    ),
    AttackCase(
        "choosing processors and priorities",
        "each(lambda: os.sched_setaffinity(0, [0]), lambda: call(251, 30, 1, 0, 0))",
    ),
    AttackCase(
        "wiping or moving memory of the worker",
        "each(lambda: call(448, 448, 3, 0), lambda: call(440, 440, -10000, 0, 0, 4, 0))",
    ),
    AttackCase(
        "adding Landlock rules",
        "each(lambda: call(444, 444, 0, 0, 1), lambda: call(445, 445, 3, 1, 0, 0), lambda: call(446, 446, 3, 0))",
    ),
    AttackCase(
        "calls of later kernels",
        "each(*[lambda number=number: call(number, number, 0, 0, 0, 0) for number in range(447, 470)])",
    ),
    AttackCase(
        "a thousand epoll descriptors",
        "import select\nkept = [select.epoll() for _ in range(1000)]",
        r"^finished: OSError: \[Errno 24\]",
    ),
)
"""Attacks on descriptors, memory, code and system calls that belong to no other group."""
