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
    active = [
        active_binding.binding.id
        for active_binding in screen.active_bindings.values()
        if active_binding.enabled and active_binding.binding.id in known
    ]
    commands = [known[name] for name in dict.fromkeys(active) if name]
    return sorted(commands, key=lambda command: command in COMMANDS["everywhere"])
