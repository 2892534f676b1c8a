"""What snippets cannot do here, and the sentence that says so: a bare «operation not permitted» teaches nobody anything.

Read from the exception alone, in the parent. It decides what is said, never whether something was right.
"""

import re
from dataclasses import dataclass

PROCESSES = "Snippets cannot start processes, so multiprocessing, subprocess and os.fork do not work here; do the work in the snippet."
LOADER = (
    "Snippets cannot start processes, so a DataLoader's workers do not run here; use num_workers=0."
)
COMPILER = "Snippets cannot start a compiler, so torch.compile does not run here; leave it out, or pass backend='eager'."
EXTENSIONS = "Snippets cannot start a compiler, so extensions in C++ cannot be built here."
SHARED = "Snippets run alone, so there is no memory to share with other processes; leave share_memory_ out."
GROUPS = "Snippets run alone and reach no network, so torch.distributed cannot start a process group here."
NETWORK = "Snippets reach no network, so nothing can be downloaded here; make the data and the weights in the snippet."
LOOP = "Snippets cannot open sockets, which asyncio needs, so it does not run here; call the functions in turn, or in threads."
FILES = (
    "Snippets cannot use files here; write to and read from memory, with io.BytesIO or io.StringIO."
)
SYSTEM = "Snippets cannot start processes, open sockets or change the machine."
DEVICE = (
    "Snippets run on the CPU only; leave the device out, or choose it by torch.cuda.is_available()."
)
TYPING = "Nobody types into a snippet, so input() and the debugger find nothing; write the value into the code."
MEMORY = "Snippets have little memory; use smaller tensors."


@dataclass(frozen=True, slots=True)
class Boundary:
    """A thing that snippets cannot do, and how the exception looks that it ends in; every condition must hold."""

    sentence: str
    lineage: str = ""
    """The class, or one that it inherits from; empty for any."""
    message: str = ""
    """A pattern to be found in the message."""
    through: tuple[str, ...] = ()
    """Modules, with what lies in them, one of which the exception passed through; empty for any."""

    def is_met_by(self, lineage: tuple[str, ...], message: str, through: tuple[str, ...]) -> bool:
        """Whether this is why the exception was raised."""
        return (
            (not self.lineage or self.lineage in lineage)
            and re.search(self.message, message) is not None
            and (
                not self.through
                or any(
                    f"{module}.".startswith(f"{one}.") for module in through for one in self.through
                )
            )
        )


NO_DEVICE = "|".join((
    "not compiled with (CUDA|XPU)", "requires CUDA support", "No CUDA GPUs are available", "no NVIDIA driver", "CUDA driver",
    "Cannot re-initialize CUDA", "CUDA error", "on a CUDA device but", "from the '(MPS|CUDA|XPU|XLA|HIP)[^']*' backend",
    "accelerator device when none", "no pinned memory allocator", "MPS backend out of|MPS device", "not linked with support for",
    "dummy base class (Event|Stream|CUDAGraph)",
))  # fmt: skip

FORBIDDEN = r"\[Errno (1|13)\]"
AT_A_PATH = r"\[Errno \d+\] [^:]+: ['\"\d]"

BOUNDARIES = (
    Boundary(COMPILER, message=r"^torch\.compile builds"),
    Boundary(COMPILER, message=FORBIDDEN, through=("torch._inductor",)),
    Boundary(EXTENSIONS, "OSError", through=("torch.utils.cpp_extension",)),
    Boundary(LOADER, "OSError", FORBIDDEN, ("torch.utils.data",)),
    Boundary(SHARED, message="shared memory (object|file)"),
    Boundary(SHARED, "OSError", through=("multiprocessing.shared_memory",)),
    Boundary(PROCESSES, "OSError", FORBIDDEN, ("multiprocessing", "torch.multiprocessing", "concurrent.futures", "subprocess")),
    Boundary(GROUPS, "torch.distributed.DistNetworkError"),
    Boundary(GROUPS, "RuntimeError", "Cannot resolve|EPERM|not permitted", ("torch.distributed",)),
    Boundary(LOOP, "PermissionError", FORBIDDEN, ("asyncio",)),
    Boundary(NETWORK, "OSError", through=("socket", "urllib", "http", "torch.hub", "requests", "asyncio", "huggingface_hub")),
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
)  # fmt: skip
"""From what is told apart by more to what is told apart by less; the first that is met speaks."""


def boundary(lineage: tuple[str, ...], message: str, through: tuple[str, ...]) -> str:
    """The sentence for an exception that was raised because snippets are confined; empty for every other one.

    `lineage` names its class and all that it inherits from, `through` the modules that it passed through.
    """
    return next(
        (one.sentence for one in BOUNDARIES if one.is_met_by(lineage, message, through)), ""
    )
