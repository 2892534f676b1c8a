"""The option `--bank`, which several commands share."""

import argparse
from pathlib import Path


def add_bank_option(parser: argparse.ArgumentParser, dest: str = "more_banks") -> None:
    """Add the option `--bank PATH` to a command. It can be repeated.

    Paths from before and after the command's name are combined in `arguments.banks`.
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
