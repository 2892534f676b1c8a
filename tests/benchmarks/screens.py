"""What a learner feels, as whole processes in a terminal, against an empty Textual app in the same rounds.

First frames, memory, an answer while the worker is busy, and keys while a model is being trained.
"""

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks.lessons import ITEMS, LESSONS, generated
from tests.benchmarks.terminal import Terminal, started

ROUNDS = 9
KEYS = 8
EMPTY = "from textual.app import App\nfrom textual.widgets import Static\nclass Empty(App):\n" + (
    "    def compose(self):\n        yield Static('frame-is-here')\n"
    "    def on_key(self):\n        self.query_one(Static).update('key-is-here')\nEmpty().run()\n"
)
TORCHQUIZ = [sys.executable, "-m", "torchquiz"]
TRAINED = "image-classification"
ENDLESS = "while 1: pass\n"
TABS = {"t": "f flow", "f": "t training"}
"""By the key of a trace's tab: what its footer offers there and nowhere else."""
FRAME_MS, ANSWER_MS, MEMORY_MIB = 50, 60, 10
"""What is wanted at most: to the first frame after an empty app's, from a key to its frame, and of memory above an empty app."""

Figures = dict[str, list[float]]


def main() -> None:
    """Print each figure, how far it is from its baseline, and what is wanted."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {count: generated(Path(folder) / str(count), count) for count in (2, LESSONS)}
        shipped = Path(folder) / "shipped"
        subprocess.run(
            [*TORCHQUIZ, "check"], env=_environment(shipped), check=True, capture_output=True
        )
        frames, memory = _opened(homes)
        keys = _keys(homes[2], shipped)
    _tell(
        f"to the first frame, median of {ROUNDS} interleaved rounds; wanted: +{FRAME_MS} ms at most",
        frames,
        "ms",
    )
    _tell(f"memory that no other process shares; wanted: +{MEMORY_MIB} MiB at most", memory, "MiB")
    _tell(
        f"from a key to its frame; wanted: {ANSWER_MS} ms at most, and no more while a model is trained",
        keys,
        "ms",
    )


def _opened(homes: dict[int, Path]) -> tuple[Figures, Figures]:
    """Milliseconds to the first frame of each program, and its mebibytes once all is quiet."""
    frames: Figures = defaultdict(list)
    memory: Figures = defaultdict(list)
    for _ in range(ROUNDS + 1):
        for name, (home, words, mark) in _programs(homes).items():
            with started(words, _environment(home)) as terminal:
                frames[name].append(terminal.seconds_to(mark) * 1000)
                terminal.rest()
                memory[name].append(terminal.mebibytes())
    return frames, memory


def _programs(homes: dict[int, Path]) -> dict[str, tuple[Path, list[str], str]]:
    few, many = homes.values()
    take = [*TORCHQUIZ, "take", "lesson-000", "--bank", str(few / "bank")]
    return {
        "an empty Textual app": (few, [sys.executable, "-c", EMPTY], "frame-is-here"),
        "home, 2 lessons": (few, [*TORCHQUIZ, "--bank", str(few / "bank")], "Lesson 0"),
        f"home, {LESSONS} lessons, {LESSONS * ITEMS:,} items": (
            many,
            [*TORCHQUIZ, "--bank", str(many / "bank")],
            "Lesson 0",
        ),
        "the first question": (few, take, "What does"),
    }


def _keys(few: Path, shipped: Path) -> Figures:
    """Milliseconds from keys to their frames."""
    found: Figures = defaultdict(list)
    scenes: list[Callable[[Figures], None]] = [
        partial(_empty, few),
        partial(_lesson, few),
        partial(_answers, few),
        partial(_trains, shipped),
    ]
    for _ in range(ROUNDS // 2 + 1):
        for scene in scenes:
            scene(found)
    return found


def _empty(home: Path, found: Figures) -> None:
    with started([sys.executable, "-c", EMPTY], _environment(home)) as terminal:
        terminal.seconds_to("frame-is-here")
        terminal.rest()
        found["an empty Textual app"].append(_ms(terminal, "a", "key-is-here"))


def _lesson(home: Path, found: Figures) -> None:
    with started([*TORCHQUIZ, "--bank", str(home / "bank")], _environment(home)) as terminal:
        terminal.seconds_to("Lesson 1")
        terminal.press("\x1b[B").rest()
        found["home to a lesson's screen"].append(_ms(terminal, "\r", "back"))


def _answers(home: Path, found: Figures) -> None:
    """An answer before and while the worker runs code that does not end."""
    with started(
        [*TORCHQUIZ, "take", "lesson-000", "--bank", str(home / "bank")], _environment(home)
    ) as terminal:
        terminal.seconds_to("What does")
        found["the first answer to its feedback, the worker starting"].append(
            _ms(terminal, "a", "Right|Not")
        )
        terminal.press("\r").rest()
        terminal.press("e").rest()
        terminal.press(ENDLESS).rest()
        terminal.press("\x12").rest()
        terminal.press("\x1b").seconds_to("What does")
        found["the next, the worker busy with a long job"].append(_ms(terminal, "a", "Right|Not"))


def _trains(home: Path, found: Figures) -> None:
    """Keys from tab to tab before and while a model is trained."""
    with started([*TORCHQUIZ, "take", TRAINED, "--way", "trace"], _environment(home)) as terminal:
        terminal.seconds_to("trace: data flow")
        found["from tab to tab"] += [_ms(terminal, key, TABS[key]) for key in "tf" * KEYS]
        terminal.press("t").rest()
        terminal.press("\r").seconds_to("epoch 1 of")
        found["the same while a model is trained"] += [
            _ms(terminal, key, TABS[key]) for key in "ft" * KEYS
        ]
        terminal.press("f").seconds_to(TABS["f"])


def _ms(terminal: Terminal, key: str, mark: str) -> float:
    return terminal.press(key).seconds_to(mark) * 1000


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "TORCHQUIZ_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }


def _tell(title: str, found: Figures, unit: str) -> None:
    """One line a figure, and how far it is from the first of them."""
    print(title)
    figures = {name: median(values[1:]) for name, values in found.items()}
    first = next(iter(figures.values()))
    for name, figure in figures.items():
        print(f"  {name:56}{figure:10.1f} {unit}{figure - first:+10.1f} {unit}", flush=True)


if __name__ == "__main__":
    main()
