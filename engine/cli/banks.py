"""The option `--bank`, which several commands have."""

import argparse
from pathlib import Path


def add_bank_option(parser: argparse.ArgumentParser, dest: str = "more_banks") -> None:
    """Add the option `--bank PATH` to a command.

    The option may be repeated, and may come before or after the name of the command.
    `arguments.banks` has the paths from both places.
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
