"""`torchquiz review`: starts a review of the items that are due, in the app or in plain text."""

import argparse

from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.folders import BANKS
from torchquiz.tui.commandline.plain import add_plain_option, bank_words
from torchquiz.tui.commandline.screens import need_terminal, open_app
from torchquiz.tui.terminal.cell import command_words, need_answers


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = "Review the items that are due today, across all lessons."
    add_plain_option(parser)
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Start the review and return the exit status."""
    banks = arguments.banks or [BANKS]
    if not arguments.plain:
        need_terminal("review")
        return open_app(banks, way="review")
    from torchquiz.tui.plain.review import review

    need_answers("review")
    review(banks, command_words("review", *bank_words(arguments.banks)))
    return ALL_WELL
