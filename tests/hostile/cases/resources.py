"""Attacks that use too much time, memory or output."""

from tests.hostile.cases.case import FLOOD, LATE, NO_MEMORY, REFUSED, AttackCase, quick

TIME = (
    quick("endless loop in Python", "while True: pass", LATE, timeout_s=0.3),
    quick("endless loop in C", "sum(iter(int, 1))", LATE, timeout_s=0.3),
    AttackCase(
        "one long call to torch",
        "import torch\nfor _ in range(999): torch.rand(900, 900) @ torch.rand(900, 900)",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase("sleeping", "time.sleep(99)", LATE, timeout_s=0.3),
    quick(
        "ignoring every signal, stopping itself",
        "for number in set(signal.Signals) - {9, 19}: signal.signal(number, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nos.kill(os.getpid(), 19)\ntime.sleep(99)",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase(
        "an alarm every millisecond",
        "signal.setitimer(signal.ITIMER_REAL, 1e-3, 1e-3)\nwhile True: pass",
        "killed: .*SIGALRM",
    ),
    AttackCase(
        "a signal handler that never returns",
        "def stay(*_):\n    while True: pass\nsignal.signal(signal.SIGALRM, stay)\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\ntime.sleep(9)",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase(
        "an alarm that raises while the report is made",
        "def fail(*_): raise RuntimeError\nsignal.signal(signal.SIGALRM, fail)\nsignal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)",
        "",
        ("list(range(4000))",),
    ),
    AttackCase(
        "a lock that is never released",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase(
        "a regular expression that backtracks forever",
        "import re\nre.match('(a+)+$', 'a' * 60 + 'b')",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase("a huge power", "9 ** 9 ** 9", LATE, timeout_s=0.3),
    quick(
        "threads that keep running",
        "import threading\nfor _ in range(9): threading.Thread(target=time.sleep, args=(99,)).start()",
        "finished: ok$",
    ),
    AttackCase(
        "threads that keep printing",
        "import threading\ndef go():\n    while True: os.write(1, b'x' * 999)\nthreading.Thread(target=go).start()",
        "finished: ok$|" + FLOOD,
    ),
    quick(
        "an endless repr",
        "class A:\n    def __repr__(self):\n        while True: pass",
        LATE,
        ("A()",),
        0.3,
    ),
    AttackCase(
        "an endless str of an exception",
        "class A(Exception):\n    def __str__(self):\n        while True: pass\nraise A",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase(
        "an endless comparison",
        "class A:\n    def __eq__(self, other):\n        while True: pass",
        LATE,
        ("A() == 1",),
        0.3,
    ),
    AttackCase(
        "an endless hash",
        "class A:\n    def __hash__(self):\n        while True: pass",
        LATE,
        ("{A(): 1}",),
        0.3,
    ),
    AttackCase(
        "an endless format",
        "class A:\n    def __format__(self, spec):\n        while True: pass",
        LATE,
        ("f'{A()}'",),
        0.3,
    ),
    AttackCase(
        "an output stream whose flush never returns",
        "class A:\n    def flush(self):\n        while True: pass\nsys.stdout = A()",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase(
        "an output stream whose flush exits",
        "class A:\n    def flush(self): raise SystemExit(3)\nsys.stdout = A()",
        "finished: ok$",
    ),
    AttackCase("reading standard input", "input()", r"^finished: EOFError"),
    AttackCase(
        "waiting for standard input",
        "import select\nselect.select([0], [], [], 9)\nprint('at', sys.stdin.read())",
        "finished: ok$",
    ),
)

MEMORY = (
    quick("400 GB at once", "import torch\ntorch.empty(100_000_000_000)", NO_MEMORY),
    quick(
        "memory in steps",
        "import torch\nkept = []\nwhile True: kept.append(torch.empty(1 << 26))",
        NO_MEMORY,
        timeout_s=3,
    ),
    AttackCase(
        "memory in steps that is written to",
        "kept = []\nwhile True: kept.append(b'x' * (64 << 20))",
        NO_MEMORY + "|" + LATE,
        timeout_s=5,
    ),
    AttackCase(
        "memory by malloc",
        "libc.malloc.restype = ctypes.c_void_p\nwhile libc.malloc(64 << 20): pass\nraise MemoryError",
        NO_MEMORY,
    ),
    AttackCase(
        "shared memory, anonymous",
        "import mmap\nkept = [mmap.mmap(-1, 64 << 20) for _ in range(999)]",
        NO_MEMORY,
        timeout_s=3,
    ),
    AttackCase(
        "shared memory of multiprocessing",
        "from multiprocessing import shared_memory\nreach(shared_memory.SharedMemory, create=True, size=9)",
        REFUSED,
    ),
    AttackCase(
        "a shared tensor",
        "import torch\nreach(torch.zeros(9).share_memory_)",
        r"^finished: (RuntimeError|PermissionError|OSError)",
    ),
    AttackCase("shared memory of System V", "call(29, 194, 0, 1 << 20, 0o1600)"),
    AttackCase("a message queue of POSIX", "call(240, 180, b'torchquiz', 0o102, 0o600, 0)"),
    AttackCase("a message queue of System V", "call(68, 186, 0, 0o1600)"),
    AttackCase("a file in memory", "call(319, 279, b'torchquiz', 0)"),
    AttackCase("secret memory", "call(447, 447, 0)"),
    AttackCase(
        "a thousand pipes",
        "kept = [os.pipe() for _ in range(1000)]",
        r"^finished: OSError: \[Errno 24\]",
    ),
    AttackCase("endless recursion", "def f(): f()\nf()", "^finished: RecursionError"),
    AttackCase(
        "endless recursion without a limit",
        "sys.setrecursionlimit(1 << 30)\nclass A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().x",
        "^(killed: it was killed by SIG(SEGV|KILL)|finished: (MemoryError|RecursionError)|timeout)",
        timeout_s=3,
    ),
    AttackCase(
        "a parser bomb of brackets",
        "compile('(' * 100_000, '', 'eval')",
        "^finished: (SyntaxError|MemoryError|RecursionError)",
    ),
    AttackCase(
        "a parser bomb of operators",
        "eval('-' * 1_000_000 + '1')",
        "^(finished: (SyntaxError|MemoryError|RecursionError)|killed)",
        timeout_s=3,
    ),
    AttackCase(
        "a parser bomb of attributes",
        "eval('a' + '.a' * 500_000)",
        "^(finished: (SyntaxError|MemoryError|RecursionError)|killed)",
        timeout_s=3,
    ),
    AttackCase(
        "a constant expression that needs much memory",
        "eval('(' + '(1,) * 99999,' * 9 + ') * 99999')",
        "^(finished|timeout|killed)",
        timeout_s=2,
    ),
    quick("a fork bomb", "while True: os.fork()"),
    quick(
        "a fork bomb by raw calls",
        "each(*[lambda flags=flags: call(56, 220, flags, 0, 0, 0, 0) for flags in (17, 0, 0x4111, 0x8000)])",
    ),
    AttackCase(
        "fork and vfork by number",
        "each(lambda: call(57, 1079, 0), lambda: call(58, 1071, 0))",
        r"^finished: (PermissionError|OSError)",
    ),
    AttackCase(
        "clone3",
        "call(435, 435, ctypes.byref((ctypes.c_uint64 * 8)(0, 0, 0, 0, 17)), 64)",
        r"^finished: OSError: \[Errno 38\]",
    ),
    quick(
        "a bomb of threads with small stacks",
        "import threading\nthreading.stack_size(32768)\nkept = 0\ntry:\n"
        "    while kept < 5000: threading.Thread(target=time.sleep, args=(9,)).start(); kept += 1\n"
        "except RuntimeError: pass\nprint('BREACH' if kept > 1500 else 'ok', kept)",
        "finished: ok$",
        timeout_s=5,
    ),
)

OUTPUT = (
    quick("an output flood", "while True: print('x' * 9999)", FLOOD, timeout_s=3),
    AttackCase(
        "an output flood by raw calls",
        "while True: os.write(1, b'x' * 99999)",
        r"^(killed: it printed more|finished: OSError: \[Errno 27\])",
        timeout_s=3,
    ),
    quick(
        "a flood of warnings",
        "import warnings\nwarnings.simplefilter('always')\nwhile True: warnings.warn('x' * 9999)",
        FLOOD + "|" + LATE,
        timeout_s=0.5,
    ),
    AttackCase(
        "an output file with a hole",
        "os.lseek(1, 1 << 40, 0)\nos.write(1, b'x')",
        r"^(finished: OSError|killed)",
    ),
    AttackCase(
        "an output flood that restores SIGXFSZ",
        "signal.signal(25, signal.SIG_DFL)\nwhile True: os.write(1, b'x' * 9999)",
        "^killed: it printed more",
        timeout_s=3,
    ),
    AttackCase(
        "a value that is too large",
        "x = 'a' * 5_000_000",
        "^killed: its values are too large to report",
        ("x",),
    ),
    quick(
        "control codes in the output",
        r"print('\x1b]52;c;aGk=\x07\x1b[2J', end='')",
        "finished: ok$",
    ),
    AttackCase("control codes in values", r"x = '\x1b[2J'", "finished: ok -> str .\\[2J$", ("x",)),
    AttackCase(
        "control codes in exceptions",
        r"raise ValueError('\x1b[2J')",
        "^finished: ValueError: .\\[2J$",
    ),
    AttackCase("a lone surrogate", r"x = '\ud800'", "finished: ok -> str \ufffd$", ("x",)),
    AttackCase(
        "a nested value",
        "x = []\nfor _ in range(100_000): x = [x]",
        r"^(finished: ok -> RecursionError|killed)",
        ("x",),
        3,
    ),
    AttackCase(
        "a value that contains itself",
        "x = []\nx.append(x)",
        r"finished: ok -> list \[\[\.\.\.\]\]$",
        ("x",),
    ),
    AttackCase(
        "a value with a billion parts",
        "x = [1]\nfor _ in range(8): x = [x] * 99",
        "^(timeout|killed)|MemoryError",
        ("x",),
        0.5,
    ),
    AttackCase(
        "a number with a million digits",
        "x = 10 ** 1_000_000",
        "finished: ok -> ValueError",
        ("x",),
    ),
    AttackCase(
        "a number too large for a float", "x = 10 ** 400", "finished: ok -> int 1000", ("x",)
    ),
    AttackCase(
        "an endless generator",
        "import itertools\nx = itertools.count()",
        r"finished: ok -> other count\(0\)$",
        ("x",),
    ),
)

LONG_CALLS = (
    AttackCase(
        "two gigabytes of random data in one call",
        "open('/dev/urandom', 'rb', 0).readinto(bytearray(2 << 30))",
        LATE,
        timeout_s=0.5,
    ),
    AttackCase(
        "millions of pages allocated and freed",
        "libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]\nhere = libc.mmap(None, 2 << 30, 3, 0x22, -1, 0)\n"
        "while True: libc.madvise(here, 2 << 30, 23) or libc.madvise(here, 2 << 30, 4)",
        LATE,
        timeout_s=0.5,
    ),
    AttackCase(
        "memory barriers on all processors by fifty threads",
        "import threading\ndef go():\n    while True: libc.syscall((324, 283)[COLUMN], 1, 0, 0)\n"
        "for _ in range(50): threading.Thread(target=go).start()\ngo()",
        LATE,
        timeout_s=0.5,
    ),
    AttackCase(
        "four hundred busy threads",
        "import hashlib, threading\nthreading.stack_size(65536)\ndef go():\n    while True: hashlib.sha256(bytes(1 << 20))\n"
        "try:\n    for _ in range(400): threading.Thread(target=go).start()\nexcept RuntimeError: pass\ngo()",
        LATE,
        timeout_s=1,
    ),
    quick(
        "a first thread that exits while another runs",
        "import threading\nthreading.Thread(target=time.sleep, args=(99,)).start()\nlibc.syscall((60, 93)[COLUMN], 0)",
        LATE,
        timeout_s=0.3,
    ),
    AttackCase(
        "a hundred thousand pending signals",
        "waiting = range(34, 65)\nsignal.pthread_sigmask(signal.SIG_BLOCK, waiting)\ntry:\n"
        "    for number in range(100_000): os.kill(os.getpid(), 34 + number % 31)\nexcept OSError: pass",
        "finished: ok$",
        timeout_s=3,
    ),
)
"""Calls and threads that the kernel must interrupt when the time is up."""
