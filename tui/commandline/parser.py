"""Parses the command line and runs the chosen command."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.ending import could_not_run
from torchquiz.tui.commandline.table import COMMANDS, Subcommand


class Parser(argparse.ArgumentParser):
    """A parser that reports errors in the same format as the rest of torchquiz."""

    def error(self, message: str) -> NoReturn:
        """Print the error and how to get help, and exit."""
        sentence = f"{message}; see `{self.prog} --help`."
        sys.exit(could_not_run(sentence))


class CommandParser(Parser):
    """The parser of a command. The command's module is imported only when the parser is used."""

    command: Subcommand | None = None
    """The command, until its arguments have been added."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Import the command's module, add its arguments, and parse the remaining command line.

        Files may come before, between and after the options. `argparse` alone rejects files after
        an option if an argument before it was required, as in `export qti --all-variants FILE`.
        """
        if self.command is None:
            return super().parse_known_args(args, namespace)
        command, self.command = self.command, None
        _module(command).add_words(self)
        if any(action.nargs == argparse.PARSER for action in self._actions):
            return super().parse_known_args(args, namespace)
        return self.parse_known_intermixed_args(args, namespace)


def run(words: list[str]) -> int:
    """Parse command-line arguments, run the command, and return its exit status.

    Raises:
        SystemExit: the arguments are invalid or include `--help`.
    """
    parser = _parser(words)
    arguments = parser.parse_args(words)
    if arguments.version:
        from torchquiz.tui.commandline.version import print_version

        return print_version()
    if arguments.command is None:
        from torchquiz.tui.commandline.home import open_home

        return open_home(arguments.banks, is_plain=arguments.is_plain)
    return _run_command(COMMANDS[arguments.command], arguments, parser)


def _run_command(command: Subcommand, arguments: argparse.Namespace, parser: Parser) -> int:
    earlier: list[Path] = arguments.banks
    if earlier and not command.takes_banks:
        parser.error(f"{command.name} does not take --bank")
    if arguments.is_plain and not hasattr(arguments, "plain"):
        parser.error(f"{command.name} does not take --plain")
    arguments.plain = arguments.is_plain or getattr(arguments, "plain", False)
    arguments.banks = [*earlier, *getattr(arguments, "more_banks", [])]
    status: int = _module(command).run(arguments)
    return status


def _parser(words: list[str]) -> Parser:
    """Return a parser for these command-line arguments.

    If the first argument is a command, the parser supports only that command, because adding all of
    them takes time. Otherwise, the parser supports all commands.
    """
    parser = Parser(
        prog="torchquiz",
        description="Practise PyTorch in the terminal. Every answer is proven by running it.",
        epilog="Without a command, torchquiz opens the app with your lessons and progress.",
    )
    parser.add_argument(
        "--version",
        action="store_true",
        help="print the versions of torchquiz, Python and PyTorch",
    )
    add_bank_option(parser, "banks")
    # A separate variable, because the default of the command's own `--plain` would overwrite it.
    parser.add_argument(
        "--plain",
        action="store_true",
        dest="is_plain",
        help="use plain text, line by line, for screen readers, simple terminals and pipes",
    )
    commands = parser.add_subparsers(
        dest="command", title="commands", metavar="COMMAND", parser_class=CommandParser
    )
    named = [COMMANDS[word] for word in words[:1] if word in COMMANDS]
    for command in named or COMMANDS.values():
        commands.add_parser(command.name, help=command.help).command = command
    return parser


def _module(command: Subcommand) -> ModuleType:
    return import_module(f"torchquiz.{command.module}")
