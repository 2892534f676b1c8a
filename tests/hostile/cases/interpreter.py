"""Attacks on Python itself: its hooks, exceptions, interpreters and the memory of its objects."""

from tests.hostile.cases.case import LATE, TAMPERED, WITHOUT_REPORT, AttackCase

HOOKS = (
    AttackCase("holding Python's lock in C", "ctypes.PyDLL(None).sleep(1000)", LATE, timeout_s=1.0),
    AttackCase(
        "a thread that never yields Python's lock",
        "import threading\n"
        "sys.setswitchinterval(1e8)\n"
        "def go():\n"
        "    while True: pass\n"
        "threading.Thread(target=go, daemon=True).start()",
        "^(timeout|finished: ok -> int 1)",
        ("1",),
        timeout_s=1.0,
    ),
    AttackCase(
        "an audit hook that raises",
        "def hook(event, arguments): raise RuntimeError(event)\nsys.addaudithook(hook)",
        "^(killed|finished)",
        ("1",),
    ),
    AttackCase(
        "an audit hook that never returns",
        "def hook(event, arguments):\n    while True: pass\nsys.addaudithook(hook)",
        LATE,
        ("1",),
        timeout_s=1.0,
    ),
    AttackCase(
        "a callback of the garbage collector that never returns",
        "import gc\n"
        "def go(phase, info):\n"
        "    while True: pass\n"
        "gc.callbacks.append(go)\n"
        "gc.set_threshold(1)",
        LATE,
        ("[object() for _ in range(10_000)]",),
        timeout_s=1.0,
    ),
    AttackCase(
        "a profile function that exits",
        "sys.setprofile(lambda frame, event, argument: os._exit(0))",
        WITHOUT_REPORT,
        ("1",),
    ),
    AttackCase(
        "a trace function that adds to every list",
        "def trace(frame, event, argument):\n"
        "    for value in list(frame.f_locals.values()):\n"
        "        if type(value) is list: value.append('more')\n"
        "    return trace\n"
        "sys.settrace(trace)",
        TAMPERED,
        ("[1]",),
    ),
    AttackCase(
        "a watchdog that ends the process",
        "import faulthandler\n"
        "faulthandler.dump_traceback_later(0.3, exit=True, file=sys.__stderr__)\n"
        "time.sleep(3)",
        "^killed: it exited with status 1",
        ("1",),
    ),
    AttackCase(
        "a signal's number written to the report",
        "os.set_blocking(3, False)\n"
        "signal.set_wakeup_fd(3)\n"
        "signal.signal(signal.SIGALRM, lambda *_: None)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)\n"
        "time.sleep(0.3)",
        "^(killed: it tampered|finished: ValueError|finished: OSError)",
        ("1",),
    ),
    AttackCase(
        "exception hooks that exit",
        "sys.excepthook = sys.unraisablehook = lambda *_: os._exit(0)\nraise ValueError('x')",
        "^finished: ValueError: x",
        ("1",),
    ),
    AttackCase(
        "handlers of encoding errors that exit",
        "import codecs\n"
        "for name in ('replace', 'backslashreplace', 'surrogateescape', 'surrogatepass'):\n"
        "    codecs.register_error(name, lambda error: os._exit(0))\n"
        "print('\\ud800')",
        "^(killed|finished: (ok|UnicodeEncodeError))",
        ("'\\ud800'",),
    ),
    AttackCase(
        "an importer that never returns",
        "class Endless:\n"
        "    def find_spec(self, *_):\n"
        "        while True: pass\n"
        "sys.meta_path.insert(0, Endless())\n"
        "sys.modules.pop('json', None)",
        "^(timeout|finished: ok -> int 1)",
        ("1",),
        timeout_s=1.0,
    ),
    AttackCase(
        "clocks that lie",
        "for name in ('monotonic', 'perf_counter', 'time', 'process_time'):\n"
        "    setattr(time, name, lambda: float('nan'))",
        TAMPERED,
        ("1",),
    ),
    AttackCase(
        "warnings as errors, shown by a function that exits",
        "import warnings\n"
        "warnings.simplefilter('error')\n"
        "warnings.showwarning = warnings._showwarnmsg = lambda *_: os._exit(0)",
        "^(killed|finished: ok -> UserWarning)",
        ("__import__('warnings').warn('x')",),
    ),
)
EXCEPTIONS = (
    AttackCase(
        "a syntax error with forged fields",
        "raise SyntaxError('bad', ('x' * 10**6, 10**18, -5, 'y' * 10**6, 10**30, 7))",
        "^finished: SyntaxError: bad",
    ),
    AttackCase(
        "an exception that holds 200 MB",
        "raise UnicodeDecodeError('utf-8', b'x' * (200 << 20), 0, 200 << 20, 'why')",
        "^finished: UnicodeDecodeError: ",
    ),
    AttackCase(
        "a chain of a hundred thousand causes",
        "error = None\n"
        "for number in range(100_000):\n"
        "    following = ValueError(number)\n"
        "    following.__cause__ = error\n"
        "    error = following\n"
        "raise error",
        "^finished: ValueError: 99999",
    ),
    AttackCase(
        "causes in a circle",
        "first, second = ValueError('a'), ValueError('b')\n"
        "first.__cause__, second.__cause__, first.__context__ = second, first, first\n"
        "raise first",
        "^finished: ValueError: a",
    ),
    AttackCase(
        "groups of exceptions in groups of exceptions",
        "error = ValueError('x')\n"
        "for _ in range(50_000): error = ExceptionGroup('group', [error])\n"
        "raise error",
        "^(finished: ExceptionGroup: group|killed)",
    ),
    AttackCase(
        "a hundred thousand notes with control codes",
        "error = ValueError('x')\n"
        "for _ in range(100_000): error.add_note('\\x1b[2J' * 100)\n"
        "raise error",
        "^finished: ValueError: x",
    ),
    AttackCase(
        "an exception with the position of another line",
        "exec(compile('\\n' * 500 + 'raise ValueError(1)', '<snippet>', 'exec'))",
        "^finished: ValueError: 1",
    ),
    AttackCase(
        "interrupts and exits raised by values",
        "class Interrupts:\n"
        "    def __repr__(self): raise KeyboardInterrupt\n"
        "    def __bool__(self): raise GeneratorExit\n"
        "    def __eq__(self, other): raise SystemExit(0)\n"
        "value = Interrupts()",
        "^finished: ok -> .*KeyboardInterrupt, GeneratorExit, SystemExit",
        ("repr(value)", "bool(value)", "value == 1"),
    ),
)
OBJECTS = (
    AttackCase("finalizing the interpreter", "ctypes.pythonapi.Py_FinalizeEx()", "^killed", ("1",)),
    AttackCase(
        "a fatal error of Python with control codes",
        "ctypes.pythonapi.Py_FatalError(b'end\\x1b[2J')",
        "^killed: it was killed by SIGABRT",
    ),
    AttackCase(
        "a second interpreter",
        "import _xxsubinterpreters as others\n"
        "code = f'import os; os.write(1, open({CANARY!r}, chr(114) + chr(98)).read())'\n"
        "others.run_string(others.create(), code)",
        "^(timeout|killed|finished: )",
        timeout_s=3.0,
    ),
    AttackCase(
        "thousands of interpreters",
        "import _xxsubinterpreters as others\nfor _ in range(5000): others.create()",
        "^(timeout|killed|finished: (RuntimeError|MemoryError))",
        timeout_s=3.0,
    ),
    AttackCase(
        "an object that never finishes being deleted",
        "class Endless:\n"
        "    def __del__(self):\n"
        "        while True: pass\n"
        "value = Endless()\n"
        "value.itself = value",
        "^(timeout|finished: ok -> int 1)",
        ("1",),
        timeout_s=1.0,
    ),
    AttackCase(
        "wrong counts of references",
        "ctypes.c_long.from_address(id(1)).value = 1\n"
        "for value in (None, True, (), ''): ctypes.pythonapi.Py_DecRef(ctypes.py_object(value))",
        "^(killed|finished)",
        ("1 + 1", "None"),
    ),
    AttackCase(
        "numbers, flags and texts of great size",
        "import enum\nfrom decimal import Decimal\n"
        "Many = enum.IntFlag('Many', [f'A{number}' for number in range(2000)])",
        "^finished: ok -> other Decimal.*, other <Many.A0",
        ("Decimal('1e999999999999999999')", "Many(2**2000 - 1)"),
    ),
    AttackCase(
        "shared memory mapped a hundred times",
        "begin = libc.mmap(None, 1 << 30, 3, 0x21, -1, 0)\n"
        "libc.mremap.restype = ctypes.c_void_p\n"
        "libc.mremap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]\n"
        "for _ in range(100): ctypes.memset(libc.mremap(begin, 0, 1 << 30, 1), 1, 1 << 30)",
        "^(killed|finished: (MemoryError|OSError))",
    ),
    AttackCase(
        "threads with stacks of a gigabyte",
        "import threading\n"
        "threading.stack_size(2**30)\n"
        "for _ in range(200): threading.Thread(target=time.sleep, args=(5,), daemon=True).start()",
        "^(killed|finished: (RuntimeError|MemoryError|OSError)|timeout)",
    ),
    AttackCase(
        "a pipe for the kernel's messages",
        "ends = (ctypes.c_int * 2)()\n"
        "if libc.pipe2(ends, 0o200) == -1: raise OSError(ctypes.get_errno(), 'refused')\n"
        "print('BREACH')",
        "^finished: OSError: .*refused",
    ),
)
