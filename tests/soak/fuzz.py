"""Mutates lessons, quizzes from other programs, and settings files: `python -m tests.soak.fuzz`.

Whatever a file contains, torchquiz must read or refuse it within seconds, without a stack trace.
Every reported fault must have a line and a column, and every imported lesson must load.
"""

import argparse
import io
import random
import shutil
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tests.engine.small_bank import SMALL
from tests.soak.mutate import encoded, mutated_text
from tests.soak.mutate_values import mutated_values
from tests.soak.quizzes import QUIZZES
from tests.soak.time_limit import HangError, time_limit
from torchquiz.engine.authoring.examples import lesson_example
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.cli.import_quiz import READERS
from torchquiz.engine.errors import BankError, Fault, SettingsError, TorchquizError
from torchquiz.engine.exchange.importing import imported_lesson
from torchquiz.engine.folders import BANKS
from torchquiz.engine.study.settings import SETTINGS
from torchquiz.engine.study.settings_file import SettingsFile, explained
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

TIMES = 2000
"""The number of mutations for each format."""
DAMAGED = 0.2
"""The fraction of packages whose bytes are damaged."""
Read = Callable[[bytes, Path, random.Random], str]
"""A function that reads a file with some content, and returns a word for the result."""


class WrongError(Exception):
    """Raised when a file is accepted or refused in a way that does not help its author."""


def read_lesson(content: bytes, folder: Path, luck: random.Random) -> str:
    """Load a lesson; return whether it was accepted or refused."""
    path = folder / "lesson.yaml"
    path.write_bytes(content)
    shutil.copy(BANKS / SHARED_MISCONCEPTIONS, folder)
    try:
        faults = load_bank(path).faults
    except BankError as error:
        faults = error.faults
    for fault in faults:
        check_fault(fault)
    return "refused" if faults else "accepted"


def check_fault(fault: Fault) -> None:
    """Raise an error unless a fault has a position, a message and a remedy.

    Raises:
        WrongError: the fault does not.
    """
    if fault.line < 1 or fault.column < 1 or not fault.message or not fault.remedy:
        raise WrongError(f"a fault without a position, a message or a remedy: {fault!r}")


def read_quiz(suffix: str) -> Read:
    """Return a function that imports a quiz in one format, and loads the lesson made from it."""
    reader = import_module(f"torchquiz.engine.exchange.readers.{READERS[suffix]}")

    def read(content: bytes, folder: Path, luck: random.Random) -> str:
        path, lesson = folder / f"quiz{suffix}", folder / "lesson.yaml"
        path.write_bytes(_packed(content, luck) if suffix == ".zip" else content)
        try:
            quiz = reader.read(path)
            if not quiz.questions:
                return "without questions"
            made = imported_lesson(quiz, lesson, "lesson", "Lesson", path.name)
        except TorchquizError as error:
            return _refused(str(error))
        lesson.write_text(made.text, encoding="utf-8")
        if load_bank(lesson).faults:
            raise WrongError(f"an imported lesson has faults: {load_bank(lesson).faults}")
        if any(remark.line < 1 for remark in (*made.quiz.left_out, *made.quiz.changes)):
            raise WrongError("a remark without a line")
        return "accepted"

    return read


def _packed(content: bytes, luck: random.Random) -> bytes:
    """Return a package with an item, which is itself damaged now and then."""
    packed = io.BytesIO()
    with zipfile.ZipFile(
        packed, "w", luck.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    ) as it:
        it.writestr("items/a.xml", content)
    whole = bytearray(packed.getvalue())
    if luck.random() < DAMAGED:
        whole[luck.randrange(len(whole))] = luck.randrange(256)
        del whole[luck.randrange(len(whole)) :: luck.choice((len(whole), 7))]
    return bytes(whole)


def _refused(sentence: str) -> str:
    if not sentence or len(sentence) > 5000:
        raise WrongError(f"a refusal of {len(sentence)} characters")
    return "refused"


def read_settings(content: bytes, folder: Path, luck: random.Random) -> str:
    """Read a settings file, and change one of its values."""
    path = folder / "settings.toml"
    path.write_bytes(content)
    file = SettingsFile(path)
    for fault in file.faults:
        if not fault.startswith(f"{path}:"):
            raise WrongError(f"a fault without a position: {fault}")
    setting = luck.choice(SETTINGS)
    try:
        file.change(setting.name, getattr(file.settings, setting.name))
    except SettingsError as error:
        return _refused(str(error))
    return "accepted"


def targets() -> dict[str, tuple[list[str], Read]]:
    """Return, for each format, the documents to mutate and the function that reads them."""
    return {
        ".yaml": (_lessons(), read_lesson),
        **{suffix: (texts, read_quiz(suffix)) for suffix, texts in QUIZZES.items()},
        "settings.toml": ([explained()], read_settings),
    }


def _lessons() -> list[str]:
    """Return some small valid lessons, and the shipped ones, which take longer to read."""
    shipped = [path.read_text() for path in lesson_files([BANKS])]
    return [SMALL, lesson_example("example")] * len(shipped) * 3 + shipped


def fuzz(name: str, times: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Mutate files of one format, and return how often each result occurred, with the failures."""
    texts, read = targets()[name]
    results: Counter[str] = Counter()
    failures: list[str] = []
    for number in range(times):
        luck = random.Random(f"{seed} {name} {number}")
        change = luck.choice((_changed_text, _changed_value, _changed_value))
        content = encoded(change(luck.choice(texts), name, luck), luck)
        with tempfile.TemporaryDirectory() as folder:
            result = _result(lambda: read(content, Path(folder), luck))  # noqa: B023
        results[result.partition("\n")[0]] += 1
        if "\n" in result:
            failures.append(f"{name}, --seed {seed}, number {number}: {result}")
    return results, failures


def _changed_value(text: str, name: str, luck: random.Random) -> str:
    return mutated_values(text, Path(f"x{name}").suffix, luck)


def _changed_text(text: str, name: str, luck: random.Random) -> str:
    return mutated_text(text, luck)


def _result(read: Callable[[], str]) -> str:
    """Return a word for the result, followed by the details of a failure on separate lines."""
    try:
        with time_limit():
            return read()
    except HangError:
        return f"HANG\n{traceback.format_exc(limit=-4)}"
    except WrongError as error:
        return f"WRONG\n{error}"
    except Exception:
        return f"TRACEBACK\n{traceback.format_exc(limit=-4)}"


def main() -> int:
    """Run the fuzzer and print its statistics; return 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    all_failures: list[str] = []
    for name in targets():
        results, failures = fuzz(name, arguments.times, arguments.seed)
        counts = ", ".join(f"{result} {count:,}" for result, count in sorted(results.items()))
        print(f"{name}: {counts}", flush=True)
        all_failures += failures
    for failure in all_failures[:20]:
        print(f"\n{failure}")
    print(f"{len(all_failures)} tracebacks, hangs and faults without a position")
    return 1 if all_failures else 0


if __name__ == "__main__":
    sys.exit(main())
