"""`torchquiz fill`: writes what was computed into lessons."""

import argparse
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.cli.check import agree, shown
from torchquiz.engine.cli.statuses import ALL_WELL, FAULTS
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.torch_version import torch_version

if TYPE_CHECKING:
    from torchquiz.engine.authoring.fill import Filled
    from torchquiz.engine.cli import Subparsers


def add(commands: "Subparsers") -> None:
    """Say which words the command takes."""
    fill = commands.add_parser(
        "fill",
        help="write computed values into lessons",
        description="Write what PyTorch gives into lessons: where a key, a value or a shape is `?`, and where one is wrong."
        " Shows the change first, and asks.",
    )
    fill.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    fill.add_argument("--yes", action="store_true", help="write without asking")
    fill.add_argument(
        "--trust",
        action="store_true",
        help="agree to run these banks where they cannot be fully confined",
    )
    fill.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Fill lessons; returns the exit status: 1 when something is left to be filled or mended."""
    from torchquiz.engine.authoring.fill import fill
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    if not torch_version():
        raise TorchquizError(
            f"PyTorch is not installed for {sys.executable}; install it, and fill again."
        )
    paths = lesson_files(arguments.paths)
    with (
        closing(Proofs(proofs_file())) as proofs,
        Pool(os.cpu_count() or 1) as pool,
        threads(pool) as provers,
    ):
        agree(paths, provers, is_agreed=arguments.trust)
        found = [fill(path, shown(path), provers, proofs) for path in paths]
    done = [_settle(one, is_agreed=arguments.yes) for one in found]
    return ALL_WELL if all(done) else FAULTS


def _settle(filled: "Filled", *, is_agreed: bool) -> bool:
    """Show what would change, write it if that is wanted, and say what is left; whether nothing is."""
    name, count = shown(filled.path), len(filled.amendments)
    is_written = not count
    if count:
        print(filled.diff(name), flush=True)
        is_written = is_agreed or _is_wanted(count, name)
        if is_written:
            filled.write()
        elif not sys.stdin.isatty():
            print(f"{name}: nothing is written; add --yes.", file=sys.stderr)
    for fault in filled.faults:
        print(fault, file=sys.stderr)
    if is_written:
        print(f"{name}: {_values(count)} filled in.")
    return is_written and not filled.faults


def _is_wanted(count: int, name: str) -> bool:
    """Ask on a terminal; elsewhere nobody can answer."""
    if not sys.stdin.isatty():
        return False
    print(f"Write {_values(count)} into {name}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count or 'no'} values"
