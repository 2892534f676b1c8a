"""All commands, grouped by screen or widget.

The key bindings, the footer and the help screen are built from these commands.

While the learner types into a text field, letters cannot run commands. A command that is run by a
letter therefore has a second key. For example, the keys `h,f2` are shown as `h` next to a list of
options and as `f2` next to a text field.

The commands of a screen or widget are imported on first use, so that the app starts quickly.
"""

from functools import cache
from importlib import import_module
from typing import Any

from textual.binding import BindingType
from textual.screen import Screen

from torchquiz.tui.commands.command import Command

OWNERS: dict[str, str] = {
    "home": "home",
    "lesson": "lesson",
    "preview": "preview",
    "listing": "lists",
    "rows": "lists",
    "practice": "question",
    "look-back": "question",
    "review": "review",
    "reviewed": "review",
    "options": "answers",
    "line": "answers",
    "lines": "answers",
    "printed": "answers",
    "cell": "answers",
    "arrange": "answers",
    "editor": "answers",
    "written": "answers",
    "card": "answers",
    "experiment": "answers",
    "reading": "reading",
    "learn": "reading",
    "matrix": "reading",
    "trace": "trace",
    "flow": "trace",
    "calls": "trace",
    "numbers": "trace",
    "training": "trace",
    "prediction": "trace",
    "summary": "sessions",
    "placed": "sessions",
    "before": "sessions",
    "verdict": "sessions",
    "drills": "pages",
    "drill": "pages",
    "statistics": "pages",
    "weak-points": "pages",
    "search": "pages",
    "settings": "pages",
    "report": "pages",
    "help": "everywhere",
    "everywhere": "everywhere",
}
"""The screens and widgets that have commands, in the order in which the help screen lists them.

Each is mapped to the module in this folder that defines its commands.
"""

_bound: dict[str, Command] = {}
"""The commands of the screens and widgets loaded so far, by their ids."""


@cache
def commands_of(owner: str) -> tuple[Command, ...]:
    """Return the commands of a screen or widget, given its name."""
    module = import_module(f"{__name__}.{OWNERS[owner]}")
    commands: tuple[Command, ...] = module.COMMANDS[owner]
    return commands


def all_commands() -> dict[str, tuple[Command, ...]]:
    """Return the commands of every screen and widget."""
    return {owner: commands_of(owner) for owner in OWNERS}


def bindings(owner: str) -> list[BindingType]:
    """Return the key bindings of a screen or widget, given its name."""
    commands = commands_of(owner)
    _bound.update((command.id, command) for command in commands)
    return [command.binding() for command in commands]


def active_commands(screen: Screen[Any]) -> list[Command]:
    """Return the active commands of a screen, with those available everywhere last."""
    commands = [_bound[name] for name in active_keys(screen) if name in _bound]
    return sorted(commands, key=lambda command: command in commands_of("everywhere"))


def active_keys(screen: Screen[Any]) -> dict[str, list[str]]:
    """Return the keys that currently run each command on a screen, by command id.

    Keys that type into a text field or run a different command are left out.
    """
    keys: dict[str, list[str]] = {}
    for key, active in screen.active_bindings.items():
        if active.enabled and active.binding.id:
            keys.setdefault(active.binding.id, []).append(key)
    return keys
