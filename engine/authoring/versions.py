"""Compares a lesson's proofs on two versions of PyTorch, item by item."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.folders import torches_folder
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.sandbox.job import PROGRAMS

ASK_S = 120
VERSION = re.compile(r"\d+\.\d+(\.\d+)?")
"""A version of PyTorch: `2.6` or `2.6.0`."""
DONE = "torchquiz-made-this"
"""The name of a file that is written last, to mark a virtual environment as complete."""


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """The first difference between an item's proofs on two versions of PyTorch."""

    lesson: str
    item: str
    what: Literal["fails", "is proven", "is not shown", "is shown", "reads differently"]
    detail: str
    """A fault, or the old and new wording in the first variant that differs. It may be empty."""

    def __str__(self) -> str:
        ending = f": {self.detail}" if self.detail else "."
        return f"{self.lesson}/{self.item}: {self.what} there{ending}"


def interpreter(where: str, *, is_agreed: bool) -> Path:
    """Return the path of a Python interpreter that has another version of PyTorch.

    Args:
        where: the path of the interpreter, or a version of PyTorch. For a version, a virtual
            environment is created unless it already exists.
        is_agreed: whether the user has agreed to the download.

    Raises:
        TorchquizError: the interpreter does not exist, the environment cannot be created, or the
            user did not agree to the download.
    """
    path = Path(where)
    if path.exists():
        return path.absolute()
    if not VERSION.fullmatch(where):
        raise TorchquizError(
            f"{where}: no such interpreter;"
            " give an interpreter's path or a version of PyTorch such as 2.6.0."
        )
    folder = torches_folder() / where
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / DONE).exists():
        _agree(where, folder, is_agreed)
        _make(folder, python, where)
    return python


def _agree(version: str, folder: Path, is_agreed: bool) -> None:
    what = (
        f"PyTorch {version} must first be installed in {folder}; this may download several "
        "gigabytes."
    )
    if is_agreed:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise TorchquizError(f"{what} Add --yes to agree.")
    print(f"{what} Continue? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise TorchquizError("Nothing was downloaded.")


def _make(folder: Path, python: Path, version: str) -> None:
    """Create a virtual environment and install a version of PyTorch in it."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", f"torch=={version}", "numpy"]
    for command in ([sys.executable, "-m", "venv", str(folder)], pip):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise TorchquizError(f"PyTorch {version} cannot be installed: {_last_line(done)}")
    (folder / DONE).touch()


def torch_of(python: Path) -> str:
    """Return the version of PyTorch that is installed for another interpreter.

    Raises:
        TorchquizError: the interpreter does not start, or has no usable PyTorch.
    """
    try:
        asked = subprocess.run(
            [python, "-I", PROGRAMS / "torch_version.py"],
            capture_output=True,
            text=True,
            timeout=ASK_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TorchquizError(
            f"{python} does not start: {error}. Give a Python interpreter that has PyTorch."
        ) from None
    if asked.returncode:
        raise TorchquizError(
            f"{python} has no usable PyTorch: {_last_line(asked)}. Install PyTorch there first."
        )
    version: str = json.loads(asked.stdout.strip().splitlines()[-1])
    return version


def _last_line(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the last line that a program wrote to stderr, or its exit status if there is none."""
    lines = ended.stderr.strip().splitlines()
    return lines[-1] if lines else f"status {ended.returncode}"


def differences(
    lesson: str,
    here: Mapping[str, Item],
    there: Mapping[str, Item],
    faults_here: list[Fault],
    faults_there: list[Fault],
) -> Iterator[ItemDifference]:
    """Yield the first difference between each item's proofs on this PyTorch and on another one.

    Args:
        lesson: the lesson's id.
        here: the items proven on this PyTorch, by id.
        there: the items proven on the other PyTorch, by id.
        faults_here: the lesson's faults on this PyTorch.
        faults_there: the lesson's faults on the other PyTorch.
    """
    broken_here, broken_there = _by_item(faults_here), _by_item(faults_there)
    for item in dict.fromkeys([*here, *there, *broken_here, *broken_there]):
        if item in broken_there and item not in broken_here:
            yield ItemDifference(lesson, item, "fails", _sentence(broken_there[item]))
        elif item in broken_here and item not in broken_there:
            yield ItemDifference(lesson, item, "is proven", "")
        elif item in here and item not in there and item not in broken_there:
            yield ItemDifference(lesson, item, "is not shown", "")
        elif item in there and item not in here and item not in broken_here:
            yield ItemDifference(lesson, item, "is shown", "")
        elif item in here and item in there:
            detail = _first_difference(here[item], there[item])
            if detail:
                yield ItemDifference(lesson, item, "reads differently", detail)


def _by_item(faults: list[Fault]) -> dict[str, Fault]:
    """Return each item's first fault by id. A fault outside all items is under `(the lesson)`."""
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.item or "(the lesson)", fault)
    return first


def _sentence(fault: Fault) -> str:
    remedy = f" ({fault.remedy.splitlines()[0]} …)" if "\n" in fault.remedy else ""
    return f"{fault.path}:{fault.line}:{fault.column}: {fault.message}{remedy}"


def _first_difference(here: Item, there: Item) -> str:
    """Return the first difference that learners would see, or an empty string if there is none."""
    for variant_here, variant_there in zip(here.variants, there.variants, strict=False):
        for old, new in zip(_texts(variant_here), _texts(variant_there), strict=False):
            if old != new:
                return f"{old!r} becomes {new!r}"
    return ""


def _texts(variant: Variant) -> Iterator[str]:
    """Yield everything that learners read in a variant, except run times."""
    yield from (variant.stem, variant.snippet, *variant.hints, *variant.solution, variant.check)
    yield from variant.answer.texts
    for run in (variant.run, *variant.answer.runs):
        if run is not None:
            yield from (run.value, run.output, run.error)
