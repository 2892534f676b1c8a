"""`torchquiz check`: proves lessons by running their code."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.syllabus import find_lessons
from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.cli.named_paths import named_paths
from torchquiz.engine.cli.passed_over import report_passed_over
from torchquiz.engine.cli.prove_lessons import need_torch, prove_lessons
from torchquiz.engine.cli.statuses import ALL_WELL, FAULTS
from torchquiz.engine.cli.trust import add_trust_option, ask_for_trust
from torchquiz.engine.cli.unchanged import CheckResult, RepeatedCheck, result_of
from torchquiz.engine.folders import proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.text.printable import printable

if TYPE_CHECKING:
    from torchquiz.engine.cli.report import Report
    from torchquiz.engine.proving.lesson_proof import LessonProof
    from torchquiz.engine.proving.provers import Provers

FORMATS = ("text", "json", "github")
INTERRUPTION = "Interrupted. Finished proofs are kept; the next check continues from there."


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Prove every key, wrong option, number, shape and stage in the lessons by running code."
    )
    _add_what(parser)
    _add_how(parser)
    _add_report(parser)


def _add_what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "lessons",
        nargs="*",
        metavar="LESSON",
        help="lessons by id, or files or folders of lessons (default: all lessons that come with"
        " torchquiz)",
    )
    add_bank_option(parser)
    add_trust_option(parser)


def _add_how(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=_job_count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="number of snippets to run in parallel (default: %(default)s)",
    )
    parser.add_argument(
        "--executor",
        metavar="WHERE",
        help="run snippets elsewhere; give the address of a Dask scheduler, or module:callable for"
        " a callable that returns an executor",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="prove everything again, and do not store the proofs",
    )
    parser.add_argument(
        "--watch", action="store_true", help="keep running, and prove each lesson when it is saved"
    )
    parser.add_argument(
        "--torch",
        metavar="WHERE",
        help="show what differs in another PyTorch version; give an interpreter's path or a version"
        " such as 2.6.0",
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="allow the download that --torch may need",
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="the format of the report: a table, a JSON object, or annotations for GitHub Actions",
    )
    parser.add_argument(
        "--json",
        action="store_const",
        const="json",
        dest="format",
        help="the same as --format json",
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with status 1 if any part is not proven"
    )
    parser.add_argument(
        "--complete",
        action="store_true",
        help="list optional fields that are missing, and exit with status 1 if there are any",
    )
    parser.add_argument("--advice", action="store_true", help="also show suggested improvements")


def _job_count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 256:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to 256")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Prove lessons, print a report, and return the exit status."""
    try:
        return _check(arguments)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(INTERRUPTION) from None


def _check(arguments: argparse.Namespace) -> int:
    need_torch("check again")
    started = time.perf_counter()
    paths = named_paths(arguments.lessons, arguments.banks)
    files, others = find_lessons(paths)
    report_passed_over(others)
    with nullcontext() if arguments.no_cache else closing(Proofs(proofs_file())) as proofs:
        repeated = _repeated_check(arguments, files, proofs)
        result = repeated.earlier_result() if repeated is not None else None
        if result is None:
            with _provers(arguments) as provers:
                if arguments.watch:
                    ask_for_trust(files, provers, is_agreed=arguments.trust)
                    return _watch(paths, provers, proofs)
                lessons = _prove(arguments, files, provers, proofs)
            if arguments.torch is not None:
                from torchquiz.engine.cli.compare import compare

                return compare(arguments, files, lessons)
            result = result_of(lessons, in_detail=arguments.advice)
            if repeated is not None:
                repeated.remember(lessons, result)
    return _report(arguments, result, time.perf_counter() - started)


def _repeated_check(
    arguments: argparse.Namespace, files: list[Path], proofs: Proofs | None
) -> RepeatedCheck | None:
    """Return a check whose result may be stored and reused, or None if it must run every time."""
    runs_elsewhere = arguments.torch is not None or arguments.executor is not None
    if proofs is None or runs_elsewhere or arguments.watch:
        return None
    return RepeatedCheck(files, proofs, in_detail=arguments.advice)


def _prove(
    arguments: argparse.Namespace, files: list[Path], provers: "Provers", proofs: Proofs | None
) -> list["LessonProof"]:
    """Prove lessons. If there is code to run, ask the user first whether to trust the lessons."""

    def ask() -> None:
        ask_for_trust(files, provers, is_agreed=arguments.trust)

    # With another PyTorch, the code runs even if all proofs are cached here.
    if arguments.trust or arguments.torch is not None:
        ask()
    return prove_lessons(files, provers, proofs, before_running=ask)


@contextmanager
def _provers(arguments: argparse.Namespace) -> Iterator["Provers"]:
    from torchquiz.engine.proving.executors import remote_provers
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    if arguments.executor is not None:
        with remote_provers(arguments.executor) as provers:
            yield provers
    else:
        with Pool(arguments.jobs) as pool, threads(pool) as provers:
            yield provers


def _watch(paths: list[Path], provers: "Provers", proofs: Proofs | None) -> int:
    from torchquiz.engine.authoring.watch import pause, watch

    for line in watch(paths, displayed_path, provers, proofs, pause):
        print(printable(line), flush=True)
    return ALL_WELL


def _report(arguments: argparse.Namespace, result: CheckResult, seconds: float) -> int:
    from torchquiz.engine.cli.report import Report

    report = Report(
        torch_version(),
        result.lessons,
        seconds,
        result.improvements,
        with_advice=arguments.advice,
        with_omissions=arguments.complete,
    )
    _print(report, arguments)
    is_unproven = arguments.strict and report.has_unproven
    is_incomplete = arguments.complete and report.is_incomplete
    return FAULTS if report.faults or is_unproven or is_incomplete else ALL_WELL


def _print(report: "Report", arguments: argparse.Namespace) -> None:
    if arguments.format == "json":
        print(report.as_json())
    elif arguments.format == "github":
        print(report.as_annotations(is_strict=arguments.strict))
    else:
        for fault in report.faults:
            print(fault, file=sys.stderr)
        print(report.as_text())
