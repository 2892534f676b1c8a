"""Compares the delays that a learner notices with those of an empty Textual app.

Both run as whole processes in a terminal. The benchmark measures the time to the first frame, the
memory, and the time from a key press to its effect, also while a model is being trained.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from tests.benchmarks import empty_app
from tests.benchmarks.generated_home import ITEMS, MANY, home_with
from tests.benchmarks.measurement import SEED, Measurement, show
from tests.benchmarks.processes import TORCHQUIZ, check, environment
from tests.benchmarks.terminal import ProgramTerminal, started
from torchquiz.engine.folders import BANKS

TITLE = "screens, as whole processes in a terminal"
ROUNDS = 7
KEY_ROUNDS = 2
KEYS = 8
FEW = 2
EMPTY = [sys.executable, str(empty_app.__file__)]
EMPTY_NAME = "an empty Textual app"
TRAINED = "image-classification"
ENDLESS = "\rwhile 1: pass"
"""Keys that add an endless loop below the code of a question."""
HASTY_S = 0.6
"""Feedback ignores the keys that are pressed during its first half second."""
TABS = {"t": "f flow", "f": "t training"}
"""The key of each tab of a trace, with text that the footer shows only on that tab."""

Times = dict[str, list[float]]


class ScreenProgram(NamedTuple):
    """A program to start, and a pattern that occurs in its first frame."""

    home: Path
    command: list[str]
    mark: str


def figures() -> Iterator[Measurement]:
    """Measure the first frames and the memory, then the key presses."""
    yield from _openings()
    with tempfile.TemporaryDirectory() as folder:
        yield from _keys(home_with(FEW), Path(folder))


def _openings() -> Iterator[Measurement]:
    """Measure the time to the first frame and, once output has stopped, the private memory."""
    programs, random = _programs(home_with(FEW), home_with(MANY)), Random(SEED)
    frames: Times = defaultdict(list)
    memory: Times = defaultdict(list)
    for _ in range(ROUNDS + 1):
        for name in random.sample(list(programs), len(programs)):
            program = programs[name]
            with started(program.command, environment(program.home)) as terminal:
                frames[name].append(terminal.seconds_to(program.mark) * 1000)
                terminal.rest()
                memory[name].append(terminal.mebibytes())
    for what, unit, values in (("first frame", "ms", frames), ("memory", "MiB", memory)):
        for name in programs:
            # The first round only warms up.
            pairs = zip(values[name][1:], values[EMPTY_NAME][1:], strict=True)
            multiple = median(ours / empty for ours, empty in pairs)
            value = median(values[name][1:])
            yield Measurement(f"{what}: {name}", value, unit, multiple, EMPTY_NAME)


def _programs(few: Path, many: Path) -> dict[str, ScreenProgram]:
    def home(folder: Path) -> ScreenProgram:
        return ScreenProgram(folder, [*TORCHQUIZ, "--bank", str(folder / "bank")], "Lesson 0")

    take = [*TORCHQUIZ, "take", "lesson-000", "--bank", str(few / "bank")]
    return {
        EMPTY_NAME: ScreenProgram(few, EMPTY, "frame-is-here"),
        f"home, {FEW} lessons": home(few),
        f"home, {MANY} lessons, {MANY * ITEMS:,} items": home(many),
        "the first question": ScreenProgram(few, take, "What does"),
    }


def _keys(few: Path, shipped: Path) -> Iterator[Measurement]:
    """Measure the time from a key press to the frame that shows its effect."""
    check(shipped, str(BANKS / f"{TRAINED}.yaml"))
    times: Times = defaultdict(list)
    for _ in range(KEY_ROUNDS + 1):
        _press_in_empty_app(few, times)
        _open_lesson(few, times)
        _answer(few, times)
        _train(shipped, times)
    baseline = median(times[EMPTY_NAME])
    for name, values in times.items():
        value = median(values)
        yield Measurement(f"key: {name}", value, "ms", value / baseline, EMPTY_NAME)


def _press_in_empty_app(home: Path, times: Times) -> None:
    with started(EMPTY, environment(home)) as terminal:
        terminal.seconds_to("frame-is-here")
        terminal.rest()
        times[EMPTY_NAME].append(_key_ms(terminal, "a", "key-is-here"))


def _open_lesson(home: Path, times: Times) -> None:
    command = [*TORCHQUIZ, "--bank", str(home / "bank")]
    with started(command, environment(home)) as terminal:
        terminal.seconds_to("Lesson 1")
        terminal.press("\x1b[B").rest()
        times["home to a lesson's screen"].append(_key_ms(terminal, "\r", "back"))


def _answer(home: Path, times: Times) -> None:
    """Measure an answer while the worker is free, and another while it runs an endless loop."""
    command = [*TORCHQUIZ, "take", "lesson-000", "--bank", str(home / "bank")]
    with started(command, environment(home)) as terminal:
        terminal.seconds_to("What does")
        first_ms = _key_ms(terminal, "a", "Right|Not")
        times["answer to feedback, while the worker starts"].append(first_ms)
        terminal.rest(HASTY_S)
        for key in ("\r", "e", ENDLESS, "\x12"):
            terminal.press(key).rest()
        terminal.press("\x1b").seconds_to("What does")
        next_ms = _key_ms(terminal, "a", "Right|Not")
        times["the same, while the worker is busy"].append(next_ms)


def _train(home: Path, times: Times) -> None:
    """Measure switching between tabs before a model is trained, and while it is."""
    command = [*TORCHQUIZ, "take", TRAINED, "--way", "trace"]
    with started(command, environment(home)) as terminal:
        terminal.seconds_to("trace: data flow")
        for key in "tf" * KEYS:
            times["tab to tab"].append(_key_ms(terminal, key, TABS[key]))
        terminal.press("t").rest()
        terminal.press("\r").seconds_to("epoch 1 of")
        for key in "ft" * KEYS:
            times["tab to tab while a model is trained"].append(_key_ms(terminal, key, TABS[key]))
        terminal.press("f").seconds_to(TABS["f"])


def _key_ms(terminal: ProgramTerminal, key: str, mark: str) -> float:
    return terminal.press(key).seconds_to(mark) * 1000


if __name__ == "__main__":
    show(TITLE, figures())
