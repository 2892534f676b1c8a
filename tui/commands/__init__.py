"""All commands, grouped by screen or widget, from which key bindings, footer and help are built.

In a text field a letter is input, so a command with a letter has a second key: `h,f2` is shown as
`h` beside options and as `f2` while the learner types.
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
"""The commands of each screen and widget, in the order in which the help screen lists them."""


def bindings(owner: str) -> list[BindingType]:
    """Return the bindings of a screen or widget."""
    return [command.binding() for command in COMMANDS[owner]]


def active_commands(screen: Screen[Any]) -> list[Command]:
    """Return the currently active commands of a screen; those that work everywhere come last."""
    known = {command.id: command for commands in COMMANDS.values() for command in commands}
    commands = [known[name] for name in active_keys(screen) if name in known]
    return sorted(commands, key=lambda command: command in COMMANDS["everywhere"])


def active_keys(screen: Screen[Any]) -> dict[str, list[str]]:
    """Return a mapping from command ids to the keys that currently run them on a screen.

    Keys that go to a text field or run a different command are left out.
    """
    keys: dict[str, list[str]] = {}
    for key, active in screen.active_bindings.items():
        if active.enabled and active.binding.id:
            keys.setdefault(active.binding.id, []).append(key)
    return keys
