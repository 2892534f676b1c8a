"""The option `--plain`, and the arguments of the command that resumes a plain session."""

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
    """Return command-line arguments with a `--bank` option for each of these folders."""
    words: list[str] = []
    for bank in banks:
        words += ["--bank", str(bank)]
    return words
