"""The definition of an attack: the code to run, and the text that a learner must see.

The code prints `BREACH` if it reaches something that it must not reach. It may use the names that
`PRELUDE` and `Surroundings` define.
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
    """Make a system call that must be refused."""
    number = (x86_64, aarch64)[COLUMN]
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result = libc.syscall(ctypes.c_long(number), *wide)
    if result == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    print("BREACH", number, result, flush=True)
    return result

def reach(attack, *arguments, **more):
    """Call a function that must fail."""
    result = attack(*arguments, **more)
    print("BREACH", result, flush=True)
    return result

def each(*attacks):
    """Try several functions that must fail; raise the last exception."""
    last = AssertionError("no attack failed")
    for attack in attacks:
        try:
            reach(attack)
        except Exception as error:
            last = error
    raise last

def holds_earlier(data):
    """Return whether data contains an earlier job's secret, of which only the start is known."""
    import hashlib, re
    candidates = re.findall(EARLIER_START.encode() + b"[0-9a-f]{24}", data)
    return any(hashlib.sha256(candidate).hexdigest() == EARLIER_HASH for candidate in candidates)

def pages(begin, end):
    """Yield the readable pages of this process; a pipe reads them without crashing on others."""
    read, write = os.pipe()
    for base in range(begin, end, 4096):
        if libc.mincore(ctypes.c_void_p(base), ctypes.c_size_t(4096), PRESENT) == 0:
            if libc.write(write, ctypes.c_void_p(base), ctypes.c_size_t(4096)) == 4096:
                yield os.read(read, 4096)

PRESENT = ctypes.create_string_buffer(1)

def machine_code(code):
    """Run machine code at an address that fits into 32 bits."""
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
WITHOUT_REPORT = r"^killed: it exited before it could report its results$"
TAMPERED = r"^killed: it tampered with the report of its results$"


@dataclass(frozen=True, slots=True)
class AttackCase:
    """An attack, and the text that a learner must see."""

    name: str
    code: str
    sees: str = NOT_ALLOWED
    """A regular expression that must match the `summary` of the outcome."""
    asks: tuple[str, ...] = ()
    timeout_s: float = 10.0
    """Time limit in seconds, sufficient for any attack that ends; endless attacks have a lower one."""
    is_quick: bool = False
    """Whether the attack is quick enough to be run by the test suite."""

    def matches(self, shown: str) -> bool:
        """Return whether the learner saw the right text."""
        return re.search(self.sees, shown) is not None


def quick(
    name: str,
    code: str,
    sees: str = NOT_ALLOWED,
    asks: tuple[str, ...] = (),
    timeout_s: float = 10.0,
) -> AttackCase:
    """Return an attack that is marked as quick."""
    return AttackCase(name, code, sees, asks, timeout_s, is_quick=True)
