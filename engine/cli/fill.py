"""`torchquiz fill`: computes values that lessons leave open, and writes them to the files."""

import argparse
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.cli.prove_lessons import need_torch
from torchquiz.engine.cli.statuses import ALL_WELL, FAULTS
from torchquiz.engine.cli.trust import add_trust_option, ask_for_trust
from torchquiz.engine.folders import proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.text.printable import printable

if TYPE_CHECKING:
    from torchquiz.engine.authoring.fill import FilledLesson


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Replace every key, value or shape in a lesson that is `?` or wrong with what PyTorch"
        " computes. The command shows the changes and asks before it writes them."
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    add_trust_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fill in values and return the exit status.

    The status is 1 if something is left for the author to do.
    """
    from torchquiz.engine.authoring.fill import fill
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    need_torch("fill again")
    paths = lesson_files(arguments.paths)
    with (
        closing(Proofs(proofs_file())) as proofs,
        Pool(os.cpu_count() or 1) as pool,
        threads(pool) as provers,
    ):
        ask_for_trust(paths, provers, is_agreed=arguments.trust)
        lessons = [fill(path, displayed_path(path), provers, proofs) for path in paths]
    are_done = [_write_if_agreed(lesson, is_agreed=arguments.yes) for lesson in lessons]
    return ALL_WELL if all(are_done) else FAULTS


def _write_if_agreed(lesson: "FilledLesson", *, is_agreed: bool) -> bool:
    """Show the changes to a lesson, and write them to its file if the user agrees.

    Return whether nothing is left for the author to do.
    """
    name, count = displayed_path(lesson.path), len(lesson.amendments)
    is_written = count == 0
    if count:
        print(printable(lesson.diff(name)), flush=True)
        is_written = is_agreed or _ask(count, name)
        if is_written:
            lesson.write()
        elif not sys.stdin.isatty():
            print(f"{name}: nothing was written; use --yes to write the changes.", file=sys.stderr)
    for fault in lesson.faults:
        print(fault, file=sys.stderr)
    if is_written:
        print(f"{name}: {_values(count)} filled in.")
        for line in lesson.to_reread:
            print(printable(line))
    return is_written and not lesson.faults


def _ask(count: int, name: str) -> bool:
    """Ask the user whether to write the values. Without a terminal, the answer is no."""
    if not sys.stdin.isatty():
        return False
    print(f"Write {_values(count)} into {name}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count or 'no'} values"
