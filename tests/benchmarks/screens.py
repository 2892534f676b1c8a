"""Time to the first frame and to the first proven question, as whole processes in a terminal, against an empty Textual app."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from statistics import median

from engine.catalogue import Catalogue
from engine.folders import BANKS
from engine.proofs import Proofs

ROUNDS = 9
TIMEOUT_S = 30.0
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]")
EMPTY = "from textual.app import App\nfrom textual.widgets import Static\nclass Empty(App):\n" + (
    "    def compose(self):\n        yield Static('frame-is-here')\nEmpty().run()\n"
)


def main() -> None:
    """Print one row per program: milliseconds to its frame, and how far behind the empty app."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "TORCHQUIZ_HOME": home,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-m", "tui"]
        subprocess.run([*command, "check"], env=environment, check=True, capture_output=True)
        lesson = _first_lesson(Path(home))
        programs = {
            "an empty Textual app": ([sys.executable, "-c", EMPTY], b"frame-is-here"),
            "torchquiz, home": (command, lesson.title.encode()),
            "torchquiz take, first proven question": ([*command, "take", lesson.id], b"easy"),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(ROUNDS + 1):
            for name, (words, mark) in programs.items():
                times[name].append(_time_to(words, mark, environment))
    base = median(times["an empty Textual app"][1:])
    print(f"to the first frame, whole process, median of {ROUNDS} interleaved rounds")
    for name, found in times.items():
        figure = median(found[1:])
        print(f"  {name:52}{figure * 1000:10.0f} ms{(figure - base) * 1000:+10.0f} ms")


def _first_lesson(home: Path):  # type: ignore[no-untyped-def]
    proofs = Proofs(home / "proofs.db")
    lesson = Catalogue([BANKS], proofs).entries()[0].head
    proofs.close()
    assert lesson is not None
    return lesson


def _time_to(command: list[str], mark: bytes, environment: dict[str, str]) -> float:
    """Seconds from the start of a program until its terminal shows `mark`."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        shown = b""
        while mark not in ESCAPES.sub(b"", shown):
            ready, _, _ = select.select([terminal], [], [], TIMEOUT_S)
            if not ready:
                raise TimeoutError(f"{command} did not show {mark!r}")
            shown += os.read(terminal, 1 << 16)
        return time.perf_counter() - started
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


if __name__ == "__main__":
    main()
