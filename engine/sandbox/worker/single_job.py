"""Runs a single job in its own process, for systems that cannot fork a process with torch.

This script imports torch, waits for the job, runs it, and exits. It is started by its path, with
`python -I` and a folder as its argument. Once torch is imported, it writes the file `ready` to that
folder. A byte on standard input tells it that the job is in the file `job`.
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
# Without O_BINARY, which exists only on Windows, the line ends of a report would be changed there.
OPEN_FLAGS = os.O_RDWR | getattr(os, "O_BINARY", 0)
LAYERS = dict.fromkeys(("namespaces", "landlock", "seccomp"), (False, "Linux only")) | {
    "privileges": (True, "the user's own")
}


def main() -> None:
    """Import torch, report that it is ready, and run one job."""
    folder = sys.argv[1]
    sys.path[1:1] = json.loads(sys.argv[2])
    version = preparing.import_torch()
    del sys.path[0]
    _report_ready(
        folder, {"ready": version, "layers": LAYERS | {"limits": (True, limits.limit_resources())}}
    )
    # The read returns nothing if the parent gave up and closed standard input.
    if not os.read(0, 1):
        return
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # Windows would write `\r\n`, but a lesson proven on one system must be correct on all.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="\n")
    child, reporting = preparing.without_names("child", "reporting")
    files = [os.open(os.path.join(folder, name), OPEN_FLAGS) for name in FILES]
    reporting.run_job(child.perform, files)


def _report_ready(folder: str, message: dict[str, object]) -> None:
    """Write the message to a file that appears only once it is complete.

    The parent waits for this file.
    """
    unfinished = os.path.join(folder, READY + ".new")
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(message, file)
    os.replace(unfinished, os.path.join(folder, READY))


if __name__ == "__main__":
    main()
