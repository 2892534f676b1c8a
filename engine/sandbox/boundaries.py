"""Explains errors caused by the sandbox, because "operation not permitted" explains nothing.

The parent derives the explanation from the exception. The explanation is only displayed and never
affects whether an answer counts as right.
"""

import re
from dataclasses import dataclass

PROCESSES = (
    "Snippets cannot start processes, so multiprocessing, subprocess and os.fork do not work here; "
    "do the work in the snippet itself."
)
LOADER = (
    "Snippets cannot start processes, so a DataLoader cannot have workers here; set num_workers=0."
)
COMPILER = (
    "Snippets cannot start a compiler, so torch.compile does not run here; "
    "leave it out, or pass backend='eager'."
)
EXTENSIONS = "Snippets cannot start a compiler, so C++ extensions cannot be built here."
SHARED = (
    "Snippets run alone, so they cannot share memory with another process; "
    "leave out share_memory_()."
)
GROUPS = (
    "Snippets run alone and without a network, "
    "so torch.distributed cannot start a process group here."
)
NETWORK = (
    "Snippets have no network access, so nothing can be downloaded here; "
    "create the data and the weights in the snippet."
)
LOOP = (
    "Snippets cannot open sockets, which asyncio needs, so asyncio does not work here; "
    "call the functions one after another, or in threads."
)
FILES = (
    "Snippets cannot use files; "
    "write to memory and read from it instead, with io.BytesIO or io.StringIO."
)
SYSTEM = "Snippets cannot start processes, open sockets or change system settings."
DEVICE = (
    "Snippets run only on the CPU; "
    "leave out the device, or choose it with torch.cuda.is_available()."
)
TYPING = (
    "Snippets have no keyboard input, so input() and the debugger do not work here; "
    "write the value into the code."
)
MEMORY = "The snippet ran out of memory; use smaller tensors."


@dataclass(frozen=True, slots=True)
class Boundary:
    """An action that the sandbox forbids, with conditions that identify the resulting exception.

    An exception matches if it meets all the conditions.
    """

    sentence: str
    lineage: str = ""
    """The name of the exception's class or of a base class. An empty string matches any class."""
    message: str = ""
    """A regular expression that is searched for in the message."""
    through: tuple[str, ...] = ()
    """Packages, one of which the exception must have passed through.

    The tuple is empty if the exception may come from anywhere.
    """

    def matches(self, lineage: tuple[str, ...], message: str, through: tuple[str, ...]) -> bool:
        """Return whether this restriction of the sandbox caused an exception."""
        if self.lineage and self.lineage not in lineage:
            return False
        if re.search(self.message, message) is None:
            return False
        return not self.through or any(map(self._is_in_packages, through))

    def _is_in_packages(self, module: str) -> bool:
        """Return whether a module is one of the packages in `through` or is inside one of them."""
        return any(f"{module}.".startswith(f"{package}.") for package in self.through)


# Matches torch's messages about a device that this machine, or this build of torch, does not have,
# such as "Torch not compiled with CUDA enabled".
NO_DEVICE = "|".join(
    (
        "not compiled with (CUDA|XPU)",
        "requires CUDA support",
        "No CUDA GPUs are available",
        "no NVIDIA driver",
        "CUDA driver",
        "Cannot re-initialize CUDA",
        "CUDA error",
        "on a CUDA device but",
        "from the '(MPS|CUDA|XPU|XLA|HIP)[^']*' backend",
        "accelerator device when none",
        "no pinned memory allocator",
        "MPS backend out of|MPS device",
        "not linked with support for",
        "dummy base class (Event|Stream|CUDAGraph)",
    )
)
# Matches EPERM and EACCES: "[Errno 1] Operation not permitted", "[Errno 13] Permission denied".
FORBIDDEN = r"\[Errno (1|13)\]"
# Matches an error that names a path or a descriptor, such as
# "[Errno 2] No such file or directory: 'data.csv'".
AT_A_PATH = r"\[Errno \d+\] [^:]+: ['\"\d]"

PROCESS_MODULES = ("multiprocessing", "torch.multiprocessing", "concurrent.futures", "subprocess")
NETWORK_MODULES = (
    "socket",
    "urllib",
    "http",
    "torch.hub",
    "requests",
    "asyncio",
    "huggingface_hub",
)

BOUNDARIES = (
    Boundary(COMPILER, message=r"^torch\.compile builds"),
    Boundary(COMPILER, message=FORBIDDEN, through=("torch._inductor",)),
    Boundary(EXTENSIONS, "OSError", through=("torch.utils.cpp_extension",)),
    Boundary(LOADER, "OSError", FORBIDDEN, ("torch.utils.data",)),
    Boundary(SHARED, message="shared memory (object|file)"),
    Boundary(SHARED, "OSError", through=("multiprocessing.shared_memory",)),
    Boundary(PROCESSES, "OSError", FORBIDDEN, PROCESS_MODULES),
    Boundary(GROUPS, "torch.distributed.DistNetworkError"),
    Boundary(GROUPS, "RuntimeError", "Cannot resolve|EPERM|not permitted", ("torch.distributed",)),
    Boundary(LOOP, "PermissionError", FORBIDDEN, ("asyncio",)),
    Boundary(NETWORK, "OSError", through=NETWORK_MODULES),
    Boundary(NETWORK, "socket.gaierror"),
    Boundary(FILES, "OSError", AT_A_PATH),
    Boundary(FILES, "OSError", "No usable temporary directory|File too large"),
    Boundary(FILES, message="open file failed|unable to open (database )?file|could not be opened"),
    Boundary(SYSTEM, "PermissionError", FORBIDDEN),
    Boundary(DEVICE, message=NO_DEVICE),
    Boundary(TYPING, "EOFError", "EOF when reading a line"),
    Boundary(TYPING, "bdb.BdbQuit"),
    Boundary(MEMORY, message="can't allocate memory|not enough memory"),
    Boundary(MEMORY, "MemoryError", "^$"),
)
"""All boundaries. The first match counts, so specific boundaries come before general ones."""


def boundary(lineage: tuple[str, ...], message: str, through: tuple[str, ...]) -> str:
    """Return a sentence that explains an exception caused by the sandbox.

    The result is an empty string if the exception has another cause.

    Args:
        lineage: the names of the exception's class and of all its base classes.
        message: the exception's message.
        through: the modules that the exception passed through.
    """
    for candidate in BOUNDARIES:
        if candidate.matches(lineage, message, through):
            return candidate.sentence
    return ""
