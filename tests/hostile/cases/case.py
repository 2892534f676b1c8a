"""An attack as data: the code to run, and what a learner sees.

The code prints `BREACH` when it has reached something that it must not. It may use the names of
`PRELUDE` and of `Surroundings`.
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
class AttackCase:
    """One attack."""

    name: str
    code: str
    sees: str = NOT_ALLOWED
    """A regular expression for what a learner sees: how it ended, why, and the answers."""
    asks: tuple[str, ...] = ()
    timeout_s: float = 10.0
    """Enough for a program that ends; one that does not has less."""
    is_quick: bool = False
    """Whether it is in the quick part of the suite."""

    def is_met_by(self, shown: str) -> bool:
        """Return whether a learner saw what they should."""
        return re.search(self.sees, shown) is not None


def quick(
    name: str,
    code: str,
    sees: str = NOT_ALLOWED,
    asks: tuple[str, ...] = (),
    timeout_s: float = 10.0,
) -> AttackCase:
    """Return an attack of the quick part."""
    return AttackCase(name, code, sees, asks, timeout_s, is_quick=True)
