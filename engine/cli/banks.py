"""Defines the option `--bank`, which several commands share."""

import argparse
from pathlib import Path


def add_bank_option(parser: argparse.ArgumentParser, dest: str = "more_banks") -> None:
    """Add `--bank PATH` to a command, which may be given several times.

    Paths given before and after the command's name end up together in `arguments.banks`.
    """
    parser.add_argument(
        "--bank",
        action="append",
        default=[],
        type=Path,
        dest=dest,
        metavar="PATH",
        help="use lessons from this file or folder instead of the ones that come with torchquiz;"
        " may be repeated",
    )
