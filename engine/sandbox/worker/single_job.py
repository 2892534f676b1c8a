"""A process for a single job, for systems that cannot fork a process with torch.

It imports torch, waits for the job, runs it, and ends. It is started by its path, with `python -I`,
and gets a folder: a file `ready` there says that torch is imported, and a byte on standard input
says that the job is in the file `job`.
"""

import io
import json
import os
import sys

# The siblings are imported by bare names, so that no module of torchquiz is ever loaded here.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import limits
import preparing

READY = "ready"
FILES = ("job", "report", "output", "warnings")
# O_BINARY exists on Windows alone, which would otherwise change the line ends of a report.
OPEN_FLAGS = os.O_RDWR | getattr(os, "O_BINARY", 0)
LAYERS = dict.fromkeys(("namespaces", "landlock", "seccomp"), (False, "Linux only")) | {
    "privileges": (True, "those of the user")
}


def main() -> None:
    """Import torch, report that, and run one job."""
    folder = sys.argv[1]
    sys.path[1:1] = json.loads(sys.argv[2])
    version = preparing.import_torch()
    del sys.path[0]
    _report_ready(folder, {"ready": version, "layers": LAYERS | {"limits": (True, limits.bound())}})
    # The parent closes standard input when it gives up; then there is nothing to read.
    if not os.read(0, 1):
        return
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # Windows would write `\r\n`, and a bank that is proven on one system must be true on all.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="\n")
    child, reporting = preparing.without_names("child", "reporting")
    files = [os.open(os.path.join(folder, name), OPEN_FLAGS) for name in FILES]
    reporting.run_job(child.perform, files)


def _report_ready(folder: str, message: dict[str, object]) -> None:
    """Write the message under its name only once complete, as the parent waits for the file."""
    unfinished = os.path.join(folder, READY + ".new")
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(message, file)
    os.replace(unfinished, os.path.join(folder, READY))


if __name__ == "__main__":
    main()
