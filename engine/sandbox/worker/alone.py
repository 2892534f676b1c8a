"""A process for a single job, for systems that cannot fork a process with torch: imports it, awaits the job, runs it, ends.

Started by file path with `python -I`. The files lie in a folder that is named; `ready` among them says that torch is imported,
and a byte on the standard input that the job lies there.
"""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import limits
import preparing

READY = "ready"
FILES = ("job", "report", "output", "warnings")
OPENED = os.O_RDWR | getattr(os, "O_BINARY", 0)
LAYERS = dict.fromkeys(("namespaces", "landlock", "seccomp"), (False, "Linux only")) | {
    "privileges": (True, "those of the user")
}


def main() -> None:
    """Import torch, say so, and run one job."""
    folder = sys.argv[1]
    sys.path[1:1] = json.loads(sys.argv[2])
    version = preparing.import_torch()
    del sys.path[0]
    _say(folder, {"ready": version, "layers": LAYERS | {"limits": (True, limits.bound())}})
    if not os.read(0, 1):
        return
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout.reconfigure(newline="\n")
    child, reporting = preparing.without_names("child", "reporting")
    reporting.run_job(
        child.perform, [os.open(os.path.join(folder, name), OPENED) for name in FILES]
    )


def _say(folder: str, message: dict[str, object]) -> None:
    """Whole or not at all: the parent looks for the file."""
    beside = os.path.join(folder, READY + ".new")
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(message, file)
    os.replace(beside, os.path.join(folder, READY))


if __name__ == "__main__":
    main()
