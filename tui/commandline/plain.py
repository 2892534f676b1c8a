"""Defines the option `--plain`, and builds the command that resumes a plain session."""

import argparse
from pathlib import Path


def add_plain_option(parser: argparse.ArgumentParser) -> None:
    """Add `--plain` to a command."""
    parser.add_argument(
        "--plain",
        action="store_true",
        help="plain text, line by line, for screen readers, simple terminals and pipes",
    )


def bank_words(banks: list[Path]) -> list[str]:
    """Return the command-line arguments that name these banks."""
    words: list[str] = []
    for bank in banks:
        words += ["--bank", str(bank)]
    return words
