"""The option `--bank`, which several commands share."""

import argparse
from pathlib import Path


def add_bank_option(parser: argparse.ArgumentParser, dest: str = "more_banks") -> None:
    """Let a command take `--bank PATH`, any number of times.

    What is named before and after the command arrives together, in `arguments.banks`.
    """
    parser.add_argument(
        "--bank",
        action="append",
        default=[],
        type=Path,
        dest=dest,
        metavar="PATH",
        help="lessons from this file or folder instead of those that come with torchquiz;"
        " may be repeated",
    )
