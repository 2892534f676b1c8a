"""All commands by screen or widget; key bindings, footer and help are built from this table.

A letter is text in a text field, so its command has a second key: `h,f2` is shown as `h` beside
options and as `f2` while typing.
"""

from typing import Any

from textual.binding import BindingType
from textual.screen import Screen

from torchquiz.tui.commands import (
    answers,
    everywhere,
    home,
    lesson,
    lists,
    pages,
    preview,
    question,
    reading,
    review,
    sessions,
    trace,
)
from torchquiz.tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    **home.COMMANDS,
    **lesson.COMMANDS,
    **preview.COMMANDS,
    **lists.COMMANDS,
    **question.COMMANDS,
    **review.COMMANDS,
    **answers.COMMANDS,
    **reading.COMMANDS,
    **trace.COMMANDS,
    **sessions.COMMANDS,
    **pages.COMMANDS,
    **everywhere.COMMANDS,
}
"""The commands of each screen and widget, in the order in which help lists them."""


def bindings(owner: str) -> list[BindingType]:
    """Return the bindings of a screen or widget."""
    return [command.binding() for command in COMMANDS[owner]]


def active_commands(screen: Screen[Any]) -> list[Command]:
    """Return the commands that work on a screen now, those that work everywhere last."""
    known = {command.id: command for commands in COMMANDS.values() for command in commands}
    commands = [known[name] for name in active_keys(screen) if name in known]
    return sorted(commands, key=lambda command: command in COMMANDS["everywhere"])


def active_keys(screen: Screen[Any]) -> dict[str, list[str]]:
    """Return, by the id of a command, the keys that run it on a screen now.

    A key may be missing because a text field takes it, or because it runs another command.
    """
    keys: dict[str, list[str]] = {}
    for key, active in screen.active_bindings.items():
        if active.enabled and active.binding.id:
            keys.setdefault(active.binding.id, []).append(key)
    return keys
