"""`torchquiz check`: proves banks anywhere."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.syllabus import lesson_files, unmet
from torchquiz.engine.cli.statuses import ALL_WELL, FAULTS
from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.folders import BANKS, proofs_file, trust_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.torch_version import torch_version

if TYPE_CHECKING:
    from torchquiz.engine.cli import Subparsers
    from torchquiz.engine.proving.lesson import LessonProof
    from torchquiz.engine.proving.provers import Provers


def add(commands: "Subparsers") -> None:
    """Say which words the command takes."""
    check = commands.add_parser(
        "check",
        help="prove banks",
        description="Prove every key, wrong option, figure and stage of banks.",
    )
    check.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders; without one, the lessons that come with it",
    )
    check.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="snippets that run side by side (%(default)s)",
    )
    check.add_argument(
        "--executor",
        metavar="WHERE",
        help="prove elsewhere: a Dask scheduler's address, or module:callable that returns an executor",
    )
    check.add_argument("--json", action="store_true", help="print one JSON object on stdout")
    check.add_argument(
        "--advice", action="store_true", help="tell what could be better, beside what is wrong"
    )
    check.add_argument(
        "--trust",
        action="store_true",
        help="agree to run these banks where they cannot be fully confined",
    )
    check.add_argument(
        "--no-cache", action="store_true", help="prove everything anew, and keep nothing"
    )
    check.add_argument(
        "--watch", action="store_true", help="go on, and prove what changed after each save"
    )
    check.add_argument(
        "--torch",
        metavar="WHERE",
        help="tell what changes on another PyTorch: an interpreter's path, or a version such as 2.6.0",
    )
    check.add_argument(
        "--yes",
        action="store_true",
        help="agree to the download that --torch with a version may need",
    )
    check.set_defaults(run=run)


def _positive(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 256:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to 256")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Prove banks; returns the exit status."""
    if not torch_version():
        raise TorchquizError(
            f"PyTorch is not installed for {sys.executable}; install it, and check again."
        )
    paths = lesson_files(arguments.paths or [BANKS])
    with (
        nullcontext() if arguments.no_cache else closing(Proofs(proofs_file())) as proofs,
        _provers(arguments) as provers,
    ):
        agree(paths, provers, is_agreed=arguments.trust)
        if arguments.watch:
            return _watch(arguments.paths or [BANKS], provers, proofs)
        started = time.perf_counter()
        found = _proven(paths, provers, proofs)
    if arguments.torch is not None:
        return _compare(arguments, paths, found)
    return _report(arguments, found, time.perf_counter() - started)


def _proven(
    paths: list[Path], provers: "Provers", proofs: Proofs | None, torch: str = ""
) -> list["LessonProof"]:
    from torchquiz.engine.proving.lesson import prove_lesson

    with _progress() as show:
        found = [
            prove_lesson(path, shown(path), provers, proofs, show(path.stem), torch)
            for path in paths
        ]
    _tell_twins(found)
    _tell_unmet(found)
    return found


def _report(arguments: argparse.Namespace, found: list["LessonProof"], seconds: float) -> int:
    from torchquiz.engine.authoring.advice import advise, declared
    from torchquiz.engine.cli.report import Report

    once = cache(declared)
    remarks = [
        remark
        for one in found
        if one.bank is not None
        for remark in advise(one.bank, one.bodies, once)
    ]
    report = Report(torch_version(), found, seconds, remarks, with_advice=arguments.advice)
    if arguments.json:
        print(report.as_json())
    else:
        for fault in report.faults:
            print(fault, file=sys.stderr)
        print(report.as_text())
    return FAULTS if report.faults else ALL_WELL


def _watch(paths: list[Path], provers: "Provers", proofs: Proofs | None) -> int:
    from torchquiz.engine.authoring.watch import pause, watch

    for line in watch(paths, shown, provers, proofs, pause):
        print(line, flush=True)
    return ALL_WELL


def _compare(arguments: argparse.Namespace, paths: list[Path], here: list["LessonProof"]) -> int:
    """What changes on the PyTorch of another interpreter."""
    from torchquiz.engine.authoring.versions import changes, interpreter, torch_of
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    python = interpreter(arguments.torch, is_agreed=arguments.yes)
    torch = torch_of(python)
    with Pool(arguments.jobs, str(python)) as pool, threads(pool) as provers:
        there = _proven(paths, provers, None, torch)
    found = [
        change
        for mine, other in zip(here, there, strict=True)
        for change in changes(mine.id, mine.bodies, other.bodies, mine.faults, other.faults)
    ]
    if arguments.json:
        print(
            json.dumps(
                {
                    "here": torch_version(),
                    "there": torch,
                    "changes": [asdict(change) for change in found],
                }
            )
        )
    else:
        print(
            "\n".join(
                [
                    *map(str, found),
                    f"PyTorch {torch} instead of {torch_version()}: {len(found)} items change.",
                ]
            )
        )
    return FAULTS if any(change.what == "fails" for change in found) else ALL_WELL


def agree(paths: list[Path], provers: "Provers", *, is_agreed: bool) -> None:
    """Ask before code from elsewhere runs unconfined for the first time."""
    from torchquiz.engine.proving.provers import proven
    from torchquiz.engine.sandbox.trust import Trust, layers_of, permit, somebody

    trust = Trust(trust_file())
    if is_agreed:
        trust.remember(trust.unknown(paths))
    permit(paths, trust, lambda: proven(provers.submit(layers_of)), somebody())


@contextmanager
def _provers(arguments: argparse.Namespace) -> Iterator["Provers"]:
    from torchquiz.engine.proving.provers import elsewhere, threads
    from torchquiz.engine.sandbox.pool import Pool

    if arguments.executor is not None:
        with elsewhere(arguments.executor) as provers:
            yield provers
    else:
        with Pool(arguments.jobs) as pool, threads(pool) as provers:
            yield provers


def _tell_twins(found: list["LessonProof"]) -> None:
    """Attempts are stored under a lesson's id, so two files may not share one."""
    first: dict[str, Path] = {}
    for lesson in found:
        other = first.setdefault(lesson.id, lesson.path)
        if lesson.id and other is not lesson.path:
            message = f"the lesson's id '{lesson.id}' is that of {shown(other)} too."
            lesson.faults.append(
                Fault(shown(lesson.path), 1, 1, message, "Give one of them another id.")
            )


def _tell_unmet(found: list["LessonProof"]) -> None:
    """What comes before a lesson must be there, and come first."""
    by_path = {shown(lesson.path): lesson for lesson in found}
    known = [
        (path, one.id, one.lesson.prerequisites if one.lesson else ())
        for path, one in by_path.items()
    ]
    for fault in unmet(known) if len(found) > 1 else ():
        by_path[fault.path].faults.append(fault)


def shown(path: Path) -> str:
    """The path as a person in this folder would write it; what its name orders a terminal to do is not done."""
    try:
        name = str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        name = str(path)
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


@contextmanager
def _progress() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """A bar on a terminal, one lesson after another; silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda lesson: lambda done, total: None
        return
    from tqdm import tqdm

    bar = tqdm(unit="item", leave=False, dynamic_ncols=True, file=sys.stderr)

    def show(lesson: str) -> Callable[[int, int], None]:
        def update(done: int, total: int) -> None:
            bar.set_description(lesson, refresh=False)
            bar.total, bar.n = total, done
            bar.refresh()

        return update

    try:
        yield show
    finally:
        bar.close()
