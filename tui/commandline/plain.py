"""Defines the option `--plain`, and builds the `--bank` options for resuming a plain session."""

import argparse
from pathlib import Path


def add_plain_option(parser: argparse.ArgumentParser) -> None:
    """Add the option `--plain` to a command."""
    parser.add_argument(
        "--plain",
        action="store_true",
        help="use plain text, line by line, for screen readers, simple terminals and pipes",
    )


def bank_words(banks: list[Path]) -> list[str]:
    """Return a `--bank` option for each of these lesson folders."""
    words: list[str] = []
    for bank in banks:
        words += ["--bank", str(bank)]
    return words
