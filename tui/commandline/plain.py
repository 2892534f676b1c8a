"""The option `--plain`, and the words that take a plain session up again."""

import argparse
from pathlib import Path


def add_plain_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take `--plain`."""
    parser.add_argument(
        "--plain",
        action="store_true",
        help="line by line, for screen readers, dumb terminals and pipes",
    )


def bank_words(banks: list[Path]) -> list[str]:
    """Return the words that name these banks on the command line."""
    words: list[str] = []
    for bank in banks:
        words += ["--bank", str(bank)]
    return words
