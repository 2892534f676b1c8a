"""Banks on another PyTorch: what changes, item by item."""

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
from torchquiz.engine.models.runs import Run
from torchquiz.engine.sandbox.job import PROGRAMS

ASK_S = 120
VERSION = re.compile(r"\d+\.\d+(\.\d+)?")
DONE = "torchquiz-made-this"


@dataclass(frozen=True, slots=True)
class Change:
    """What is different of one item on the other PyTorch."""

    lesson: str
    item: str
    what: Literal["fails", "is proven", "is not shown", "is shown", "says something else"]
    detail: str
    """A sentence, or what was said and what is said; of several variants the first."""

    def __str__(self) -> str:
        return f"{self.lesson}/{self.item}: {self.what}{' there: ' if self.detail else ' there.'}{self.detail}"


def interpreter(where: str, *, is_agreed: bool) -> Path:
    """The interpreter at a path, or one with this version of PyTorch in a virtual environment that is made once.

    Raises:
        TorchquizError: there is none, it cannot be made, or nobody agreed to the download.
    """
    path = Path(where)
    if path.exists():
        return path.absolute()
    if not VERSION.fullmatch(where):
        raise TorchquizError(
            f"{where}: there is no such interpreter; name its path, or a version of PyTorch such as 2.6.0."
        )
    folder = torches_folder() / where
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / DONE).exists():
        _agree(where, folder, is_agreed)
        _make(folder, python, where)
    return python


def _agree(version: str, folder: Path, is_agreed: bool) -> None:
    what = f"PyTorch {version} is put into {folder} once, which may download several gigabytes."
    if is_agreed:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise TorchquizError(f"{what} Say --yes to agree.")
    print(f"{what} Go on? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise TorchquizError("Nothing was downloaded.")


def _make(folder: Path, python: Path, version: str) -> None:
    """Not a link but a marker, written last, says that it is whole."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", f"torch=={version}", "numpy"]
    for command in ([sys.executable, "-m", "venv", str(folder)], pip):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or [f"status {done.returncode}"]
            raise TorchquizError(f"PyTorch {version} cannot be installed: {last[0]}")
    (folder / DONE).touch()


def torch_of(python: Path) -> str:
    """The version of PyTorch that another interpreter has.

    Raises:
        TorchquizError: it does not start, or has none.
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
            f"{python} does not start: {error}. Name a Python interpreter that has PyTorch."
        ) from None
    if asked.returncode:
        last = asked.stderr.strip().splitlines()[-1:] or [f"status {asked.returncode}"]
        raise TorchquizError(
            f"{python} has no PyTorch that can be used: {last[0]}. Install it there first."
        )
    version: str = json.loads(asked.stdout.strip().splitlines()[-1])
    return version


def changes(
    lesson: str,
    here: Mapping[str, Item],
    there: Mapping[str, Item],
    faults_here: list[Fault],
    faults_there: list[Fault],
) -> Iterator[Change]:
    """What is different there, in the order of the items here.

    Args:
        lesson: the lesson's id.
        here: the items that are proven here, by id.
        there: those that are proven there.
        faults_here: the faults that the lesson has here.
        faults_there: those that it has there.
    """
    broken_here, broken_there = _by_item(faults_here), _by_item(faults_there)
    for item in dict.fromkeys([*here, *there, *broken_here, *broken_there]):
        if item in broken_there and item not in broken_here:
            yield Change(lesson, item, "fails", _sentence(broken_there[item]))
        elif item in broken_here and item not in broken_there:
            yield Change(lesson, item, "is proven", "")
        elif item in here and item not in there and item not in broken_there:
            yield Change(lesson, item, "is not shown", "")
        elif item in there and item not in here and item not in broken_here:
            yield Change(lesson, item, "is shown", "")
        elif item in here and item in there and (other := _other_words(here[item], there[item])):
            yield Change(lesson, item, "says something else", other)


def _by_item(faults: list[Fault]) -> dict[str, Fault]:
    """The first fault of each item; what belongs to no item stands under the lesson's own head."""
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.item or "(the lesson)", fault)
    return first


def _sentence(fault: Fault) -> str:
    remedy = f" ({fault.remedy.splitlines()[0]} …)" if "\n" in fault.remedy else ""
    return f"{fault.path}:{fault.line}:{fault.column}: {fault.message}{remedy}"


def _other_words(here: Item, there: Item) -> str:
    """The first thing that a learner would read differently; empty when there is none."""
    for mine, other in zip(here.variants, there.variants, strict=False):
        for said, says in zip(_words(mine), _words(other), strict=False):
            if said != says:
                return f"{said!r} becomes {says!r}"
    return ""


def _words(variant: Variant) -> Iterator[str]:
    """All that a learner reads of a variant, but for the time that runs took."""
    yield from (variant.stem, variant.snippet, *variant.hints, *variant.solution, variant.check)
    yield from variant.answer.texts
    for run in (variant.run, *variant.answer.runs):
        yield from _ran(run)


def _ran(run: Run | None) -> Iterator[str]:
    if run is not None:
        yield from (run.value, run.output, run.error)
