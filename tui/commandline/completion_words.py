"""Collects the words that a shell can complete, from the table of commands and their parsers."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from torchquiz.tui.commandline.table import COMMANDS, Subcommand


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command, such as `--way`."""

    name: str
    help: str
    takes_value: bool
    values: tuple[str, ...]
    """Values to choose from; empty if it takes any value, or none."""


@dataclass(frozen=True, slots=True)
class Completable:
    """A command with everything that can be completed after it."""

    name: str
    help: str
    options: tuple[Option, ...]
    words: tuple[str, ...]
    """Values of its positional arguments, such as the kinds of items."""


def completable_commands() -> list[Completable]:
    """Return all commands with their options and values."""
    return [_completable(command) for command in COMMANDS.values()]


def _completable(command: Subcommand) -> Completable:
    parser = argparse.ArgumentParser(prog=f"torchquiz {command.name}")
    import_module(f"torchquiz.{command.module}").add_words(parser)
    options: list[Option] = []
    words: list[str] = []
    for action in _actions(parser):
        values = tuple(map(str, action.choices or ()))
        if not action.option_strings:
            words += values
            continue
        name = action.option_strings[-1]
        takes_value = action.nargs != 0
        options.append(Option(name, _help(action), takes_value, values if takes_value else ()))
    unique = {option.name: option for option in options}
    return Completable(
        command.name, command.help, tuple(unique.values()), tuple(dict.fromkeys(words))
    )


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a parser and of its subparsers, as in `torchquiz new item`."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for subparser in action.choices.values():
                yield from _actions(subparser)


def _help(action: argparse.Action) -> str:
    """Return the help of an option without argparse's placeholders: `%(default)s`."""
    return (action.help or "") % {"default": action.default, "prog": "torchquiz"}
