"""Explains what snippets cannot do here: a bare "operation not permitted" teaches nothing.

The explanation is found from the exception alone, in the parent. It decides what is shown, never
whether an answer was right.
"""

import re
from dataclasses import dataclass

PROCESSES = (
    "Snippets cannot start processes, so multiprocessing, subprocess and os.fork do not work here; "
    "do the work in the snippet."
)
LOADER = (
    "Snippets cannot start processes, so a DataLoader's workers do not run here; use num_workers=0."
)
COMPILER = (
    "Snippets cannot start a compiler, so torch.compile does not run here; "
    "leave it out, or pass backend='eager'."
)
EXTENSIONS = "Snippets cannot start a compiler, so extensions in C++ cannot be built here."
SHARED = (
    "Snippets run alone, so there is no memory to share with other processes; "
    "leave share_memory_ out."
)
GROUPS = (
    "Snippets run alone and reach no network, "
    "so torch.distributed cannot start a process group here."
)
NETWORK = (
    "Snippets reach no network, so nothing can be downloaded here; "
    "make the data and the weights in the snippet."
)
LOOP = (
    "Snippets cannot open sockets, which asyncio needs, so it does not run here; "
    "call the functions in turn, or in threads."
)
FILES = (
    "Snippets cannot use files here; write to and read from memory, with io.BytesIO or io.StringIO."
)
SYSTEM = "Snippets cannot start processes, open sockets or change the machine."
DEVICE = (
    "Snippets run on the CPU only; leave the device out, or choose it by torch.cuda.is_available()."
)
TYPING = (
    "Nobody types into a snippet, so input() and the debugger find nothing; "
    "write the value into the code."
)
MEMORY = "Snippets have little memory; use smaller tensors."


@dataclass(frozen=True, slots=True)
class Boundary:
    """A thing that snippets cannot do, and the exception it leads to; all conditions must hold."""

    sentence: str
    lineage: str = ""
    """The exception's class, or one that it inherits from; empty for any."""
    message: str = ""
    """A regular expression that is found in the message."""
    through: tuple[str, ...] = ()
    """Packages, one of which the exception passed through; empty for any."""

    def is_met_by(self, lineage: tuple[str, ...], message: str, through: tuple[str, ...]) -> bool:
        """Return whether this is why the exception was raised."""
        if self.lineage and self.lineage not in lineage:
            return False
        if re.search(self.message, message) is None:
            return False
        return not self.through or any(map(self._is_in_packages, through))

    def _is_in_packages(self, module: str) -> bool:
        """Return whether a module is one of the packages, or in one."""
        return any(f"{module}.".startswith(f"{package}.") for package in self.through)


# What torch says of a device that this machine, or this build of torch, does not have; for instance
# "Torch not compiled with CUDA enabled".
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
# EPERM and EACCES: "[Errno 1] Operation not permitted" and "[Errno 13] Permission denied".
FORBIDDEN = r"\[Errno (1|13)\]"
# An error with a path or a descriptor: "[Errno 2] No such file or directory: 'data.csv'".
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
"""The more specific ones first; the first that is met gives the sentence."""


def boundary(lineage: tuple[str, ...], message: str, through: tuple[str, ...]) -> str:
    """Return the sentence for an exception that was raised because snippets are confined.

    It is empty for every other exception.

    Args:
        lineage: the names of the exception's class and of all that it inherits from.
        message: its message.
        through: the modules that it passed through.
    """
    for candidate in BOUNDARIES:
        if candidate.is_met_by(lineage, message, through):
            return candidate.sentence
    return ""
