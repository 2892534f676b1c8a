"""Collects the commands, options and values that a shell can complete."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS
from torchquiz.tui.commandline.table import COMMANDS, Subcommand

LESSON = "LESSON"
"""The placeholder of options that take the id of a lesson."""
BY_ID = ("take", "check")
"""The commands whose arguments may be the ids of lessons."""


@dataclass(frozen=True, slots=True)
class CompletionOption:
    """A command-line option, such as `--way`, with the values it accepts."""

    name: str
    help: str
    takes_value: bool
    values: tuple[str, ...]
    """The allowed values; empty if the option accepts any value or takes none."""


@dataclass(frozen=True, slots=True)
class Completable:
    """A command with the options and arguments that a shell can complete after it."""

    name: str
    help: str
    options: tuple[CompletionOption, ...]
    words: tuple[str, ...]
    """The allowed values of its positional arguments, such as the kinds of items."""
    lessons: tuple[str, ...] = ()
    """The ids of lessons, which its positional arguments accept besides files."""


def completable_commands() -> list[Completable]:
    """Return all commands with their options and the possible values of their arguments."""
    lessons = tuple(path.stem for path in lesson_files([BANKS]))
    return [_completable(command, lessons) for command in COMMANDS.values()]


def _completable(command: Subcommand, lessons: tuple[str, ...]) -> Completable:
    parser = argparse.ArgumentParser(prog=f"torchquiz {command.name}")
    import_module(f"torchquiz.{command.module}").add_words(parser)
    options: list[CompletionOption] = []
    words: list[str] = []
    for action in _actions(parser):
        values = tuple(map(str, action.choices or ()))
        if action.option_strings and action.metavar == LESSON:
            values = lessons
        if not action.option_strings:
            words += values
            continue
        name = action.option_strings[-1]
        takes_value = action.nargs != 0
        options.append(
            CompletionOption(name, _help(action), takes_value, values if takes_value else ())
        )
    unique = {option.name: option for option in options}
    return Completable(
        command.name,
        command.help,
        tuple(unique.values()),
        tuple(dict.fromkeys(words)),
        lessons if command.name in BY_ID else (),
    )


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a parser and of its subcommands, such as `torchquiz new item`."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for subparser in action.choices.values():
                yield from _actions(subparser)


def _help(action: argparse.Action) -> str:
    """Return the help text of an argument, with placeholders such as `%(default)s` filled in."""
    return (action.help or "") % {"default": action.default, "prog": "torchquiz"}
