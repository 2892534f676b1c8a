"""`torchquiz take`: opens a lesson in the app or in plain text."""

import argparse

from torchquiz.engine.banks.find import find_lesson
from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.folders import BANKS
from torchquiz.engine.study.activities import ON_COMMAND_LINE
from torchquiz.tui.commandline.plain import add_plain_option, bank_words
from torchquiz.tui.commandline.screens import need_terminal, open_app
from torchquiz.tui.terminal.cell import command_words, need_answers


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = "Take one lesson, continuing where you left off."
    parser.add_argument("lesson", metavar="LESSON", help="the id of a lesson, or its file")
    add_plain_option(parser)
    parser.add_argument(
        "--way",
        choices=ON_COMMAND_LINE,
        default="practice",
        metavar="WAY",
        help=f"how to study the lesson: {', '.join(ON_COMMAND_LINE)} (default: practice)",
    )
    parser.add_argument(
        "--missed",
        action="store_const",
        const="missed",
        dest="way",
        help="the same as --way missed",
    )
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Open a lesson and return the exit status."""
    path = find_lesson(arguments.lesson, arguments.banks or [BANKS])
    if not arguments.plain:
        need_terminal(f"take {arguments.lesson}")
    if not arguments.plain:
        return open_app([path], path, arguments.way)
    from torchquiz.tui.plain.take import take

    need_answers(f"take {arguments.lesson}")
    again = command_words("take", arguments.lesson, *bank_words(arguments.banks))
    take(path, again, arguments.way)
    return ALL_WELL
